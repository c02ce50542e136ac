package store

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"keyday/app"
	"keyday/data/journal"
)

// Registry is every kind of record that a store keeps. Whatever the store does with
// records, from search to verification, it does by what their kinds say of themselves.
type Registry struct {
	schema    Schema
	kinds     []*kind // in the order in which hits of a search are listed
	byNumber  map[uint16]*kind
	byName    map[string]*kind
	naming    map[*kind][]reference // by which fields of which kinds a kind's records are named
	belonging map[*kind][]reference // the same, where what names a record is about what that is about
	called    string                // the query of what people call a record, by its identity
	brought   string                // what belongs into a history besides what is about its subject, see bringing
}

// Schema is what lies on the disk under the records of a registry.
type Schema struct {
	// Migrations are the scripts that make the tables, in their order. They only add; each
	// is run once, and never changed.
	Migrations []Migration
	// Words counts the changes of what records are found by. It is raised with each: a site
	// that an older Keyday has indexed is indexed anew when it is opened.
	Words int
	// Site reads what the store has to know of the site; it refuses with "record.unknown"
	// until that is founded. SiteKind is the kind of the record that says it.
	Site     func(from Source) (Site, error)
	SiteKind string
	// Zone is where a site is that has not been founded yet.
	Zone *time.Location
	// May refuses an act for which the actor lacks the permission, or which is about a
	// community that is not theirs.
	May func(actor app.Actor, act Act, scope ...app.ID) error
	// Reads tells what a word of a search may mean besides: the code of a home, however it is
	// written, and the number of a person, a phone or a paper, without what stands between
	// its digits; "" for neither.
	Reads func(word string) (code, number string)
}

// Site is what a store has to know of the site that it keeps.
type Site struct {
	ID        app.ID
	Name      string
	Zone      *time.Location
	Rehearsal bool
}

// Act is what a store does by itself for a person, if they may.
type Act uint8

// The acts.
const (
	Erasing  Act = iota // a person, for ever
	Settling            // a conflict
	Granting            // that a laptop's stream counts, and up to where
)

// Migration is one script of a schema.
type Migration struct{ Name, Script string }

// reference is a field by which the records of a kind name those of another.
type reference struct {
	kind  *kind
	field *field
}

// newRegistry makes a registry of the kinds, and panics where they contradict each other:
// two of one number or name, a field that names a kind which is not there.
func newRegistry(schema Schema, all ...anyKind) *Registry {
	kinds := make([]*kind, len(all))
	for i, k := range all {
		kinds[i] = k.def()
	}
	r := &Registry{schema: schema, kinds: kinds, byNumber: map[uint16]*kind{}, byName: map[string]*kind{},
		naming: map[*kind][]reference{}, belonging: map[*kind][]reference{}}
	for _, k := range kinds {
		if r.byNumber[k.n] != nil || r.byName[k.name] != nil {
			panic(fmt.Sprintf("store: two kinds %d, %s", k.n, k.name))
		}
		r.byNumber[k.n], r.byName[k.name] = k, k
	}
	var names []string
	for _, k := range kinds {
		for i := range k.fields {
			if f := &k.fields[i]; f.refers != "" {
				named := r.named(k, f.refers)
				r.naming[named] = append(r.naming[named], reference{k, f})
			}
		}
		for _, s := range k.about {
			if s.parent != nil {
				r.belonging[s.parent] = append(r.belonging[s.parent], reference{k, k.byN[s.field]})
			}
		}
		for _, name := range k.foundWith {
			r.named(k, name)
		}
		for _, f := range k.feeds {
			r.named(k, f.kind)
		}
		if k.homeKind != "" {
			r.named(k, k.homeKind)
		}
		if k.called != "" {
			names = append(names, "SELECT "+k.called+" FROM "+k.name+" WHERE id = ?1")
		}
		if k.brings != "" {
			r.brought += fmt.Sprintf(" UNION SELECT stamp, dev, seq FROM op WHERE kind = %d AND id IN (SELECT %s FROM %s WHERE %s = ?1)",
				r.named(k, k.field(k.brings).refers).n, k.brings, k.name, k.homeField)
		}
	}
	r.called = strings.Join(names, " UNION ALL ") + " LIMIT 1"
	return r
}

// named is the kind of that name, which k speaks of.
func (r *Registry) named(k *kind, name string) *kind {
	named := r.byName[name]
	if named == nil {
		panic("store: " + k.name + " speaks of " + name + ", which is no kind")
	}
	return named
}

// number is the kind of a number. One that this Keyday does not know is strange: it has
// heads and no row.
func (r *Registry) number(n uint16) *kind {
	if k := r.byNumber[n]; k != nil {
		return k
	}
	return &kind{n: n, byN: map[uint16]*field{}, strange: true}
}

// byNumbers lists the kinds in the order of their numbers.
func (r *Registry) byNumbers() []*kind {
	return slices.SortedFunc(slices.Values(r.kinds), func(a, b *kind) int { return cmp.Compare(a.n, b.n) })
}

// rule answers the journal's question how a field merges.
func (r *Registry) rule(kindN, fieldN uint16) journal.FieldRule {
	if k := r.byNumber[kindN]; k != nil {
		if f := k.byN[fieldN]; f != nil {
			return f.rule
		}
	}
	return journal.FieldRule{}
}

// parentsFirst lists the kinds, each behind those that its records belong to and those
// whose words it is found by.
func (r *Registry) parentsFirst() []*kind {
	var all []*kind
	listed := map[*kind]bool{}
	var add func(k *kind)
	add = func(k *kind) {
		if listed[k] {
			return
		}
		listed[k] = true
		for _, s := range k.about {
			if s.parent != nil {
				add(s.parent)
			}
		}
		for _, name := range k.foundWith {
			add(r.byName[name])
		}
		all = append(all, k)
	}
	for _, k := range r.kinds {
		add(k)
	}
	return all
}

// foundWith lists the references by which records are found with the words of a kind's.
func (r *Registry) foundWith(of *kind) (all []reference) {
	for _, ref := range r.naming[of] {
		for _, name := range ref.kind.foundWith {
			if name == of.name {
				all = append(all, ref)
			}
		}
	}
	return all
}

// derived lists the kinds with values that follow from other records.
func (r *Registry) derived() (all []*kind) {
	for _, k := range r.kinds {
		if k.derive != nil {
			all = append(all, k)
		}
	}
	return all
}

// belongsTo is the identity that a record names what it belongs to by, its home or its
// parent.
func (k *kind) belongsTo(rec any) app.ID {
	switch {
	case k.home != nil:
		return k.home(rec)
	case k.parent != nil:
		return k.toParent(rec)
	}
	return app.Nil
}
