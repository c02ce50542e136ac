package rehearsal

import (
	"keyday/app"
	"keyday/app/inspect"
	"keyday/app/site"
)

// team is everybody and everything that takes part in the events of the rehearsal.
type team struct {
	target   Target
	plan     Plan
	clock    *Clock
	seeds    seeds
	album    album
	schedule schedule
	made     Made
	list     *inspect.Checklist

	site      site.Site
	community site.Community
	chief     app.Actor   // 主管: signs off, assigns, rules
	assistant app.Actor   // 助理: imports, writes down what firms report
	walkers   []app.Actor // 交付人员: inspect, verify, receive
	firms     []firm
	homes     []*home
	visits    []*visit

	notices map[app.ID][]app.ID // assigned to the firm since its last notice
}

// firm is a contractor on the site.
type firm struct {
	contractor
	id app.ID
}

// home is a unit as the schedule knows it.
type home struct {
	id       app.ID
	building int // from 0
	code     string
	floor    int
	entrance string
	room     string
	kind     *homeType
	owners   []person
	shares   []string
	visited  bool // its owners have come, or are to come, to take it
}

// holds is the firm that answers for a trade, the main contractor where none does.
func (t *team) holds(trade site.Trade) firm {
	for _, f := range t.firms {
		for _, held := range f.Trades {
			if held == string(trade) {
				return f
			}
		}
	}
	return t.firms[0]
}
