package registry

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
	Schema    Schema
	Kinds     []*Kind // in the order in which hits of a search are listed
	ByNumber  map[uint16]*Kind
	ByName    map[string]*Kind
	Naming    map[*Kind][]Reference // by which fields of which kinds a kind's records are named
	Belonging map[*Kind][]Reference // the same, where what names a record has its subjects
	Called    string                // the query of what people call a record, by its identity
	Brought   string                // what belongs into a history besides what is about its subject, see Bringing
}

// Schema is what lies on the disk under the records of a registry.
type Schema struct {
	// Version is noted in every operation: what the registry was when it was written. The
	// first field or rung that comes after a Keyday was given to people raises it by one;
	// that, and all until the next is given out, is marked with the version, see Since and
	// RungSince. What was there before has none. A laptop of an older version keeps what it
	// does not know, and shows it once it is renewed.
	Version uint16
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
	// Reads tells what a word of a search may mean besides what it says, the likeliest
	// first: the address of a home, however it is written; the number of a person, a phone
	// or a paper.
	Reads func(word string) []Reading
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

// Reference is a field by which the records of a kind name those of another.
type Reference struct {
	Kind  *Kind
	Field *Field
}

// New makes a registry of the kinds, and panics where they contradict each other:
// two of one number or name, a field that names a kind which is not there.
func New(schema Schema, all ...Any) *Registry {
	kinds := make([]*Kind, len(all))
	for i, k := range all {
		kinds[i] = k.Def()
	}
	r := &Registry{Schema: schema, Kinds: kinds, ByNumber: map[uint16]*Kind{}, ByName: map[string]*Kind{},
		Naming: map[*Kind][]Reference{}, Belonging: map[*Kind][]Reference{}}
	for _, k := range kinds {
		if r.ByNumber[k.N] != nil || r.ByName[k.Name] != nil {
			panic(fmt.Sprintf("registry: two kinds %d, %s", k.N, k.Name))
		}
		r.ByNumber[k.N], r.ByName[k.Name] = k, k
	}
	var names []string
	for _, k := range kinds {
		for i := range k.Fields {
			if f := &k.Fields[i]; f.Refers != "" {
				named := r.named(k, f.Refers)
				r.Naming[named] = append(r.Naming[named], Reference{k, f})
			}
		}
		for _, s := range k.About {
			if s.Parent != "" {
				parent := r.named(k, s.Parent)
				r.Belonging[parent] = append(r.Belonging[parent], Reference{k, s.f})
			}
		}
		for _, name := range k.FoundWith {
			r.named(k, name)
		}
		if k.Line != nil {
			r.named(k, k.Line.Opens)
		}
		for _, f := range k.Feeds {
			r.named(k, f.Kind)
		}
		for _, l := range []Link{k.Home, k.Parent} {
			if l.Field != "" {
				r.named(k, l.Kind)
			}
		}
		if k.Called != "" {
			names = append(names, "SELECT "+k.Called+" FROM "+k.Name+" WHERE id = ?1")
		}
		if k.brings.Of != nil {
			r.Brought += fmt.Sprintf(" UNION SELECT stamp, dev, seq FROM op WHERE kind = %d AND id IN (SELECT %s FROM %s WHERE %s = ?1)",
				r.named(k, k.brings.Kind).N, k.brings.Field, k.Name, k.Home.Field)
		}
	}
	r.Called = strings.Join(names, " UNION ALL ") + " LIMIT 1"
	return r
}

// named is the kind of that name, which k speaks of.
func (r *Registry) named(k *Kind, name string) *Kind {
	named := r.ByName[name]
	if named == nil {
		panic("registry: " + k.Name + " speaks of " + name + ", which is no kind")
	}
	return named
}

// Numbered is the kind of a number. One that this Keyday does not know is strange: it has
// heads and no row.
func (r *Registry) Numbered(n uint16) *Kind {
	if k := r.ByNumber[n]; k != nil {
		return k
	}
	return &Kind{N: n, ByN: map[uint16]*Field{}, Strange: true}
}

// InOrder lists the kinds in the order of their numbers.
func (r *Registry) InOrder() []*Kind {
	return slices.SortedFunc(slices.Values(r.Kinds), func(a, b *Kind) int { return cmp.Compare(a.N, b.N) })
}

// Rule answers the journal's question how a field merges.
func (r *Registry) Rule(kindN, fieldN uint16) journal.FieldRule {
	if k := r.ByNumber[kindN]; k != nil {
		if f := k.ByN[fieldN]; f != nil {
			return f.Rule
		}
	}
	return journal.FieldRule{}
}

// ParentsFirst lists the kinds, each behind those that its records belong to and those
// whose words it is found by.
func (r *Registry) ParentsFirst() []*Kind {
	var all []*Kind
	listed := map[*Kind]bool{}
	var add func(k *Kind)
	add = func(k *Kind) {
		if listed[k] {
			return
		}
		listed[k] = true
		for _, s := range k.About {
			if s.Parent != "" {
				add(r.ByName[s.Parent])
			}
		}
		for _, name := range k.FoundWith {
			add(r.ByName[name])
		}
		all = append(all, k)
	}
	for _, k := range r.Kinds {
		add(k)
	}
	return all
}

// FoundWith lists the references by which records are found with the words of a kind's.
func (r *Registry) FoundWith(of *Kind) (all []Reference) {
	for _, ref := range r.Naming[of] {
		if slices.Contains(ref.Kind.FoundWith, of.Name) {
			all = append(all, ref)
		}
	}
	return all
}

// BelongsTo is the identity that a record names what it belongs to by, its home or its
// parent.
func (k *Kind) BelongsTo(rec any) app.ID {
	switch {
	case k.Home.Of != nil:
		return k.Home.Of(rec)
	case k.Parent.Of != nil:
		return k.Parent.Of(rec)
	}
	return app.Nil
}
