package contract

import (
	"context"
	"fmt"
	"strings"

	"keyday/app"
	"keyday/app/site"
)

// Agreeing asks for the property agreement of one home.
type Agreeing struct {
	Unit    app.ID
	Letters []app.ID // authorities by which agents sign for their owners
	Again   bool     // replaces the agreement that stands
}

// Agree fills a home's 前期物业服务协议 from the site, the ledger and the terms, and locks
// it for signing. It refuses with the names of what is missing.
func (k *Desk) Agree(ctx context.Context, actor app.Actor, a Agreeing) (d Document, err error) {
	err = k.w.Do(ctx, actor, "contract.agree", func(tx Tx) (err error) {
		d, err = AgreeIn(tx, k.issuer(), a)
		return err
	})
	return d, err
}

// AgreeAll is Agree for many homes, each in an action of its own. A home that lacks
// something is undone and does not stop the others; any other error does.
func (k *Desk) AgreeAll(ctx context.Context, actor app.Actor, wanted []Agreeing) (made []Document, o app.Outcome, err error) {
	homes := make([]app.ID, len(wanted))
	for i, a := range wanted {
		homes[i] = a.Unit
	}
	o, err = app.OneByOne(homes, func(i int) error {
		d, err := k.Agree(ctx, actor, wanted[i])
		if err == nil {
			made = append(made, d)
		}
		return err
	})
	return made, o, err
}

// AgreeIn is Agree inside a transaction that does more than this.
func AgreeIn(tx Tx, p Issuer, a Agreeing) (Document, error) {
	old, err := standing(tx, a.Unit)
	if err != nil {
		return Document{}, err
	}
	if !old.ID.IsNil() && !a.Again {
		return old, app.Refuse("contract.agreed_already", "number", old.Number)
	}
	if p, err = p.InUse(tx, AgreementTemplate); err != nil {
		return Document{}, err
	}
	d, err := DraftIn(tx, Outline{Kind: Agreement, Unit: a.Unit, Subject: a.Unit, Template: p.Template, Supersedes: old.ID})
	if err != nil {
		return d, err
	}
	w := agreement{tx: tx, issuer: p, number: d.Number}
	if err := w.fill(a); err != nil {
		return d, err
	}
	if len(w.missing) > 0 {
		return d, app.Refuse("contract.agreement_incomplete", "unit", w.content.UnitCode, "missing", strings.Join(w.missing, "、"))
	}
	for _, f := range w.fields {
		w.content.Signers = append(w.content.Signers, app.SignatureField{Role: string(f.Role), Name: f.Name, ActsFor: w.principals[f.Authority], Required: f.Required})
	}
	w.content.Names = p.Rare(w.content.Signers, w.people...)
	body, err := p.Encode(w.content)
	if err != nil {
		return d, err
	}
	return LockIn(tx, d.ID, Locking{Content: body, Salt: p.Salt, Fields: w.fields, Anchor: p.Anchor})
}

// standing is the agreement of the unit that counts, the latest where there are
// several; nothing where there is none.
func standing(tx Tx, unit app.ID) (Document, error) {
	all, err := tx.DocumentsOfUnit(unit)
	if err != nil {
		return Document{}, err
	}
	d, _ := StandingOf(all, Agreement)
	return d, nil
}

// agreement fills one content, noting what is missing.
type agreement struct {
	tx     Tx
	issuer Issuer
	number string

	content    AgreementContent
	people     []site.Owner
	fields     []Field
	principals map[app.ID]string // whom the agent with the letter acts for
	missing    []string          // keys of contract.missing, with 、 between them in the refusal
}

func (w *agreement) fill(a Agreeing) error {
	s, err := w.tx.Site()
	if err != nil {
		return err
	}
	t, err := terms(w.tx, s)
	if err != nil {
		return err
	}
	u, err := w.tx.Unit(a.Unit)
	if err != nil {
		return err
	}
	b, err := w.tx.Building(u.Building)
	if err != nil {
		return err
	}
	w.common(s, t)
	w.home(u, b)
	if err := w.fees(u, t); err != nil {
		return err
	}
	if err := w.owners(a); err != nil {
		return err
	}
	w.fields = append(w.fields,
		Field{Role: AsDeveloper, Name: s.Company, Required: true},
		Field{Role: AsProperty, Name: s.Property, Required: true})
	return nil
}

// need notes a value without which the agreement cannot be locked.
func (w *agreement) need(there bool, what string) {
	if !there {
		w.missing = append(w.missing, what)
	}
}

// common is what the agreements of the site share.
func (w *agreement) common(s site.Site, t Terms) {
	w.need(s.Company != "", "developer")
	w.need(s.Property != "", "property")
	w.content = AgreementContent{
		Frame:     w.issuer.Frame(s, s.Name, w.number),
		Developer: Party{Name: s.Company, Representative: t.DeveloperRepresentative, CreditCode: t.DeveloperCreditCode, Address: s.Address, Phone: s.Phone},
		Property:  Party{Name: s.Property, Representative: t.PropertyRepresentative, CreditCode: t.PropertyCreditCode, Address: t.PropertyAddress, Phone: t.PropertyPhone},
		Place:     t.Place, Boundaries: t.Boundaries, SiteArea: t.SiteArea,
		PayEvery: t.PayEvery, ParkingRent: t.ParkingRent, ParkingFee: t.ParkingFee, LateRate: t.LateRate,
		TermFrom: t.TermFrom, TermTo: t.TermTo, Extra: t.Extra, Copies: t.Copies, SignedAt: t.SignedAt,
		ServiceContractNo: t.ServiceContractNo, ServiceContractFiling: t.ServiceContractFiling, ServiceRooms: t.ServiceRooms,
		PrepayLimit: t.PrepayLimit, VacantRate: t.VacantRate, SharedEnergy: t.SharedEnergy, DataRetention: t.DataRetention,
	}
	if t.FeeBasis == Commission {
		w.content.CommissionRate = t.CommissionRate
	}
	w.need(t.Copies == 0 || t.Copies >= parties, "copies")
}

// home names the home. Fees follow the measured area where it is known; the paper says
// which of the two it is.
func (w *agreement) home(u site.Unit, b site.Building) {
	c := &w.content
	c.UnitCode, c.UnitName, c.ContractNo = u.Code, u.NameIn(b), u.ContractNo
	c.Area, c.AreaKind = u.MeasuredArea, w.issuer.Word("contract.area.measured")
	if c.Area.IsZero() {
		c.Area, c.AreaKind = u.ContractArea, w.issuer.Word("contract.area.contract")
	}
	w.need(!c.Area.IsZero(), "area")
}

func (w *agreement) fees(u site.Unit, t Terms) error {
	if community, err := w.community(u); err != nil {
		return err
	} else if w.content.Community = community; community == "" {
		w.content.Community = w.content.Project
	}
	houseType := ""
	if !u.HouseType.IsNil() {
		h, err := w.tx.HouseType(u.HouseType)
		if err != nil && app.RefusalCode(err) != "record.unknown" {
			return err
		}
		houseType = h.Name
	}
	rate, known := t.RateFor(houseType)
	w.need(known, "rate")
	w.need(t.FeeBasis != "", "basis")
	w.need(!t.TermFrom.IsZero() && !t.TermTo.IsZero(), "term")
	c := &w.content
	c.PropertyType, c.FeePrice = rate.Type, rate.Price
	if t.FeeBasis != "" {
		c.FeeBasis = w.issuer.Word("contract.basis." + string(t.FeeBasis))
	}
	w.start(u, t)
	if t.FirstMonths > 0 {
		c.FeePeriod = fmt.Sprintf("%d %s", t.FirstMonths, w.issuer.Word("contract.months"))
	}
	return w.paid(u)
}

// start says from when on the fee is owed: by the rule, and as a day only where the
// home was handed over, for until then nobody knows the day. Where none is owed before a
// day that the rule would come to sooner, that day stands beside the rule, or the paper
// would name two.
func (w *agreement) start(u site.Unit, t Terms) {
	c, rule := &w.content, t.FeeRule.or()
	c.FeeRule = w.issuer.Word("contract.fee_rule." + string(rule))
	from := w.tx.Today() // at the soonest
	if !u.HandedOver.IsZero() {
		from = rule.From(u.HandedOver)
		c.FeeStart = max(from, t.FeeFrom)
	}
	if t.FeeFrom > from {
		c.FeeNotBefore = t.FeeFrom
	}
}

// paid says what was paid, by the receipt that is on record, or nothing.
func (w *agreement) paid(u site.Unit) error {
	r, err := receipt(w.tx, u.ID)
	if err != nil {
		return err
	}
	w.content.FeeReceipt, w.content.FeeReceiptOn, w.content.FeePaidUntil = r.Number, r.On, r.Until
	return nil
}

func (w *agreement) community(u site.Unit) (string, error) {
	b, err := w.tx.Building(u.Building)
	if err != nil {
		return "", err
	}
	c, err := w.tx.Community(b.Community)
	if app.RefusalCode(err) == "record.unknown" {
		return "", nil
	}
	return c.Name, err
}

// owners names every owner with the full number of the identity paper, as a
// contract between parties does, and who signs for each.
func (w *agreement) owners(a Agreeing) error {
	shares, err := w.tx.OwnershipsEverOfUnit(a.Unit)
	if err != nil {
		return err
	}
	letters := map[app.ID]Authority{}
	for _, id := range a.Letters {
		l, err := w.tx.Authority(id)
		if err != nil {
			return err
		}
		gap := l.Gap(MaySignPM, w.tx.Today())
		if l.Unit != a.Unit {
			gap = "missing"
		}
		if gap != "" {
			return app.Refuse("contract.authority_"+gap, "number", w.number, "agent", l.Agent)
		}
		letters[l.Owner] = l
	}
	w.principals = map[app.ID]string{}
	for _, share := range shares {
		if share.Ended {
			continue
		}
		o, err := w.tx.Owner(share.Owner)
		if err != nil {
			return err
		}
		if o.Name == "" { // erased, or on the way from another laptop
			return app.Refuse("privacy.nameless", "unit", w.content.UnitCode)
		}
		w.people = append(w.people, o)
		w.content.Owners = append(w.content.Owners, AgreementOwner{
			Name: o.Name, IDType: o.IDType, IDNo: o.IDNo, Phone: o.Phone, Address: o.Address, Share: share.Share, Company: o.IsCompany(),
		})
		if o.IDNo == "" {
			w.missing = append(w.missing, "id_no:"+o.Name)
		}
		f := Field{Role: AsOwner, Name: o.Name, Person: o.ID, Required: true}
		if l, ok := letters[o.ID]; ok {
			f = Field{Role: AsAgent, Name: l.Agent, Person: o.ID, Authority: l.ID, Required: true}
			w.principals[l.ID] = o.Name
			w.content.Agents = append(w.content.Agents, AgreementAgent{
				Name: l.Agent, IDType: l.IDType, IDNo: l.IDNo, Phone: l.Phone, ActsFor: o.Name,
				Letter: w.issuer.Word("handover.letter." + string(l.Kind)), LetterNo: l.No, LetterFrom: l.From, LetterTo: l.To,
			})
		}
		w.fields = append(w.fields, f)
	}
	w.need(len(w.content.Owners) > 0, "owner")
	return nil
}
