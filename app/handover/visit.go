package handover

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"keyday/app"
	"keyday/app/site"
)

// Invitation is the written notice of the handover.
type Invitation struct {
	On      app.Date
	Channel Channel
	Proof   string // tracking number, or hash of the proof's picture
}

// Channels lists every channel, those that leave a proof first.
var Channels = []Channel{Registered, Courier, ByHand, Message, Phone}

// Slot is when the owners are expected.
type Slot struct {
	On       app.Date
	From, To string // "09:30"; "" where only the day is agreed
}

// Hours are the slot without its day: 09:30–10:00.
func (s Slot) Hours() string {
	if s.To == "" {
		return s.From
	}
	return s.From + "–" + s.To
}

// String is the slot as it is said: 2026-11-24 09:30–10:00.
func (s Slot) String() string { return strings.TrimSpace(s.On.String() + " " + s.Hours()) }

// Slot is when the owners are expected.
func (c Case) Slot() Slot { return Slot{c.SlotOn, c.SlotFrom, c.SlotTo} }

// Plan takes units into the handover; those that have a case keep it.
func (k *Desk) Plan(ctx context.Context, actor app.Actor, units []app.ID) error {
	return k.w.Do(ctx, actor, Plan.Action(), func(tx Tx) error {
		for _, unit := range units {
			v := View{}
			if err := v.readGround(tx, unit); err != nil {
				return err
			}
			if err := site.MayAt(tx, Plan.Needs(), v.Unit.ID); err != nil {
				return err
			}
			if err := ensurePlanned(tx, &v); err != nil {
				return err
			}
		}
		return nil
	})
}

// Invite records that the notice went out; a later notice replaces what is shown of
// the earlier one, and both stay in the history.
func (k *Desk) Invite(ctx context.Context, actor app.Actor, unit app.ID, seen *app.Seen[Case], i Invitation) error {
	return k.step(ctx, actor, unit, Invite, func(tx Tx, v *View) error {
		if i.On.IsZero() || i.On > tx.Today() || !slices.Contains(Channels, i.Channel) {
			return app.Refuse("handover.notice_unclear", "unit", v.Unit.Code)
		}
		if err := ensurePlanned(tx, v); err != nil {
			return err
		}
		if err := amendCase(tx, v, seen, func(c *Case) {
			c.NoticeOn, c.NoticeChannel, c.NoticeProof = i.On, i.Channel, strings.TrimSpace(i.Proof)
		}); err != nil {
			return err
		}
		return take(tx, v, Invite, "")
	})
}

// Book agrees on day and time; from any state in which nobody has come, or in
// which the last visit ended without the home being taken.
func (k *Desk) Book(ctx context.Context, actor app.Actor, unit app.ID, seen *app.Seen[Case], s Slot) error {
	return k.book(ctx, actor, unit, s, func(tx Tx, v *View) error {
		return amendCase(tx, v, seen, func(c *Case) { c.SlotOn, c.SlotFrom, c.SlotTo = s.On, s.From, s.To })
	})
}

func (k *Desk) book(ctx context.Context, actor app.Actor, unit app.ID, s Slot, write func(tx Tx, v *View) error) error {
	return k.step(ctx, actor, unit, Book, func(tx Tx, v *View) error {
		if err := s.check(tx.Today()); err != nil {
			return err
		}
		if err := ensurePlanned(tx, v); err != nil {
			return err
		}
		if err := reschedule(tx, v); err != nil {
			return err
		}
		if err := write(tx, v); err != nil {
			return err
		}
		return take(tx, v, Book, "")
	})
}

// Booking is a home with the slot that is agreed for it, and what was agreed as far as
// whoever books it has seen.
type Booking struct {
	Unit app.ID
	Slot Slot
	Was  Agreed
}

// Agreed is what a list shows of a slot.
type Agreed struct {
	On    app.Date
	Hours string // 09:30–10:00
}

// BookAll is Book for many homes, each in an action of its own. What was agreed for one
// before gives way, where that is what was seen; else it is refused as
// "handover.booked_meanwhile", and stays.
func (k *Desk) BookAll(ctx context.Context, actor app.Actor, wanted []Booking) (app.Outcome, error) {
	homes := make([]app.ID, len(wanted))
	for i, b := range wanted {
		homes[i] = b.Unit
	}
	return app.OneByOne(homes, func(i int) error {
		s := wanted[i].Slot
		return k.book(ctx, actor, homes[i], s, func(_ Tx, v *View) error { // the step writes the case
			if now := v.Case.Slot(); (Agreed{now.On, now.Hours()}) != wanted[i].Was {
				return app.Refuse("handover.booked_meanwhile", "unit", v.Unit.Code, "slot", now.String())
			}
			v.Case.SlotOn, v.Case.SlotFrom, v.Case.SlotTo = s.On, s.From, s.To
			return nil
		})
	})
}

// Slots are n slots of so many minutes each on a day, one after the other.
func Slots(on app.Date, from string, minutes, n int) ([]Slot, error) {
	at, err := clock(from)
	if err != nil {
		return nil, err
	}
	const day = 24 * 60
	if from == "" || minutes <= 0 || minutes > day || n > day || at+n*minutes >= day {
		return nil, app.Refuse("handover.slot_unclear")
	}
	written := func(minutes int) string { return fmt.Sprintf("%02d:%02d", minutes/60, minutes%60) }
	slots := make([]Slot, n)
	for i := range slots {
		slots[i] = Slot{on, written(at + i*minutes), written(at + (i+1)*minutes)}
	}
	return slots, nil
}

// amendCase writes what a form says of the case, compared with what the form showed.
func amendCase(tx Tx, v *View, seen *app.Seen[Case], change func(*Case)) (err error) {
	c := seen.Was()
	c.ID, c.Unit, c.N = v.Case.ID, v.Case.Unit, v.Case.N
	change(&c)
	if err := tx.AmendHandoverCase(seen, c); err != nil {
		return err
	}
	v.Case, err = tx.HandoverCase(v.Case.ID)
	return err
}

// reschedule leads a case whose visit ended without the home being taken back to where a
// new date can be agreed on.
func reschedule(tx Tx, v *View) error {
	if v.Case.State == Decided && !v.Case.Decision.Takes() {
		return take(tx, v, Reschedule, "")
	}
	return nil
}

func (s Slot) check(today app.Date) error {
	if s.On.IsZero() {
		return app.Refuse("handover.slot_unclear")
	}
	if s.On < today {
		return app.Refuse("handover.date_past", "date", s.On.String())
	}
	from, err := clock(s.From)
	if err != nil {
		return err
	}
	to, err := clock(s.To)
	if err != nil {
		return err
	}
	if s.To != "" && (s.From == "" || to <= from) {
		return app.Refuse("handover.slot_unclear")
	}
	return nil
}

// clock reads 09:30 as minutes.
func clock(s string) (int, error) {
	if s == "" {
		return 0, nil
	}
	t, err := time.Parse("15:04", s)
	if err != nil || len(s) != len("09:30") {
		return 0, app.Refuse("handover.slot_unclear")
	}
	return 60*t.Hour() + t.Minute(), nil
}

// RequireMissable refuses to record a missed appointment before its day.
func (v View) RequireMissable(today app.Date) error {
	if v.Case.SlotOn > today {
		return app.Refuse("handover.slot_to_come", "unit", v.Unit.Code, "day", v.Case.SlotOn.String())
	}
	return nil
}

// Missed records that the owners did not come to their appointment.
func (k *Desk) Missed(ctx context.Context, actor app.Actor, unit app.ID, remark string) error {
	return k.step(ctx, actor, unit, MissedSlot, func(tx Tx, v *View) error {
		if err := v.RequireMissable(tx.Today()); err != nil {
			return err
		}
		v.Case.NoShows++
		return take(tx, v, MissedSlot, remark)
	})
}

// requireCancellable refuses to end a case once the home is handed over; a further one may
// follow. A certificate by which the owners take the home is voided first, so that none is
// signed of a case that is over.
func (v *View) requireCancellable() error {
	if !v.Unit.HandedOver.IsZero() {
		return app.Refuse("handover.taken", "unit", v.Unit.Code)
	}
	if v.Certificate.Standing() && v.Case.Decision.Takes() {
		return app.Refuse("handover.certificate_stands", "number", v.Certificate.Number)
	}
	return nil
}

// CheckIn records that somebody has come: booked, on another day, or unannounced.
func (k *Desk) CheckIn(ctx context.Context, actor app.Actor, unit app.ID) error {
	return k.step(ctx, actor, unit, CheckIn, func(tx Tx, v *View) error {
		if !v.Unit.HandedOver.IsZero() {
			return app.Refuse("handover.taken", "unit", v.Unit.Code)
		}
		if err := ensurePlanned(tx, v); err != nil {
			return err
		}
		if err := reschedule(tx, v); err != nil {
			return err
		}
		v.Case.ArrivedAt, v.Case.Authority = tx.Now(), app.Nil
		return take(tx, v, CheckIn, "")
	})
}
