package defect

import (
	"context"
	"slices"
	"strings"
	"time"

	"keyday/app"
	"keyday/app/site"
	"keyday/app/staff"
)

// Assign gives defects to a firm, all in one action or none. Without a date each
// gets the limit of its severity, counted from today.
func (k *Desk) Assign(ctx context.Context, actor app.Actor, ids []app.ID, firm app.ID, due app.Date) error {
	return k.w.Do(ctx, actor, action(Assign), func(tx DeskTx) error {
		if len(ids) == 0 {
			return app.Refuse("defect.none_chosen")
		}
		if firm.IsNil() {
			return app.Refuse("defect.firm_missing", "field", "firm")
		}
		f, err := tx.Firm(firm)
		if err != nil {
			return err
		}
		if f.Closed {
			return app.Refuse("defect.firm_closed", "firm", f.Name)
		}
		l, err := limits(tx)
		if err != nil {
			return err
		}
		for _, id := range ids {
			err := take(tx, id, Assign, shots{}, func(tx Tx, d *Defect, m *Move) error {
				if d.Firm != firm {
					d.Notice = app.Nil // it was the other firm's
				}
				d.Firm, d.Due = firm, due
				if due.IsZero() {
					d.Due = tx.Today().AddDays(l.Days(d.Severity))
				}
				if d.Due < tx.Today() {
					return app.Refuse("defect.date_past", "number", d.Number, "date", d.Due.String())
				}
				m.Firm, m.Date = d.Firm, d.Due
				return nil
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// SetLimits changes the site's default limits, compared with what was seen of them; days
// from 0 (the same day) to 365.
func (k *Desk) SetLimits(ctx context.Context, actor app.Actor, seen *app.Seen[Limits], l Limits) error {
	return k.w.Do(ctx, actor, "defect.limits", func(tx DeskTx) error {
		if err := staff.May(actor, staff.ManageSite); err != nil {
			return err
		}
		s, err := tx.Site()
		if err != nil {
			return err
		}
		l.ID = LimitsID(s.ID)
		if err := tx.AmendDefectLimits(seen, l); err != nil {
			return err
		}
		now, err := limits(tx)
		if err != nil {
			return err
		}
		for _, days := range []int{now.Emergency, now.Serious, now.Normal, now.Minor} {
			if days < 0 || days > 365 {
				return app.Refuse("defect.limit_unclear")
			}
		}
		return nil
	})
}

// Work is what a firm reports as done.
type Work struct {
	Firm    app.ID   // Nil for the firm it is assigned to
	Worker  string   // the person who did it
	Photos  []string // hashes of the finished work
	NoPhoto string   // the reason where there is no photo of this round
}

// Fix records finished work: by which firm, by whom, and with a photo of it taken
// in this round, or the reason why there is none.
func (k *Desk) Fix(ctx context.Context, actor app.Actor, id app.ID, w Work) error {
	return k.w.Do(ctx, actor, action(Fix), func(tx DeskTx) error {
		return take(tx, id, Fix, shots{stage: After, photos: w.Photos}, func(tx Tx, d *Defect, m *Move) error {
			w.Worker = strings.TrimSpace(w.Worker)
			if w.Worker == "" {
				return app.Refuse("defect.worker_missing", "field", "worker", "number", d.Number)
			}
			if w.Firm.IsNil() {
				w.Firm = d.Firm
			}
			if w.Firm.IsNil() {
				return app.Refuse("defect.firm_missing", "field", "firm")
			}
			if _, err := tx.Firm(w.Firm); err != nil {
				return err
			}
			if err := requirePhoto(tx, *d, w); err != nil {
				return err
			}
			d.FixedFirm, d.FixedWorker = w.Firm, w.Worker
			d.FixedRecordedBy, d.FixedAt = tx.Actor().Staff, tx.Now()
			m.Firm, m.Worker, m.Reason = w.Firm, w.Worker, w.NoPhoto
			return nil
		})
	})
}

// requirePhoto refuses finished work without a photo of this round and without a reason.
func requirePhoto(tx Tx, d Defect, w Work) error {
	if len(w.Photos) > 0 || strings.TrimSpace(w.NoPhoto) != "" {
		return nil
	}
	photos, err := tx.DefectPhotosOf(d.ID)
	if err != nil {
		return err
	}
	ofThisRound := func(p Photo) bool { return p.Stage == After && p.Round == d.Round }
	if !slices.ContainsFunc(photos, ofThisRound) {
		return app.Refuse("defect.after_photo_missing", "number", d.Number)
	}
	return nil
}

// Inspection is what a verifier brings from the spot.
type Inspection struct {
	Photos []string
	Remark string
	// Alone is a supervisor's reason for verifying what they themselves did or
	// wrote down; only where nobody else in the team may verify. It is printed.
	Alone string
}

// Verify closes a defect. The verifier is neither the worker nor whoever wrote the
// work down.
func (k *Desk) Verify(ctx context.Context, actor app.Actor, id app.ID, seen Inspection) error {
	return k.w.Do(ctx, actor, action(Verify), func(tx DeskTx) error {
		return take(tx, id, Verify, shots{stage: Check, photos: seen.Photos}, func(tx Tx, d *Defect, m *Move) error {
			m.Reason = seen.Remark
			others, err := verifiers(tx, *d)
			if err != nil {
				return err
			}
			alone, err := MayVerify(*d, tx.Actor(), others)
			if err != nil {
				return err
			}
			if alone {
				if d.SelfVerified = strings.TrimSpace(seen.Alone); d.SelfVerified == "" {
					return refuseOwnWork(*d, tx.Actor())
				}
				m.Reason = d.SelfVerified
			}
			d.VerifiedBy, d.VerifiedAt = tx.Actor().Staff, tx.Now()
			return nil
		})
	})
}

// VerifyAll is Verify for many defects, each judged by itself and in an action of its own.
func (k *Desk) VerifyAll(ctx context.Context, actor app.Actor, ids []app.ID, remark string) (app.Outcome, error) {
	return app.OneByOne(ids, func(i int) error { return k.Verify(ctx, actor, ids[i], Inspection{Remark: remark}) })
}

// ownWork reports whether the actor did the work or wrote it down.
func ownWork(d Defect, a app.Actor) bool {
	return d.FixedRecordedBy == a.Staff || strings.TrimSpace(d.FixedWorker) == strings.TrimSpace(a.Name)
}

func refuseOwnWork(d Defect, a app.Actor) error {
	return app.Refuse("defect.own_work", "number", d.Number, "who", a.Name)
}

// MayVerify refuses to verify what the actor did or wrote down. A supervisor may, alone
// and with a reason, where none of the others may who verify at the defect's home; it
// answers whether that is so.
func MayVerify(d Defect, actor app.Actor, others []app.Actor) (alone bool, err error) {
	if !ownWork(d, actor) {
		return false, nil
	}
	if staff.May(actor, staff.Rule) != nil {
		return false, refuseOwnWork(d, actor)
	}
	for _, other := range others {
		if other.Staff != actor.Staff && !ownWork(d, other) {
			return false, app.Refuse("defect.other_verifier", "number", d.Number, "who", other.Name)
		}
	}
	return true, nil
}

// Verifiers are those of a team who may verify defects in a community.
func Verifiers(team []staff.Person, community app.ID) (all []app.Actor) {
	for _, p := range team {
		if !p.Left && staff.May(p.Actor(), staff.Verify, community) == nil {
			all = append(all, p.Actor())
		}
	}
	return all
}

// verifiers are those who may verify the defect.
func verifiers(tx Tx, d Defect) ([]app.Actor, error) {
	community, err := site.CommunityOf(tx, d.Unit)
	if err != nil {
		return nil, err
	}
	team, err := tx.People()
	return Verifiers(team, community), err
}

// Rejection is why finished work is refused, and until when it is to be done again.
type Rejection struct {
	Reason string
	Due    app.Date // "no date": the old one stands
	Photos []string // hashes of what was seen
}

// SendBack refuses the work: back to the firm, one round more.
func (k *Desk) SendBack(ctx context.Context, actor app.Actor, id app.ID, r Rejection) error {
	return k.w.Do(ctx, actor, action(SendBack), func(tx DeskTx) error {
		return take(tx, id, SendBack, shots{stage: Check, photos: r.Photos}, func(tx Tx, d *Defect, m *Move) error {
			if err := requireReason(r.Reason, *d, SendBack); err != nil {
				return err
			}
			if !r.Due.IsZero() {
				if r.Due < tx.Today() {
					return app.Refuse("defect.date_past", "number", d.Number, "date", r.Due.String())
				}
				d.Due = r.Due
			}
			d.unfix()
			d.Round++
			d.Notice = app.Nil
			m.Reason, m.Firm, m.Date = r.Reason, d.Firm, d.Due
			return nil
		})
	})
}

// unfix forgets who fixed and verified; the moves keep it.
func (d *Defect) unfix() {
	d.FixedFirm, d.FixedWorker, d.FixedAt, d.FixedRecordedBy = app.Nil, "", time.Time{}, app.Nil
	d.VerifiedBy, d.VerifiedAt, d.SelfVerified = app.Nil, time.Time{}, ""
}
