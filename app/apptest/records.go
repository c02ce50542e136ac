package apptest

import (
	"slices"

	"keyday/app"
	"keyday/app/contract"
	"keyday/app/defect"
	"keyday/app/handover"
	"keyday/app/inspect"
	"keyday/app/intake"
	"keyday/app/privacy"
	"keyday/app/site"
	"keyday/app/staff"
)

// Of the place and its people.

func (m *Memory) Site() (site.Site, error) {
	all, err := where[site.Site](m, nil)
	if err != nil || len(all) == 0 {
		return site.Site{}, err
	}
	return all[0], nil
}
func (m *Memory) Community(id app.ID) (site.Community, error) { return get[site.Community](m, id) }
func (m *Memory) Communities() ([]site.Community, error)      { return where[site.Community](m, nil) }
func (m *Memory) Building(id app.ID) (site.Building, error)   { return get[site.Building](m, id) }
func (m *Memory) PutBuilding(r site.Building) error           { return put(m, r) }
func (m *Memory) Unit(id app.ID) (site.Unit, error)           { return get[site.Unit](m, id) }
func (m *Memory) PutUnit(r site.Unit) error                   { return put(m, r) }
func (m *Memory) HouseType(id app.ID) (site.HouseType, error) { return get[site.HouseType](m, id) }
func (m *Memory) HouseTypes() ([]site.HouseType, error)       { return where[site.HouseType](m, nil) }
func (m *Memory) PutHouseType(r site.HouseType) error         { return put(m, r) }
func (m *Memory) Firm(id app.ID) (site.Firm, error)           { return get[site.Firm](m, id) }
func (m *Memory) Firms() ([]site.Firm, error)                 { return where[site.Firm](m, nil) }
func (m *Memory) Owner(id app.ID) (site.Owner, error)         { return get[site.Owner](m, id) }
func (m *Memory) PutOwner(r site.Owner) error                 { return put(m, r) }
func (m *Memory) Ownership(id app.ID) (site.Ownership, error) { return get[site.Ownership](m, id) }
func (m *Memory) PutOwnership(r site.Ownership) error         { return put(m, r) }
func (m *Memory) PutCorrection(r site.Correction) error       { return once(m, r) }
func (m *Memory) PutShowing(r site.Showing) error             { return once(m, r) }
func (m *Memory) PutExport(r site.Export) error               { return once(m, r) }
func (m *Memory) Person(id app.ID) (staff.Person, error)      { return get[staff.Person](m, id) }
func (m *Memory) People() ([]staff.Person, error)             { return where[staff.Person](m, nil) }
func (m *Memory) PutPerson(r staff.Person) error              { return put(m, r) }
func (m *Memory) PutWrongPIN(r staff.WrongPIN) error          { return once(m, r) }
func (m *Memory) ImportRun(id app.ID) (intake.Run, error)     { return get[intake.Run](m, id) }
func (m *Memory) PutImportRun(r intake.Run) error             { return put(m, r) }
func (m *Memory) PutRemembered(r intake.Remembered) error     { return put(m, r) }
func (m *Memory) PutRemoval(r privacy.Removal) error          { return once(m, r) }

func (m *Memory) SeeOwner(id app.ID) (app.Seen[site.Owner], error) {
	o, err := m.Owner(id)
	return app.Seen[site.Owner]{Value: o}, err
}
func (m *Memory) AmendSite(seen *app.Seen[site.Site], r site.Site) error { return change(m, seen, r) }
func (m *Memory) AmendCommunity(seen *app.Seen[site.Community], r site.Community) error {
	return change(m, seen, r)
}
func (m *Memory) AmendBuilding(seen *app.Seen[site.Building], r site.Building) error {
	return change(m, seen, r)
}
func (m *Memory) AmendUnit(seen *app.Seen[site.Unit], r site.Unit) error { return change(m, seen, r) }
func (m *Memory) AmendHouseType(seen *app.Seen[site.HouseType], r site.HouseType) error {
	return change(m, seen, r)
}
func (m *Memory) AmendFirm(seen *app.Seen[site.Firm], r site.Firm) error { return change(m, seen, r) }
func (m *Memory) AmendOwner(seen *app.Seen[site.Owner], r site.Owner) error {
	return change(m, seen, r)
}
func (m *Memory) AmendOwnership(seen *app.Seen[site.Ownership], r site.Ownership) error {
	return change(m, seen, r)
}
func (m *Memory) AmendPerson(seen *app.Seen[staff.Person], r staff.Person) error {
	return change(m, seen, r)
}
func (m *Memory) OwnershipsOfUnit(unit app.ID) ([]site.Ownership, error) {
	return where(m, func(r site.Ownership) bool { return r.Unit == unit && !r.Ended })
}
func (m *Memory) OwnershipsEverOfUnit(unit app.ID) ([]site.Ownership, error) {
	return where(m, func(r site.Ownership) bool { return r.Unit == unit })
}
func (m *Memory) OwnershipsEverOfOwner(owner app.ID) ([]site.Ownership, error) {
	return where(m, func(r site.Ownership) bool { return r.Owner == owner })
}
func (m *Memory) PrivateOf(of app.Ref) (owner, home app.ID, err error) {
	switch of.Kind {
	case "authority":
		a, err := m.Authority(of.ID)
		return a.Owner, a.Unit, err
	case "owner":
		return of.ID, app.Nil, nil
	}
	return app.Nil, app.Nil, nil
}
func (m *Memory) OwnershipsOfOwner(owner app.ID) ([]site.Ownership, error) {
	return where(m, func(r site.Ownership) bool { return r.Owner == owner && !r.Ended })
}
func (m *Memory) OwnersNumbered(number string) ([]site.Owner, error) {
	return where(m, func(r site.Owner) bool { return site.ReadID(r.IDNo) == number })
}

// SettledOf says what of a home was settled with its owners.
func (m *Memory) SettledOf(unit app.ID) (site.Settled, error) {
	u, err := m.Unit(unit)
	if err != nil {
		return site.Settled{}, err
	}
	return site.Settled{HandedOver: u.HandedOver, Papers: m.signed(func(d contract.Document, _ app.ID) bool { return d.Unit == unit })}, nil
}

// SignedBy lists the papers that stand and that an owner signed.
func (m *Memory) SignedBy(owner app.ID) ([]site.SignedPaper, error) {
	if err := m.Break.Err(); err != nil {
		return nil, err
	}
	return m.signed(func(_ contract.Document, signer app.ID) bool { return signer == owner }), nil
}

// signed lists the papers that stand and carry a wanted owner's signature, with those
// who signed.
func (m *Memory) signed(wanted func(d contract.Document, signer app.ID) bool) (papers []site.SignedPaper) {
	for _, d := range Of[contract.Document](m).Where(contract.Document.Standing) {
		p := site.SignedPaper{Document: d.ID, Number: d.Number}
		for _, s := range Of[contract.Signature](m).Where(func(s contract.Signature) bool { return s.Document == d.ID }) {
			if f := Of[contract.Field](m).At(s.Field); f.Role == contract.AsOwner && wanted(d, f.Person) {
				p.Owners = append(p.Owners, f.Person)
			}
		}
		if len(p.Owners) > 0 {
			papers = append(papers, p)
		}
	}
	return papers
}

// Erased is a record whose sealed fields went.
type Erased struct{ ID app.ID }

// Note is a walk, a defect or an import (of no unit) that says a name.
type Note struct {
	ID, Unit app.ID
	Name     string
}

// Erase notes that a record's sealed fields went.
func (m *Memory) Erase(id app.ID) error { return put(m, Erased{id}) }

// NotesNaming lists the notes that say the name.
func (m *Memory) NotesNaming(unit app.ID, name string) (ids []app.ID, err error) {
	notes, err := where(m, func(n Note) bool { return n.Name == name && (n.Unit == unit || n.Unit.IsNil()) })
	for _, n := range notes {
		ids = append(ids, n.ID)
	}
	return ids, err
}

// AddSigned adds a paper of the home that the owners have signed.
func (m *Memory) AddSigned(unit app.ID, owners ...app.ID) {
	paper := contract.Document{ID: app.DerivedID(unit, "signed"), Unit: unit, State: contract.Signed}
	m.Add(paper)
	for _, owner := range owners {
		id := app.DerivedID(paper.ID, owner.String())
		m.Add(contract.Field{ID: id, Document: paper.ID, Role: contract.AsOwner, Person: owner}, contract.Signature{ID: id, Document: paper.ID, Field: id})
	}
}

// Of the papers.

func (m *Memory) Document(id app.ID) (contract.Document, error) { return get[contract.Document](m, id) }
func (m *Memory) PutDocument(r contract.Document) error         { return put(m, r) }
func (m *Memory) PutDocumentMove(r contract.Move) error         { return once(m, r) }
func (m *Memory) PutSignatureField(r contract.Field) error      { return once(m, r) }
func (m *Memory) PutSignature(r contract.Signature) error       { return once(m, r) }
func (m *Memory) Authority(id app.ID) (contract.Authority, error) {
	return get[contract.Authority](m, id)
}
func (m *Memory) PutAuthority(r contract.Authority) error          { return put(m, r) }
func (m *Memory) AgreementTerms(id app.ID) (contract.Terms, error) { return get[contract.Terms](m, id) }
func (m *Memory) TextApprovals() ([]contract.TextApproval, error) {
	return where[contract.TextApproval](m, nil)
}
func (m *Memory) PutTextApproval(r contract.TextApproval) error { return put(m, r) }
func (m *Memory) OwnForms() ([]contract.OwnForm, error)         { return where[contract.OwnForm](m, nil) }
func (m *Memory) PutOwnForm(r contract.OwnForm) error           { return put(m, r) }
func (m *Memory) FeeReceipt(id app.ID) (contract.FeeReceipt, error) {
	return get[contract.FeeReceipt](m, id)
}
func (m *Memory) PutFeeReceipt(r contract.FeeReceipt) error { return put(m, r) }

func (m *Memory) AmendAgreementTerms(seen *app.Seen[contract.Terms], r contract.Terms) error {
	return change(m, seen, r)
}
func (m *Memory) AmendFeeReceipt(seen *app.Seen[contract.FeeReceipt], r contract.FeeReceipt) error {
	return change(m, seen, r)
}

// Scope is that of a document: of its home, or of the homes of the notice that it is; what
// is not there is everybody's.
func (m *Memory) Scope(of app.Ref) (all []app.ID, err error) {
	d, err := m.Document(of.ID)
	if app.RefusalCode(err) == "record.unknown" {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	homes := []app.ID{d.Unit}
	if d.Unit.IsNil() {
		homes = Of[defect.Notice](m).At(d.Subject).Homes()
	}
	for _, home := range homes {
		c, err := site.CommunityOf(m, home)
		if err != nil {
			return nil, err
		}
		all = append(all, c)
	}
	return all, nil
}

func (m *Memory) DocumentsOfUnit(unit app.ID) ([]contract.Document, error) {
	all, err := where(m, func(r contract.Document) bool { return r.Unit == unit })
	slices.Reverse(all) // the newest first
	return all, err
}
func (m *Memory) DocumentMovesOf(document app.ID) ([]contract.Move, error) {
	return where(m, func(r contract.Move) bool { return r.Document == document })
}
func (m *Memory) SignatureFieldsOf(document app.ID) ([]contract.Field, error) {
	return where(m, func(r contract.Field) bool { return r.Document == document })
}
func (m *Memory) SignaturesOf(document app.ID) ([]contract.Signature, error) {
	return where(m, func(r contract.Signature) bool { return r.Document == document })
}
func (m *Memory) AuthoritiesOfUnit(unit app.ID) ([]contract.Authority, error) {
	return where(m, func(r contract.Authority) bool { return r.Unit == unit })
}

// Of defects and inspections.

func (m *Memory) Defect(id app.ID) (defect.Defect, error)       { return get[defect.Defect](m, id) }
func (m *Memory) PutDefect(r defect.Defect) error               { return put(m, r) }
func (m *Memory) PutDefectMove(r defect.Move) error             { return once(m, r) }
func (m *Memory) PutDefectPhoto(r defect.Photo) error           { return once(m, r) }
func (m *Memory) Notice(id app.ID) (defect.Notice, error)       { return get[defect.Notice](m, id) }
func (m *Memory) PutNotice(r defect.Notice) error               { return put(m, r) }
func (m *Memory) DefectLimits(id app.ID) (defect.Limits, error) { return get[defect.Limits](m, id) }
func (m *Memory) WarrantyBook(id app.ID) (defect.WarrantyBook, error) {
	return get[defect.WarrantyBook](m, id)
}
func (m *Memory) Inspection(id app.ID) (inspect.Inspection, error) {
	return get[inspect.Inspection](m, id)
}
func (m *Memory) PutInspection(r inspect.Inspection) error { return put(m, r) }
func (m *Memory) PutInspectionMove(r inspect.Move) error   { return once(m, r) }
func (m *Memory) Answer(id app.ID) (inspect.Answer, error) { return get[inspect.Answer](m, id) }
func (m *Memory) PutAnswer(r inspect.Answer) error         { return put(m, r) }

func (m *Memory) AmendDefect(seen *app.Seen[defect.Defect], r defect.Defect) error {
	return change(m, seen, r)
}
func (m *Memory) AmendDefectLimits(seen *app.Seen[defect.Limits], r defect.Limits) error {
	return change(m, seen, r)
}
func (m *Memory) AmendWarrantyBook(seen *app.Seen[defect.WarrantyBook], r defect.WarrantyBook) error {
	return change(m, seen, r)
}
func (m *Memory) AmendAnswer(seen *app.Seen[inspect.Answer], r inspect.Answer) error {
	return change(m, seen, r)
}
func (m *Memory) DefectsOfUnit(unit app.ID) ([]defect.Defect, error) {
	return where(m, func(r defect.Defect) bool { return r.Unit == unit })
}
func (m *Memory) DefectPhotosOf(d app.ID) ([]defect.Photo, error) {
	return where(m, func(r defect.Photo) bool { return r.Defect == d })
}
func (m *Memory) InspectionsOfUnit(unit app.ID) ([]inspect.Inspection, error) {
	return where(m, func(r inspect.Inspection) bool { return r.Unit == unit })
}
func (m *Memory) AnswersOf(i app.ID) ([]inspect.Answer, error) {
	return where(m, func(r inspect.Answer) bool { return r.Inspection == i })
}

// Of the handover.

func (m *Memory) HandoverCase(id app.ID) (handover.Case, error)   { return get[handover.Case](m, id) }
func (m *Memory) PutHandoverCase(r handover.Case) error           { return put(m, r) }
func (m *Memory) PutHandoverMove(r handover.Move) error           { return once(m, r) }
func (m *Memory) PutHandoverResult(r handover.Result) error       { return once(m, r) }
func (m *Memory) PutIdentityCheck(r handover.IdentityCheck) error { return once(m, r) }
func (m *Memory) PutOverride(r handover.Override) error           { return once(m, r) }
func (m *Memory) PutMeter(r handover.Meter) error                 { return put(m, r) }
func (m *Memory) PutKeys(r handover.Keys) error                   { return put(m, r) }
func (m *Memory) PutPaper(r handover.Paper) error                 { return put(m, r) }
func (m *Memory) HandoverItems(id app.ID) (handover.ItemList, error) {
	return get[handover.ItemList](m, id)
}

func (m *Memory) AmendHandoverCase(seen *app.Seen[handover.Case], r handover.Case) error {
	return change(m, seen, r)
}
func (m *Memory) AmendMeter(seen *app.Seen[handover.Meter], r handover.Meter) error {
	return change(m, seen, r)
}
func (m *Memory) AmendKeys(seen *app.Seen[handover.Keys], r handover.Keys) error {
	return change(m, seen, r)
}
func (m *Memory) AmendPaper(seen *app.Seen[handover.Paper], r handover.Paper) error {
	return change(m, seen, r)
}
func (m *Memory) AmendHandoverItems(seen *app.Seen[handover.ItemList], r handover.ItemList) error {
	return change(m, seen, r)
}
func (m *Memory) HandoverCasesOfUnit(unit app.ID) ([]handover.Case, error) {
	return where(m, func(r handover.Case) bool { return r.Unit == unit })
}
func (m *Memory) HandoverMovesOf(c app.ID) ([]handover.Move, error) {
	return where(m, func(r handover.Move) bool { return r.Case == c })
}
func (m *Memory) HandoverResultsOf(c app.ID) ([]handover.Result, error) {
	return where(m, func(r handover.Result) bool { return r.Case == c })
}
func (m *Memory) IdentityChecksOf(c app.ID) ([]handover.IdentityCheck, error) {
	return where(m, func(r handover.IdentityCheck) bool { return r.Case == c })
}
func (m *Memory) OverridesOf(c app.ID) ([]handover.Override, error) {
	return where(m, func(r handover.Override) bool { return r.Case == c })
}
func (m *Memory) MetersOf(c app.ID) ([]handover.Meter, error) {
	return where(m, func(r handover.Meter) bool { return r.Case == c })
}
func (m *Memory) KeysOf(c app.ID) ([]handover.Keys, error) {
	return where(m, func(r handover.Keys) bool { return r.Case == c })
}
func (m *Memory) PapersOf(c app.ID) ([]handover.Paper, error) {
	return where(m, func(r handover.Paper) bool { return r.Case == c })
}

// UnitFacts counts what the store counts by SQL.
func (m *Memory) UnitFacts(unit app.ID) (handover.Facts, error) {
	u, err := m.Unit(unit)
	if err != nil {
		return handover.Facts{}, err
	}
	b := Of[site.Building](m).At(u.Building)
	f := handover.Facts{Fund: u.Fund, Taken: !u.HandedOver.IsZero(), Filed: !b.Completed.IsZero() && b.Completed <= m.Today()}
	inspections, _ := m.InspectionsOfUnit(unit)
	f.Inspected = len(inspections) > 0
	f.SignedOff = slices.ContainsFunc(inspections, func(i inspect.Inspection) bool { return i.State == inspect.SignedOff })
	defects, _ := m.DefectsOfUnit(unit)
	for _, d := range defects {
		switch {
		case d.State == defect.Open:
			f.Undispatched++
		case d.State.InWork():
			f.InWork++
		case d.State == defect.Fixed:
			f.Unverified++
		default:
			continue
		}
		if d.Severity.Grave() {
			f.Grave++
		}
	}
	return f, nil
}

var (
	_ site.Tx     = (*Memory)(nil)
	_ staff.Tx    = (*Memory)(nil)
	_ contract.Tx = (*Memory)(nil)
	_ inspect.Tx  = (*Memory)(nil)
	_ handover.Tx = (*Memory)(nil)
	_ privacy.Tx  = (*Memory)(nil)
)
