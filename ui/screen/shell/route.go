package shell

import "maps"

// Route says where one is: a place, the record in it, and what narrows it.
// Places reach each other by routes alone.
type Route struct {
	Place string            // "units", "unit", "defects"
	ID    string            // of the record, "" for none
	Part  string            // a tab or a part of the page
	Args  map[string]string // filters; never what is private
}

// To is the route to a place.
func To(place string) Route { return Route{Place: place} }

// ToRecord is the route to a record in a place.
func ToRecord(place, id string) Route { return Route{Place: place, ID: id} }

// In is the same route at a part of the page.
func (r Route) In(part string) Route {
	r.Part = part
	return r
}

// With is the same route narrowed by one more argument.
func (r Route) With(name, value string) Route {
	args := maps.Clone(r.Args)
	if args == nil {
		args = map[string]string{}
	}
	args[name] = value
	r.Args = args
	return r
}

// Arg is the argument's value, "" where there is none.
func (r Route) Arg(name string) string { return r.Args[name] }

// Same reports whether both lead to the same page.
func (r Route) Same(other Route) bool {
	return r.Place == other.Place && r.ID == other.ID && r.Part == other.Part && maps.Equal(r.Args, other.Args)
}

// visit is a page one has been to: its route, and what it keeps for the return.
type visit struct {
	route Route
	kept  map[string]any
}

// history is the pages one has been to, and where among them one is.
type history struct {
	visits []*visit
	at     int
}

func (h *history) present() *visit {
	if len(h.visits) == 0 {
		return nil
	}
	return h.visits[h.at]
}

// open goes on to a page, forgetting those one had gone back from.
func (h *history) open(r Route) {
	const remembered = 50
	if len(h.visits) > 0 {
		h.visits = h.visits[:h.at+1]
	}
	h.visits = append(h.visits, &visit{route: r, kept: map[string]any{}})
	if len(h.visits) > remembered {
		h.visits = h.visits[1:]
	}
	h.at = len(h.visits) - 1
}

// forget drops what pages kept for the return of who worked before.
func (h *history) forget() {
	for _, v := range h.visits {
		v.kept = map[string]any{}
	}
}

func (h *history) step(n int) bool {
	at := h.at + n
	if at < 0 || at >= len(h.visits) {
		return false
	}
	h.at = at
	return true
}
