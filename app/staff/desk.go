package staff

import (
	"context"
	"strings"
	"unicode"

	"keyday/app"
)

// Tx is what the people's use cases need of a transaction.
type Tx interface {
	app.Tx
	Person(id app.ID) (Person, error)
	People() ([]Person, error)
	PutPerson(Person) error
	PutWrongPIN(WrongPIN) error // insert-only
	AmendPerson(seen *app.Seen[Person], p Person) error
}

// Desk keeps the team.
type Desk struct {
	write app.Writer[Tx]
	hash  func(pin string) (string, error)
}

// New makes the desk; hash turns a PIN into what is kept of it.
func New(write app.Writer[Tx], hash func(pin string) (string, error)) *Desk {
	return &Desk{write: write, hash: hash}
}

// CheckPIN refuses PINs that are not four to eight digits, or one digit repeated.
func CheckPIN(pin string) error {
	if len(pin) < 4 || len(pin) > 8 || strings.IndexFunc(pin, func(r rune) bool { return r > unicode.MaxASCII || !unicode.IsDigit(r) }) >= 0 ||
		strings.Count(pin, pin[:1]) == len(pin) {
		return app.Refuse("staff.pin_weak", "field", "pin")
	}
	return nil
}

// Put adds a person, or changes name, role, scope and phone of one, compared with what
// was seen; a PIN that is given replaces the old one. Names are unique among those who
// have not left, because people sign in by name.
func (d *Desk) Put(ctx context.Context, actor app.Actor, seen *app.Seen[Person], p Person, pin string) (app.ID, error) {
	p.Name, p.PIN = strings.TrimSpace(p.Name), seen.Was().PIN
	if pin != "" {
		if err := CheckPIN(pin); err != nil {
			return app.Nil, err
		}
		hashed, err := d.hash(pin)
		if err != nil {
			return app.Nil, err
		}
		p.PIN = hashed
	}
	err := d.write.Do(ctx, actor, "staff.put", func(tx Tx) error {
		if err := May(actor, ManageStaff); err != nil {
			return err
		}
		if p.ID.IsNil() {
			p.ID = tx.NewID()
		}
		if err := tx.AmendPerson(seen, p); err != nil {
			return err
		}
		now, err := tx.Person(p.ID)
		if err != nil {
			return err
		}
		return now.check(tx)
	})
	return p.ID, err
}

// check refuses a person who may not be in the team as they are now.
func (p Person) check(tx Tx) error {
	if p.Name == "" {
		return app.Refuse("staff.name_missing", "field", "name")
	}
	people, err := tx.People()
	if err != nil {
		return err
	}
	led := false // by somebody else
	for _, other := range people {
		if other.ID == p.ID {
			continue
		}
		if !other.Left && other.Name == p.Name && !p.Left {
			return app.Refuse("staff.name_taken", "field", "name", "name", p.Name)
		}
		led = led || !other.Left && May(other.Actor(), ManageStaff) == nil
	}
	if !led && (p.Left || May(p.Actor(), ManageStaff) != nil) {
		return app.Refuse("staff.last_supervisor", "name", p.Name)
	}
	if p.PIN == "" {
		return app.Refuse("staff.pin_missing", "field", "pin", "name", p.Name)
	}
	return nil
}

// ChangePIN lets a person choose a new PIN for themselves.
func (d *Desk) ChangePIN(ctx context.Context, actor app.Actor, pin string) error {
	if err := CheckPIN(pin); err != nil {
		return err
	}
	hashed, err := d.hash(pin)
	if err != nil {
		return err
	}
	return d.write.Do(ctx, actor, "staff.pin", func(tx Tx) error {
		p, err := tx.Person(actor.Staff)
		if err != nil {
			return err
		}
		p.PIN = hashed
		return tx.PutPerson(p)
	})
}

// NoteWrongPINs records the wrong PINs that this laptop counted before somebody signed in,
// in the name of who signed in.
func (d *Desk) NoteWrongPINs(ctx context.Context, actor app.Actor, wrong []WrongPIN) error {
	return d.write.Do(ctx, actor, "staff.pin_wrong", func(tx Tx) error {
		for _, w := range wrong {
			w.ID = tx.NewID()
			if err := tx.PutWrongPIN(w); err != nil {
				return err
			}
		}
		return nil
	})
}
