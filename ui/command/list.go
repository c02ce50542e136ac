package command

import (
	"context"
	"errors"
	"path/filepath"
	"strconv"

	"keyday/app"
	"keyday/app/site"
	"keyday/ui/lists"
	"keyday/ui/register"
)

// Lists reads the lists that the window shows, and records what of them leaves the site.
type Lists interface {
	// List is the list of that key, one of lists.Keys, as somebody sees it.
	List(key string, actor app.Actor) *register.Source
	Today() app.Date
	// RecordExport records that a list is written to a file, with masked numbers;
	// ShowForExport with the whole numbers of owners, which it answers with.
	RecordExport(ctx context.Context, actor app.Actor, e site.Export, places [][]app.ID) error
	ShowForExport(ctx context.Context, actor app.Actor, e site.Export, owners []app.ID) ([]site.Owner, error)
}

// listFlags say what of a list is looked at, and how.
type listFlags struct {
	Where   []string `sep:"none" placeholder:"${word_condition}" help:"${list_where}"`
	Find    string   `placeholder:"${word_text}" help:"${list_find}"`
	Sort    string   `placeholder:"${word_columns}" help:"${list_sort}"`
	Group   string   `placeholder:"${word_column}" help:"${list_group}"`
	Columns string   `placeholder:"${word_columns}" help:"${list_columns}"`
	Limit   howMany  `placeholder:"${word_count}" help:"${list_limit}"`
}

// howMany is a flag that says how many at most, 0 where it was not typed. Nobody asks for none:
// less than one is a mistake.
type howMany int

// UnmarshalText reads it as it is typed.
func (n *howMany) UnmarshalText(text []byte) error {
	typed, _ := strconv.ParseUint(string(text), 10, 31)
	if typed == 0 {
		return errors.New("expected 1 or more")
	}
	*n = howMany(typed)
	return nil
}

// listing is what was asked for of a list.
type listing struct {
	*register.Source
	view    register.View
	columns []register.Head
	looked  register.Looked
	all     int // how many there are, listed or not
}

// look finds what the flags ask for, of what the actor may see.
func (f listFlags) look(c *Call, s Lists, actor app.Actor, key string) (l listing, err error) {
	l.Source = s.List(key, actor)
	if l.view, l.columns, err = f.read(c, l.Source); err != nil {
		return l, err
	}
	sheet, err := l.Sheet(c.ctx)
	if err != nil {
		return l, err
	}
	all := l.Look(sheet, l.view, register.Asker{Who: actor.Staff, Words: c.Words, Today: s.Today(), Scope: actor.Communities})
	l.looked, l.all = all.Most(int(f.Limit)), all.Len()
	return l, nil
}

// read takes the flags for a view of the list. Nothing is left out but what they ask for:
// whoever types a command does not see the chips.
func (f listFlags) read(c *Call, s *register.Source) (v register.View, columns []register.Head, err error) {
	v.Find = f.Find
	for _, text := range f.Where {
		where, err := s.ReadCondition(c.Words, text)
		if err != nil {
			return v, nil, err
		}
		if _, twice := v.Condition(where.Column); twice {
			return v, nil, app.Refuse("register.condition_twice", "column", where.Column)
		}
		v = v.With(where)
	}
	if v.By, err = s.ReadOrder(c.Words, f.Sort); err != nil {
		return v, nil, err
	}
	if f.Group != "" {
		by, err := s.ReadColumn(c.Words, f.Group)
		if err != nil {
			return v, nil, err
		}
		v.Group = by.Key
	}
	columns, err = s.ReadColumns(c.Words, f.Columns)
	return v, columns, err
}

// listCommand lists the records of a kind, with the columns of its list in the window.
type listCommand struct {
	Kind string `arg:"" enum:"${list_kinds}" help:"${list_kind}"`
	listFlags
}

// Run lists them as a table, or as JSON for programs. What is private is masked.
func (l listCommand) Run(c *Call) error {
	return c.at(Reading, func(s Site, actor app.Actor) error {
		found, err := l.look(c, s, actor, l.Kind)
		if err != nil {
			return err
		}
		if c.JSON {
			return c.json(found.json())
		}
		found.say(c)
		return nil
	})
}

// json is the listing for programs: whatever stands in the columns, by their keys.
func (l listing) json() any {
	rows := []map[string]any{}
	for i := range l.looked.Len() {
		r := l.looked.Row(i)
		row := map[string]any{"id": r.ID().String()}
		for _, h := range l.columns {
			row[h.Key] = h.Plain(r.Value(h.Key))
		}
		rows = append(rows, row)
	}
	said := map[string]any{"list": l.Key, "count": l.all, "rows": rows}
	if h, grouped := l.Head(l.view.Group); grouped {
		groups := []map[string]any{}
		for _, g := range l.looked.Groups {
			groups = append(groups, map[string]any{"value": h.Plain(g.Value), "count": g.Count})
		}
		said["groups"] = groups
	}
	return said
}

// say writes the listing as a table, one for each group.
func (l listing) say(c *Call) {
	var heads []string
	var columns []register.Head
	for _, h := range l.columns {
		if h.Written() {
			heads, columns = append(heads, h.Title(c.Words)), append(columns, h)
		}
	}
	table := func(from, count int) {
		rows := [][]string{append([]string(nil), heads...)}
		for i := range count {
			r := l.looked.Row(from + i)
			row := make([]string, len(columns))
			for at, h := range columns {
				row[at] = h.Say(c.Words, r.Value(h.Key))
			}
			rows = append(rows, row)
		}
		if count > 0 {
			c.table(rows)
		}
	}
	if l.view.Group == "" {
		table(0, l.looked.Len())
	}
	for _, g := range l.looked.Groups {
		title, count := l.looked.Heading(c.Words, g)
		c.line("%s　%s", title, count)
		table(g.From, g.Count)
		c.line("")
	}
	if l.looked.Len() < l.all {
		c.line("%s", c.Words.T("command.listed", "n", l.looked.Len(), "all", l.all))
		return
	}
	c.line("%s", c.Words.T("command.found", "n", l.all))
}

// exportCommand writes a list to a file, or the ledger that can be imported again.
type exportCommand struct {
	Kind string `arg:"" enum:"${export_kinds}" help:"${export_kind}"`
	Out  string `required:"" placeholder:"${word_file}" help:"${export_out}"`
	listFlags
	Community string `placeholder:"${word_community}" help:"${export_community}"`
	Whole     bool   `help:"${export_whole}"`
	Force     bool   `help:"${ledger_force}"`
}

// ledger is the kind of export that is no list: what was imported, to be edited and
// imported again, with a row for every owner of a home and the identities of both.
const ledger = "units"

// Run records the export and writes the file.
func (e exportCommand) Run(c *Call) error {
	switch {
	case e.Kind == ledger && !e.listFlags.none():
		return misuse{c.Words.T("command.wrong.ledger_whole")}
	case e.Kind == ledger:
		return e.runLedger(c)
	case e.Community != "":
		return misuse{c.Words.T("command.wrong.list_community")}
	}
	return c.at(Writing, func(s Site, actor app.Actor) error {
		about, err := s.Site(c.ctx)
		if err != nil {
			return err
		}
		found, err := e.look(c, s, actor, e.Kind)
		if err != nil {
			return err
		}
		whole, err := e.record(c, s, actor, found)
		if err != nil {
			return err
		}
		name := found.Called(c.Words)
		if about.Rehearsal {
			name = c.Words.T("shell.rehearsal") + " " + name
		}
		page := found.looked.Page(c.Words, name, found.columns, whole)
		if err := s.WriteLedger(e.Out, e.Force, page); err != nil {
			return err
		}
		return e.done(c, found.looked.Len())
	})
}

func (e exportCommand) done(c *Call, rows int) error {
	if c.JSON {
		return c.json(map[string]any{"file": e.Out, "rows": rows})
	}
	c.line("%s", c.Words.T("intake.done.exported", "file", filepath.Base(e.Out)))
	return nil
}

// none reports whether no flag of a list was typed.
func (f listFlags) none() bool {
	return len(f.Where) == 0 && f.Find == "" && f.Sort == "" && f.Group == "" && f.Columns == "" && f.Limit == 0
}

// record records the export before anything is written, and reads whole numbers where they
// are asked for.
func (e exportCommand) record(c *Call, s Lists, actor app.Actor, l listing) (register.Whole, error) {
	record := site.Export{List: l.Key, Rows: l.looked.Len(), Filter: l.SayView(c.Words, l.looked.Sheet, l.view)}
	if !e.Whole {
		return nil, s.RecordExport(c.ctx, actor, record, l.looked.Communities())
	}
	if l.Key != lists.OfOwners {
		return nil, app.Refuse("register.nothing_private", "list", l.Called(c.Words))
	}
	var ids []app.ID
	for i := range l.looked.Len() {
		ids = append(ids, l.looked.Row(i).ID())
	}
	owners, err := s.ShowForExport(c.ctx, actor, record, ids)
	if err != nil {
		return nil, err
	}
	return lists.WholeOwners(owners), nil
}
