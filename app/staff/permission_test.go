package staff_test

import (
	"errors"
	"slices"
	"strings"
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

// Who may do what, role by role: whoever walks homes sees no number and decides nothing
// for the company; the manager approves, and does none of the work.
func TestWhoMayDoWhat(t *testing.T) {
	roles := []app.Role{app.Handover, app.Assistant, app.Supervisor, app.Senior, app.Manager}
	for may, permissions := range map[string][]staff.Permission{
		"1 1 1 1 0": {staff.Inspect, staff.Rectify, staff.Receive},
		"1 1 1 1 1": {staff.Print},
		"1 0 1 1 0": {staff.Verify},
		"0 1 1 1 0": {staff.ImportUnits, staff.EditOwners},
		"0 1 1 1 1": {staff.SeePrivate},
		"0 0 1 1 1": {staff.SignOff, staff.Rule, staff.Override, staff.VoidDocuments, staff.ManageStaff, staff.Backup},
		"0 0 1 1 0": {staff.CorrectSettled, staff.Assign, staff.SignContracts, staff.ManageSite, staff.Erase, staff.SettleConflicts},
		"0 0 0 0 0": {"", "everything"},
	} {
		for _, p := range permissions {
			var got, who []string
			for _, role := range roles {
				if staff.May(app.Actor{Role: role}, p) == nil {
					got, who = append(got, "1"), append(who, string(role))
				} else {
					got = append(got, "0")
				}
			}
			if !slices.Equal(got, strings.Fields(may)) || staff.Who(p) != strings.Join(who, "、") {
				t.Errorf("%s: %s may; want %s of %s", p, staff.Who(p), may, roles)
			}
			if staff.May(app.Actor{}, p) == nil || staff.May(app.Actor{Role: "guest"}, p) == nil {
				t.Errorf("%s: somebody of no role may", p)
			}
		}
	}
}
