package staff_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"keyday/app"
	"keyday/app/apptest"
	"keyday/app/staff"
)

var (
	wang = staff.Person{ID: app.ID{1}, Name: "王敏", Role: app.Supervisor, PIN: "#2580"}
	zhao = staff.Person{ID: app.ID{2}, Name: "赵磊", Role: app.Handover, PIN: "#1470"}
)

// team is a team in memory with its desk.
type team struct {
	*apptest.Memory
	people apptest.Table[staff.Person]
	wrong  apptest.Table[staff.WrongPIN]
}

func newTeam(people ...staff.Person) (team, *staff.Desk) {
	m := apptest.New()
	k := team{m, apptest.Of[staff.Person](m), apptest.Of[staff.WrongPIN](m)}
	k.people.Set(people...)
	return k, staff.New(apptest.WriterOf[staff.Tx](m, m), func(pin string) (string, error) {
		if pin == "6543" {
			return "", errors.New("no chance")
		}
		return "#" + pin, nil
	})
}

// Who joins, changes or leaves a team: each rule on both of its sides.
func TestPutAPerson(t *testing.T) {
	gone := staff.Person{ID: app.ID{3}, Name: "孙丽", Role: app.Supervisor, PIN: "#1", Left: true}
	second := staff.Person{ID: app.ID{4}, Name: "周建国", Role: app.Supervisor, PIN: "#1"}
	for _, c := range []struct {
		name   string
		people []staff.Person
		by     staff.Person
		whom   staff.Person // Nil for somebody new
		change func(*staff.Person)
		pin    string
		code   string
	}{
		{"somebody new", []staff.Person{wang}, wang, staff.Person{}, func(p *staff.Person) { p.Name, p.Role = " 李强 ", app.Handover }, "1357", ""},
		{"without a PIN", []staff.Person{wang}, wang, staff.Person{}, func(p *staff.Person) { p.Name, p.Role = "李强", app.Handover }, "", "staff.pin_missing"},
		{"with a weak PIN", []staff.Person{wang}, wang, staff.Person{}, func(p *staff.Person) { p.Name, p.Role = "李强", app.Handover }, "1111", "staff.pin_weak"},
		{"without a name", []staff.Person{wang}, wang, staff.Person{}, func(p *staff.Person) { p.Name, p.Role = " ", app.Handover }, "1357", "staff.name_missing"},
		{"with another's name", []staff.Person{wang, zhao}, wang, staff.Person{}, func(p *staff.Person) { p.Name, p.Role = "赵磊", app.Handover }, "1357", "staff.name_taken"},
		{"with the name of one who left", []staff.Person{wang, gone}, wang, staff.Person{}, func(p *staff.Person) { p.Name, p.Role = "孙丽", app.Handover }, "1357", ""},
		{"by one of the team", []staff.Person{wang, zhao}, zhao, staff.Person{}, func(p *staff.Person) { p.Name, p.Role = "李强", app.Handover }, "1357", "permission.missing"},
		{"another phone", []staff.Person{wang, zhao}, wang, zhao, func(p *staff.Person) { p.Phone = "13812345678" }, "", ""},
		{"one leaves", []staff.Person{wang, zhao}, wang, zhao, func(p *staff.Person) { p.Left = true }, "", ""},
		{"one who left takes a name that is taken", []staff.Person{wang, zhao, gone}, wang, gone, func(p *staff.Person) { p.Name = "赵磊" }, "", ""},
		{"the last supervisor leaves", []staff.Person{wang, zhao, gone}, wang, wang, func(p *staff.Person) { p.Left = true }, "", "staff.last_supervisor"},
		{"the last supervisor steps down", []staff.Person{zhao, wang}, wang, wang, func(p *staff.Person) { p.Role = app.Assistant }, "", "staff.last_supervisor"},
		{"the last supervisor becomes the manager", []staff.Person{wang, zhao}, wang, wang, func(p *staff.Person) { p.Role = app.Manager }, "", ""},
		{"one of two supervisors leaves", []staff.Person{wang, second}, wang, wang, func(p *staff.Person) { p.Left = true }, "", ""},
		{"one of three supervisors steps down", []staff.Person{second, wang, {ID: app.ID{5}, Name: "郑", Role: app.Manager, PIN: "#1"}}, wang, wang, func(p *staff.Person) { p.Role = app.Handover }, "", ""},
	} {
		m, desk := newTeam(c.people...)
		seen := (*app.Seen[staff.Person])(nil)
		if !c.whom.ID.IsNil() {
			seen = &app.Seen[staff.Person]{Value: c.whom}
		}
		p := c.whom
		c.change(&p)
		p.PIN = "#smuggled" // nobody's is put but by its digits
		id, err := desk.Put(t.Context(), c.by.Actor(), seen, p, c.pin)
		if got := app.RefusalCode(err); got != c.code {
			t.Errorf("%s: %v, want %q", c.name, err, c.code)
		}
		if c.code != "" {
			if !slices.EqualFunc(m.people.All(), c.people, func(a, b staff.Person) bool {
				return a.ID == b.ID && a.Name == b.Name && a.Left == b.Left && a.Role == b.Role
			}) {
				t.Errorf("%s: refused, and yet %+v", c.name, m.people.All())
			}
			continue
		}
		kept, err := m.Person(id)
		if err != nil || kept.Name == " 李强 " || kept.PIN == "" || c.pin != "" && kept.PIN != "#"+c.pin || c.pin == "" && kept.PIN != c.whom.PIN {
			t.Errorf("%s: kept %+v, %v", c.name, kept, err)
		}
	}
	_, desk := newTeam(wang)
	if _, err := desk.Put(t.Context(), wang.Actor(), nil, staff.Person{Name: "李强", Role: app.Handover}, "6543"); err == nil {
		t.Error("a PIN that could not be hashed was kept")
	}
}

// A person chooses a PIN of their own, and nobody else's.
func TestChangePIN(t *testing.T) {
	m, desk := newTeam(wang, zhao)
	for pin, code := range map[string]string{"1111": "staff.pin_weak", "2468": ""} {
		if got := app.RefusalCode(desk.ChangePIN(t.Context(), zhao.Actor(), pin)); got != code {
			t.Errorf("%s: %q, want %q", pin, got, code)
		}
	}
	if m.people.All()[0].PIN != wang.PIN || m.people.All()[1].PIN != "#2468" || m.people.All()[1].Name != zhao.Name {
		t.Errorf("%+v", m.people.All())
	}
	if err := desk.ChangePIN(t.Context(), zhao.Actor(), "6543"); err == nil || m.people.All()[1].PIN != "#2468" {
		t.Errorf("a PIN that could not be hashed: %v", err)
	}
	if err := desk.ChangePIN(t.Context(), app.Actor{Staff: app.ID{9}}, "2468"); app.RefusalCode(err) != "record.unknown" {
		t.Errorf("of nobody: %v", err)
	}
}

// What was tried in vain is recorded one by one.
func TestWrongPINsAreNoted(t *testing.T) {
	m, desk := newTeam(wang)
	tried := []staff.WrongPIN{{Person: wang.ID}, {Person: zhao.ID}}
	if err := desk.NoteWrongPINs(t.Context(), wang.Actor(), tried); err != nil || m.wrong.Len() != 2 {
		t.Fatal(m.wrong.All(), err)
	}
	if m.wrong.All()[0].ID.IsNil() || m.wrong.All()[0].ID == m.wrong.All()[1].ID || m.wrong.All()[1].Person != zhao.ID {
		t.Errorf("%+v", m.wrong.All())
	}
}

// Part of a second is waited out as a whole one.
func TestSecondsAreWhole(t *testing.T) {
	for left, want := range map[time.Duration]string{0: "0", 1: "1", time.Second - 1: "1", time.Second: "1", time.Second + 1: "2", 90 * time.Second: "90"} {
		err := staff.Waiting(left)
		if r, ok := errors.AsType[*app.Refusal](err); !ok || r.Code != "staff.pin_wait" || r.Args["seconds"] != want {
			t.Errorf("%s: %v, want %s", left, err, want)
		}
	}
}
