package register

import (
	"context"
	"testing"

	"keyday/app"
	"keyday/app/site"
	"keyday/ui/register"
	"keyday/ui/words"
)

// unmoved is a site to which nothing happens.
type unmoved struct{ register.Keeper }

func (unmoved) ChangesSince(int) ([]app.Change, int, bool) { return nil, 1, true }
func (unmoved) Today() app.Date                            { return app.NewDate(2026, 11, 23) }

// What a state has no room for is said in full beside it, with the law's bar behind it.
func TestTipOfAState(t *testing.T) {
	homes := register.Register[site.State]{
		Spec:        register.Spec{Key: "homes", Kind: "unit"},
		ID:          func(site.State) app.ID { return app.ID{1} },
		Communities: func(site.State) []app.ID { return nil },
		Columns: []register.Column[site.State]{
			register.Choices("state", "common.state", site.States, func(s site.State) site.State { return s }),
			register.Choices("barred", "site.bar", []site.Bar{site.Barred}, func(site.State) site.Bar { return site.Barred }),
		},
	}
	source := register.Open(homes, func(_ context.Context, _ []app.ID, each func(site.State)) error {
		each(site.Rectifying)
		return nil
	}, unmoved{})
	sheet, err := source.Sheet(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	w := words.New()
	table := newTable(w, map[string]Look{"state": HomeLook(w, "state")}, nil)
	state, _ := source.Head("state")
	for _, c := range []struct {
		width float32
		cut   bool
	}{{400, false}, {100, true}, {30, true}} {
		said, cut := table.full(column{Head: state}, sheet.Row(0), c.width)
		if said != "整改中　依法不能交付" || cut != c.cut {
			t.Errorf("in %v: %q, cut %v", c.width, said, cut)
		}
	}
}
