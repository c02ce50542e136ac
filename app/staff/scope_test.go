package staff

import (
	"testing"

	"keyday/app"
)

// Something may belong to no community, to one or to several; who acts has to have them
// all.
func TestMayInCommunities(t *testing.T) {
	one, other := app.ID{1}, app.ID{2}
	bound := app.Actor{Staff: app.ID{9}, Name: "王敏", Role: app.Supervisor, Communities: []app.ID{one}}
	free := app.Actor{Staff: app.ID{8}, Name: "赵磊", Role: app.Supervisor}
	for name, c := range map[string]struct {
		actor app.Actor
		scope []app.ID
		want  string
	}{
		"the whole site":        {bound, nil, ""},
		"one of theirs":         {bound, []app.ID{one}, ""},
		"another one":           {bound, []app.ID{other}, "permission.scope"},
		"theirs and another":    {bound, []app.ID{one, other}, "permission.scope"},
		"all, for whom all are": {free, []app.ID{one, other}, ""},
	} {
		if got := app.RefusalCode(May(c.actor, Inspect, c.scope...)); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}
