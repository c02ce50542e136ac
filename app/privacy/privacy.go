// Package privacy lets whole numbers be shown, which are masked elsewhere, and
// records each showing; and it lets a person be forgotten: who may ask for it, when
// it is allowed, what goes and what has to stay.
//
// A seller may keep what the contract and the law need (PIPL art. 13 and 47): an
// owner whose home is yet to be handed over cannot be erased, and the signed papers
// of a home that is still the owner's stay, content and all, as evidence of the
// handover and the warranty. Once the ownership has ended, the papers that name
// nobody who owns the home now go too; their numbers and hashes stay.
//
// It imports app, site, staff and contract.
package privacy

import (
	"slices"

	"keyday/app"
	"keyday/app/contract"
	"keyday/app/site"
)

// Reason is why a person's data are erased. It is chosen, not written: a text might
// name whom it is about, for good.
type Reason string

// The reasons.
const (
	Requested Reason = "requested" // 本人要求
	Expired   Reason = "expired"   // 保存期满，或已不需要
	Mistaken  Reason = "mistaken"  // 登记有误
)

// Reasons lists them as they are offered.
var Reasons = []Reason{Requested, Expired, Mistaken}

// Removal records that an owner was erased, under the home where it was asked for,
// and why; insert-only.
type Removal struct {
	ID     app.ID
	Unit   app.ID
	Person app.ID
	Reason Reason
	Papers int // whose content went
}

// Plan is what erasing an owner takes and leaves.
type Plan struct {
	Name    string
	Erased  []contract.Document // papers whose content goes
	Kept    []contract.Document // papers that stay as they are
	owner   site.Owner
	records []app.ID // whose own sealed fields go: papers, letters, who was there
}

// Tells are the texts that tell who the owner is whom it takes: name and numbers. What is
// kept beside the records, and says one of them, goes too.
func (p Plan) Tells() (all []string) {
	for _, f := range site.OwnerFields {
		if text := f.Of(p.owner); text != "" && (f.Identifies || f.Call) && f.Offered == nil {
			all = append(all, text)
		}
	}
	return all
}

// Tx is what showing and erasing need of a transaction.
type Tx interface {
	app.Tx
	Scope(of app.Ref) ([]app.ID, error) // the communities that a record is in
	// PrivateOf says whose private numbers a record holds, nobody's for Nil, and to which
	// home it belongs.
	PrivateOf(of app.Ref) (owner, home app.ID, err error)
	Unit(id app.ID) (site.Unit, error)
	Building(id app.ID) (site.Building, error)
	Owner(id app.ID) (site.Owner, error)
	SeeOwner(id app.ID) (app.Seen[site.Owner], error)
	OwnershipsEverOfUnit(unit app.ID) ([]site.Ownership, error)
	// OwnershipsEverOfOwner lists what a person owns and owned.
	OwnershipsEverOfOwner(owner app.ID) ([]site.Ownership, error)
	DocumentsOfUnit(unit app.ID) ([]contract.Document, error)
	SignatureFieldsOf(document app.ID) ([]contract.Field, error)
	AuthoritiesOfUnit(unit app.ID) ([]contract.Authority, error)
	Document(id app.ID) (contract.Document, error)
	Authority(id app.ID) (contract.Authority, error)
	PutShowing(s site.Showing) error // insert-only
	PutExport(e site.Export) error   // insert-only
	// NotesNaming lists the unit's inspections and defects that say the name, and the
	// imports that found something about it.
	NotesNaming(unit app.ID, name string) ([]app.ID, error)
	// Erase drops the key under which a record's sealed fields lie.
	Erase(id app.ID) error
	PutRemoval(r Removal) error // insert-only
}

// Look says what erasing the owner takes and leaves, without doing it. It refuses
// with "privacy.unknown", "privacy.done" and "privacy.home_due".
func Look(tx Tx, unit, owner app.ID) (Plan, error) {
	shares, err := tx.OwnershipsEverOfOwner(owner)
	if err != nil {
		return Plan{}, err
	}
	if !slices.ContainsFunc(shares, func(s site.Ownership) bool { return s.Unit == unit }) {
		return Plan{}, app.Refuse("privacy.unknown")
	}
	o, err := tx.Owner(owner)
	if err != nil {
		return Plan{}, err
	}
	if o.Name == "" {
		return Plan{}, app.Refuse("privacy.done")
	}
	p := Plan{Name: o.Name, owner: o}
	for _, s := range shares {
		if err := p.add(tx, s); err != nil {
			return p, err
		}
	}
	return p, nil
}

// add looks at one home that the person owns or owned.
func (p *Plan) add(tx Tx, share site.Ownership) error {
	u, err := tx.Unit(share.Unit)
	if err != nil {
		return err
	}
	if !share.Ended && u.HandedOver.IsZero() {
		return app.Refuse("privacy.home_due", "name", p.Name, "unit", u.Code)
	}
	notes, err := tx.NotesNaming(u.ID, p.Name)
	if err != nil {
		return err
	}
	for _, id := range notes {
		if !slices.Contains(p.records, id) { // an import names the owner of several homes
			p.records = append(p.records, id)
		}
	}
	others, err := present(tx, u.ID)
	if err != nil {
		return err
	}
	papers, err := tx.DocumentsOfUnit(u.ID)
	if err != nil {
		return err
	}
	for _, d := range papers {
		named, err := names(tx, d, p.owner)
		if err != nil {
			return err
		}
		if !named {
			continue
		}
		held := false // by the person too, who owns the home still
		for i := 0; i < len(others) && !held; i++ {
			if held, err = names(tx, d, others[i]); err != nil {
				return err
			}
		}
		if held {
			p.Kept = append(p.Kept, d)
		} else {
			p.Erased, p.records = append(p.Erased, d), append(p.records, d.ID)
		}
	}
	return p.addLetters(tx, share)
}

// addLetters adds the owner's letters of authority; while the ownership lasts they
// belong to what was signed by them.
func (p *Plan) addLetters(tx Tx, share site.Ownership) error {
	letters, err := tx.AuthoritiesOfUnit(share.Unit)
	for _, l := range letters {
		if l.Owner == share.Owner && share.Ended && l.Agent != "" {
			p.records = append(p.records, l.ID)
		}
	}
	return err
}

// present are the owners of a home as it is now.
func present(tx Tx, unit app.ID) ([]site.Owner, error) {
	shares, err := tx.OwnershipsEverOfUnit(unit)
	if err != nil {
		return nil, err
	}
	var all []site.Owner
	for _, s := range shares {
		if s.Ended {
			continue
		}
		o, err := tx.Owner(s.Owner)
		if err != nil {
			return nil, err
		}
		all = append(all, o)
	}
	return all, nil
}
