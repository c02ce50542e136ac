package intake

import (
	"context"
	"slices"

	"keyday/app"
	"keyday/app/site"
	"keyday/app/staff"
)

// Reader is what the desk reads outside of a transaction.
type Reader interface {
	Site(ctx context.Context) (site.Site, error)
	Kept(ctx context.Context, community app.ID) (Kept, error)
	Remembered(ctx context.Context, community app.ID) ([]Remembered, error)
}

// Tx is what imports need of a transaction.
type Tx interface {
	app.Tx
	Kept(community app.ID) (Kept, error)
	Version() (string, error) // as in Kept
	Building(id app.ID) (site.Building, error)
	PutBuilding(site.Building) error
	HouseType(id app.ID) (site.HouseType, error)
	PutHouseType(site.HouseType) error
	Unit(id app.ID) (site.Unit, error)
	PutUnit(site.Unit) error
	Owner(id app.ID) (site.Owner, error)
	PutOwner(site.Owner) error
	PutOwnership(site.Ownership) error
	PutRemembered(Remembered) error
	ImportRun(id app.ID) (Run, error)
	PutImportRun(Run) error
	PutShowing(site.Showing) error       // insert-only
	PutCorrection(site.Correction) error // insert-only

	// ActionOf reads the action that made the record.
	ActionOf(record app.Ref) (app.PastAction, error)
	// SettledOf says what of a home was settled with its owners.
	SettledOf(unit app.ID) (site.Settled, error)
	// SignedBy lists the papers that stand and that an owner signed, of whichever home.
	SignedBy(owner app.ID) ([]site.SignedPaper, error)
	Ownership(id app.ID) (site.Ownership, error)
	// OwnershipsOfOwner lists the units that a person owns.
	OwnershipsOfOwner(owner app.ID) ([]site.Ownership, error)
	// UsesOf counts the records that name the record now.
	UsesOf(record app.Ref) (int, error)
}

// Desk imports ledgers.
type Desk struct {
	write    app.Writer[Tx]
	read     Reader
	glyphs   func(string) []rune
	identify func(string) app.ID
}

// NewDesk makes the desk. glyphs tells which characters of a text no form can
// print; identify makes the same identity of a text on every laptop of the site
// and of no other.
func NewDesk(write app.Writer[Tx], read Reader, glyphs func(string) []rune, identify func(string) app.ID) *Desk {
	return &Desk{write: write, read: read, glyphs: glyphs, identify: identify}
}

// Look finds the workbook's tables, and reads the columns of known headers as
// they were read before. What a rehearsal has exported comes into no real site:
// "intake.rehearsal"; and no file whose name is not plain text: "intake.file_name".
func (d *Desk) Look(ctx context.Context, actor app.Actor, community app.ID, book Book) (Survey, error) {
	if err := staff.May(actor, staff.ImportUnits, community); err != nil {
		return Survey{}, err
	}
	if signs := app.Unplain(book.File); signs != "" {
		return Survey{}, app.Refuse("intake.file_name", "signs", signs)
	}
	if book.rehearsed() {
		if about, err := d.read.Site(ctx); err != nil {
			return Survey{}, err
		} else if !about.Rehearsal {
			return Survey{}, app.Refuse("intake.rehearsal", "file", book.File)
		}
	}
	known, err := d.read.Remembered(ctx, community)
	if err != nil {
		return Survey{}, err
	}
	return Look(book, known)
}

// DryRun tells what importing the workbook would do. Who says that what was settled with
// owners changes must be allowed to, and give a reason: "permission.missing",
// "correction.reason_missing".
func (d *Desk) DryRun(ctx context.Context, actor app.Actor, community app.ID, sv Survey, o Options) (*Plan, error) {
	if err := staff.May(actor, staff.ImportUnits, community); err != nil {
		return nil, err
	}
	if err := requireMayAnswer(actor, community, o); err != nil {
		return nil, err
	}
	l, err := Read(sv, d.glyphs)
	if err != nil {
		return nil, err
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	k, err := d.read.Kept(ctx, community)
	if err != nil {
		return nil, err
	}
	p := Compare(l, k, o, d.identify)
	p.survey, p.options = sv, o
	return p, nil
}

// Apply does what the plan shows, in one step. Where the site has moved on since,
// it compares again inside the transaction, and refuses "intake.changed_since"
// unless the outcome is the same. A plan that changes nothing writes nothing, and
// its run has no identity. progress is told how many records are written; a
// cancelled ctx stops before the commit, and then nothing was imported.
func (d *Desk) Apply(ctx context.Context, actor app.Actor, shown *Plan, progress func(done, total int)) (Run, error) {
	community := shown.Community.ID
	var run Run
	err := d.write.Do(ctx, actor, "intake.apply", func(tx Tx) error {
		if err := staff.May(actor, staff.ImportUnits, community); err != nil {
			return err
		}
		if err := requireMayAnswer(actor, community, shown.options); err != nil {
			return err
		}
		if err := d.requireSameOutcome(tx, shown); err != nil {
			return err
		}
		for _, t := range shown.survey.settled().Tables {
			if t.Fingerprint == "" {
				continue
			}
			if err := tx.PutRemembered(t.remember(community)); err != nil {
				return err
			}
		}
		if shown.Empty() {
			return nil
		}
		run = Run{ID: tx.NewID(), Community: community, File: shown.File, At: tx.Now(), By: actor.Staff,
			New: len(shown.New), Changed: shown.Changed, Owners: shown.NewOwners, Refused: shown.Refused(), Out: shown.LeftOut(), Findings: found(shown.Findings)}
		if err := tx.PutImportRun(run); err != nil {
			return err
		}
		for _, of := range shown.corrected {
			if err := tx.PutCorrection(site.Correction{ID: tx.NewID(), Unit: of.unit, Owner: of.owner, Reason: shown.options.Reason}); err != nil {
				return err
			}
		}
		return shown.apply(ctx, tx, progress)
	})
	if err != nil {
		return Run{}, err
	}
	return run, nil
}

// requireMayAnswer refuses whoever may not say that what was settled with owners changes.
func requireMayAnswer(actor app.Actor, community app.ID, o Options) error {
	if !o.settles() {
		return nil
	}
	if err := staff.May(actor, staff.CorrectSettled, community); err != nil {
		return err
	}
	if !slices.Contains(Reasons, o.Reason) {
		return app.Refuse("correction.reason_missing")
	}
	return nil
}

// requireSameOutcome refuses a plan that was made on a site which has become another.
func (d *Desk) requireSameOutcome(tx Tx, shown *Plan) error {
	version, err := tx.Version()
	if err != nil || version == shown.version {
		return err
	}
	l, err := Read(shown.survey, d.glyphs)
	if err != nil {
		return err
	}
	k, err := tx.Kept(shown.Community.ID)
	if err != nil {
		return err
	}
	if Compare(l, k, shown.options, d.identify).digest() != shown.digest() {
		return app.Refuse("intake.changed_since", "file", shown.File)
	}
	return nil
}

// apply stages the plan's records, children after parents.
func (p *Plan) apply(ctx context.Context, tx Tx, progress func(done, total int)) error {
	done, total := 0, p.Records()
	step := func() error {
		if done++; progress != nil && (done%64 == 0 || done == total) {
			progress(done, total)
		}
		return ctx.Err()
	}
	if err := putAll(p.put.buildings, tx.PutBuilding, step); err != nil {
		return err
	}
	if err := putAll(p.put.types, tx.PutHouseType, step); err != nil {
		return err
	}
	if err := putAll(p.put.units, func(u *site.Unit) error { return tx.PutUnit(*u) }, step); err != nil {
		return err
	}
	if err := putAll(p.put.owners, tx.PutOwner, step); err != nil {
		return err
	}
	return putAll(p.put.ownerships, tx.PutOwnership, step)
}

func putAll[T any](records []T, put func(T) error, step func() error) error {
	for _, r := range records {
		if err := put(r); err != nil {
			return err
		}
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}
