package staff_test

import (
	"errors"
	"testing"

	"keyday/app"
	"keyday/app/staff"
)

// A backup carries the site's keys: who sees masked numbers chooses no passphrase for
// it. The refusal names who may.
func TestWhoMayBackUp(t *testing.T) {
	for role, may := range map[app.Role]bool{app.Handover: false, app.Assistant: false, app.Supervisor: true, app.Senior: true, app.Manager: true} {
		err := staff.May(app.Actor{Name: "李强", Role: role}, staff.Backup)
		if (err == nil) != may {
			t.Errorf("%s: %v", role, err)
		}
		var r *app.Refusal
		if errors.As(err, &r) && r.Args["may"] != "supervisor、senior、manager" {
			t.Errorf("%s is told that %q may", role, r.Args["may"])
		}
	}
}
