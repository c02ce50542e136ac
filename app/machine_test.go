package app_test

import (
	"slices"
	"strings"
	"testing"

	"keyday/app"
)

type (
	state string
	step  string
	phase string
)

// door is a small state machine.
var door = app.Machine[state, step]{Refusal: "door.step_refused", Subject: "number", Transitions: []app.Transition[state, step]{
	{Step: "hang", From: []state{""}, To: "shut", Needs: "build"},
	{Step: "paint", From: []state{"shut", "open"}, Needs: "build"},
	{Step: "open", From: []state{"shut"}, To: "open", Needs: "use"},
	{Step: "shut", From: []state{"open"}, To: "shut", Needs: "use", Next: []state{"open"}},
	{Step: "lock", From: []state{"shut"}, To: "locked", Needs: "use", Refusal: "door.not_shut"},
	{Step: "lock", From: []state{"open"}, To: "locked", Needs: "force"},
	{Step: "slam", From: []state{"open"}, To: "shut", Needs: "use", Implied: true},
}}

func TestMachineTellsWhatMayBeDoneByWhom(t *testing.T) {
	may := func(those ...app.Permission) func(app.Permission) bool {
		return func(p app.Permission) bool { return slices.Contains(those, p) }
	}
	for _, c := range []struct {
		what string
		got  []step
		want string
	}{
		{"lead on from shut", door.Steps("shut"), "open lock"},
		{"lead on from open", door.Steps("open"), "shut lock"},
		{"lead on from locked", door.Steps("locked"), ""},
		{"may be done by who uses a shut door", door.StepsFor("shut", may("use")), "open lock"},
		{"may be done by who uses an open door, the awaited first", door.StepsFor("open", may("use", "build")), "shut paint"},
		{"may be done by who forces an open door", door.StepsFor("open", may("force")), "lock"},
		{"may be done by nobody", door.StepsFor("open", may()), ""},
		{"are offered to whoever looks at a door", door.Offered(), "paint open shut lock"},
	} {
		var got []string
		for _, s := range c.got {
			got = append(got, string(s))
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%q %s, want %q", got, c.what, c.want)
		}
	}
	if door.Next("open") != "shut" || door.Next("shut") != "" {
		t.Errorf("an open door waits for %q, a shut one for %q", door.Next("open"), door.Next("shut"))
	}
	if got := door.From("lock"); !slices.Equal(got, []state{"shut", "open"}) || !door.Allows("open", "lock") || door.Allows("locked", "lock") {
		t.Errorf("locked from %v", got)
	}
}

func TestMachineLeadsOnOrRefuses(t *testing.T) {
	for _, c := range []struct {
		from  state
		step  step
		to    state
		needs app.Permission
		code  string
	}{
		{"", "hang", "shut", "build", ""},
		{"open", "paint", "open", "build", ""}, // stays as it is
		{"shut", "lock", "locked", "use", ""},
		{"open", "lock", "locked", "force", ""}, // asks for more
		{"locked", "lock", "locked", "use", "door.not_shut"},
		{"locked", "open", "locked", "use", "door.step_refused"},
		{"shut", "burn", "shut", "", "door.step_refused"},
		{"open", "slam", "shut", "use", ""},
	} {
		to, err := door.After(c.from, c.step, "D-1")
		if to != c.to || app.RefusalCode(err) != c.code || door.Needs(c.from, c.step) != c.needs {
			t.Errorf("%s from %q leads to %q needing %q: %v", c.step, c.from, to, door.Needs(c.from, c.step), err)
		}
		if err != nil && !strings.Contains(err.Error(), "D-1") {
			t.Errorf("%v does not name the record", err)
		}
	}
}

func TestLadderHasEachStateInOnePhase(t *testing.T) {
	rungs := app.Ladder[state, phase]{{"shut", "still"}, {"open", "moving"}, {"ajar", "moving"}, {"locked", "still"}}
	for _, c := range []struct {
		phases []phase
		want   []state
	}{
		{nil, []state{"shut", "open", "ajar", "locked"}},
		{[]phase{"moving"}, []state{"open", "ajar"}},
		{[]phase{"moving", "still"}, []state{"open", "ajar", "shut", "locked"}},
		{[]phase{"gone"}, nil},
	} {
		if got := rungs.States(c.phases...); !slices.Equal(got, c.want) {
			t.Errorf("%v are %v, want %v", c.phases, got, c.want)
		}
	}
	if rungs.Phase("ajar") != "moving" || rungs.Phase("gone") != "" {
		t.Error("a state's phase is not the ladder's")
	}
}
