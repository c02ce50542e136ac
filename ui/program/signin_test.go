package program

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"keyday/app"
	"keyday/app/staff"
	"keyday/data/store"
	"keyday/ui/command"
)

// Wrong PINs are counted by the window and by commands together, said in words, and
// written into the journal by the next who signs in where it can be.
func TestWrongPINsAreWaitedOutAndRecorded(t *testing.T) {
	o, team := plain(t)
	dir := o.store.Dir()
	i := slices.IndexFunc(team, func(p staff.Person) bool { return p.Name == "李强" })
	other, chief := team[i], team[1-i]
	wrong := func() string {
		t.Helper()
		_, errs, code := typedBy(t, other.Name, map[string]string{"KEYDAY_PIN": "0000"}, dir, "show", "units", "1-*")
		if code != command.Refused {
			t.Fatalf("a wrong PIN ends with %d: %s", code, errs)
		}
		return errs
	}
	for range 3 {
		if errs := wrong(); !strings.Contains(errs, "密码不对，请再试") {
			t.Fatalf("a wrong PIN: %s", errs)
		}
	}
	if _, err := o.signIn(false).Check(t.Context(), other.ID, "1111"); app.RefusalCode(err) != "staff.pin_wrong" {
		t.Fatalf("the window: %v", err)
	}
	if _, errs, _ := typedBy(t, other.Name, nil, dir, "show", "units", "1-*"); !strings.Contains(errs, "KEYDAY_PIN") {
		t.Errorf("without any PIN: %s", errs)
	}
	if errs := wrong(); !strings.Contains(errs, "密码不对。请等 1 秒") {
		t.Fatalf("the fifth wrong PIN: %s", errs)
	}
	// What is asked of a wait must be asked before it is over, on a busy machine too.
	for _, wait := range []int{1, 2} {
		time.Sleep(time.Duration(wait) * time.Second)
		if errs := wrong(); !strings.Contains(errs, fmt.Sprintf("密码不对。请等 %d 秒", 2*wait)) {
			t.Fatalf("the next wrong PIN: %s", errs)
		}
	}
	if _, err := o.signIn(false).Check(t.Context(), other.ID, "2580"); app.RefusalCode(err) != "staff.pin_wait" {
		t.Fatalf("the right PIN at once: %v", err)
	}
	if errs := wrong(); !strings.Contains(errs, "秒后再试") {
		t.Fatalf("a command meanwhile: %s", errs)
	}
	known := func() []staff.WrongPIN {
		t.Helper()
		all, err := o.store.WrongPINs(t.Context(), 10)
		if err != nil {
			t.Fatal(err)
		}
		return all
	}
	if got := known(); len(got) != 0 {
		t.Fatalf("recorded before anybody signed in: %+v", got)
	}
	if _, err := o.signIn(false).Check(t.Context(), chief.ID, "2580"); err != nil {
		t.Fatal(err)
	}
	if got := known(); len(got) != 1 || got[0].Person != other.ID || got[0].Times != 7 || got[0].Laptop != "01" {
		t.Fatalf("recorded: %+v", got)
	}
	time.Sleep(4 * time.Second)
	if _, errs, code := typedBy(t, other.Name, map[string]string{"KEYDAY_PIN": "2580"}, dir, "show", "units", "1-*"); code != command.Done {
		t.Fatalf("the right PIN after the wait: %s", errs)
	}
	if _, err := o.signIn(false).Check(t.Context(), chief.ID, "2580"); err != nil || len(known()) != 1 {
		t.Errorf("recorded twice: %+v, %v", known(), err)
	}
	if r, err := o.store.Verify(t.Context(), store.Checking{}); err != nil || len(r.Differences) != 0 {
		t.Errorf("%+v, %v", r, err)
	}
}
