package command

import (
	"context"
	"errors"
	"path"
	"slices"
	"strings"

	"keyday/app"
	"keyday/app/contract"
	"keyday/app/site"
	"keyday/ui/paper"
	"keyday/ui/paper/office"
	"keyday/ui/words"
)

// Papers prints documents into files; a print is counted once its file is written.
type Papers interface {
	// Room finds out what is meant by --out, a file or a folder, makes the folder where it
	// lacks, and refuses where no file can be made there.
	// It refuses with "command.file_there" where a file is there, unless over.
	Room(out string, over bool) (Into, error)
	// Print makes the paper of one document. It refuses with "command.file_there" to take the
	// place of a file.
	Print(ctx context.Context, actor app.Actor, document app.ID, lang words.Language, into Into) (office.Paper, error)
	// Blanks makes one file of a form to write on, and answers where it lies.
	Blanks(ctx context.Context, actor app.Actor, b Blanks) (path string, err error)
	// Pack makes one file of many; what cannot be made is left out, and told of.
	Pack(ctx context.Context, actor app.Actor, order office.PackOrder, into Into, tell func(done, all int)) (office.Packed, error)
}

// Into is what a paper becomes: the file, or one of the paper's own name in the folder
// where no file is named.
type Into struct {
	Folder, File string
	Over         bool // it may take the place of a file that is there
}

// Blanks asks for a form to write on, so often.
type Blanks struct {
	Template string
	Lang     words.Language
	Copies   int
	Into     Into
}

type printCommand struct {
	Form   string `arg:"" optional:"" help:"${print_form}"`
	List   bool   `help:"${print_list}"`
	Blank  bool   `help:"${print_blank}"`
	Copies int    `default:"1" placeholder:"${word_count}" help:"${print_copies}"`
	Unit   string `placeholder:"${word_code}" help:"${code}"`
	Units  string `placeholder:"${word_pattern}" help:"${print_units}"`
	Number string `placeholder:"${word_number}" help:"${print_number}"`
	Forms  string `placeholder:"${word_forms}" help:"${print_forms}"`
	By     string `enum:"home,form,station" default:"home" placeholder:"home|form|station" help:"${print_by}"`
	Duplex bool   `help:"${print_duplex}"`
	Title  string `placeholder:"${word_title}" help:"${print_title}"`
	Out    string `placeholder:"${word_file_folder}" help:"${print_out}"`
	Force  bool   `help:"${print_force}"`
	Lang   string `enum:"zh,en" default:"zh" placeholder:"zh|en" help:"${print_lang}"`
}

// pack is what FORM says for all papers of many units.
const pack = "pack"

// form is the form of the key.
func (p printCommand) form() (paper.Form, bool) {
	for _, f := range paper.Forms() {
		if f.Key() == p.Form {
			return f, true
		}
	}
	return paper.Form{}, false
}

// Run prints a paper of a unit, or a pack of many, or lists the forms.
func (p printCommand) Run(c *Call) error {
	if p.List {
		return c.listForms()
	}
	form, known := p.form()
	switch {
	case p.Form == "":
		return misuse{c.Words.T("command.form_missing")}
	case p.Form != pack && !known:
		return misuse{c.Words.T("command.form_unknown", "form", p.Form)}
	case p.Copies != 1 && !p.Blank:
		return misuse{c.Words.T("command.print_copies_blank")}
	case p.Blank && (p.Form == pack || given(p.Unit, p.Units, p.Number) > 0 || p.Out == ""):
		return misuse{c.Words.T("command.print_blank_alone")}
	case !p.Blank && form.Kind == "" && p.Form != pack:
		return misuse{c.Words.T("command.print_blank_only", "form", p.Form)}
	case p.Form != pack && p.Units != "":
		return misuse{c.Words.T("command.print_units_other")}
	case p.Form != pack && (given(p.Forms, p.Title) > 0 || p.Duplex || p.By != string(paper.ByHome)):
		return misuse{c.Words.T("command.print_pack_other")}
	case p.Form == pack && given(p.Unit, p.Number) > 0:
		return misuse{c.Words.T("command.print_pack_one")}
	case !p.Blank && (p.Out == "" || given(p.Unit, p.Units, p.Number) != 1):
		return misuse{c.Words.T("command.print_unclear")}
	case words.Language(p.Lang) == words.English && !form.Kind.InEnglish():
		return misuse{c.Words.T("command.print_lang_other")}
	}
	return c.at(Writing, func(s Site, actor app.Actor) error {
		into, err := s.Room(p.Out, p.Force) // before anything is made
		if err != nil {
			return err
		}
		switch {
		case p.Form == pack:
			return p.pack(c, s, actor, into)
		case p.Blank:
			return p.blank(c, s, actor, Blanks{form.Template, words.Language(p.Lang), p.Copies, into})
		}
		d, err := p.document(c, s, form)
		if err != nil {
			return err
		}
		made, err := s.Print(c.ctx, actor, d.ID, words.Language(p.Lang), into)
		if err != nil {
			return err
		}
		return c.sayPrinted(made.Path, []printed{{d.Number, made.Path, made.Copy, made.Again}}, lacking{})
	})
}

// blank prints a form to write on.
func (p printCommand) blank(c *Call, s Site, actor app.Actor, b Blanks) error {
	path, err := s.Blanks(c.ctx, actor, b)
	if err != nil {
		return err
	}
	if c.JSON {
		return c.json(map[string]any{"out": path, "copies": p.Copies})
	}
	c.line("%s", c.Words.T("command.printed_blank", "n", p.Copies, "out", path))
	return nil
}

// given is how many of the flags were given.
func given(flags ...string) (n int) {
	for _, f := range flags {
		if f != "" {
			n++
		}
	}
	return n
}

// document is the one to print: by its number, or the unit's latest that stands.
func (p printCommand) document(c *Call, s Site, form paper.Form) (contract.Document, error) {
	if p.Number != "" {
		d, err := s.DocumentByNumber(c.ctx, p.Number)
		if err == nil && d.Kind != form.Kind {
			err = app.Refuse("command.number_other_form", "number", d.Number, "form", formName(c.Words, form), "is", c.word("contract.kind", string(d.Kind)))
		}
		return d, err
	}
	u, err := s.UnitByCode(c.ctx, p.Unit)
	if err != nil {
		return contract.Document{}, err
	}
	all, err := s.DocumentsOfUnit(c.ctx, u.ID)
	if err != nil {
		return contract.Document{}, err
	}
	if d, there := contract.StandingOf(all, form.Kind); there {
		return d, nil
	}
	return contract.Document{}, app.Refuse("command.no_document", "unit", u.Code, "form", formName(c.Words, form))
}

// pack prints the papers of every unit whose code the patterns fit: as one file, or as a
// file each into a folder. What is not among them is named.
func (p printCommand) pack(c *Call, s Site, actor app.Actor, into Into) error {
	documents, lacks, err := p.chosen(c, s)
	if err != nil {
		return err
	}
	if len(documents) == 0 {
		return app.Refuse("command.pack_empty", "pattern", p.Units)
	}
	pack := packing{p, c, s, actor, into, lacks}
	print := pack.folder
	if into.File != "" {
		print = pack.file
	}
	done, err := print(documents)
	return errors.Join(c.sayPrinted(p.Out, done, pack.lacks), err) // those that were made before it ended, too
}

// packing is a pack that is being printed, and what it lacks by now.
type packing struct {
	printCommand
	c     *Call
	s     Site
	actor app.Actor
	into  Into
	lacks lacking
}

// chosen are the papers of the units that the patterns fit, and what there is none of.
func (p printCommand) chosen(c *Call, s Site) (documents []contract.Document, lacks lacking, err error) {
	units, err := s.Units(c.ctx)
	if err != nil {
		return nil, lacks, err
	}
	wanted, err := patterns(c.Words, p.Units)
	if err != nil {
		return nil, lacks, err
	}
	lacks.Patterns = fitNothing(wanted, units)
	forms, err := p.packed(c)
	if err != nil {
		return nil, lacks, err
	}
	var homes []app.ID
	codes := map[app.ID]string{}
	for _, u := range units {
		if fitsAny(wanted, u) {
			homes, codes[u.ID] = append(homes, u.ID), u.Code
		}
	}
	documents, without, err := office.PapersOf(c.ctx, s, homes, forms)
	for _, form := range forms {
		none := formLacking{Form: form.Key(), form: form}
		for _, w := range without {
			if w.Form.Key() == form.Key() {
				none.Units = append(none.Units, codes[w.Home])
			}
		}
		if len(none.Units) > 0 {
			lacks.Forms = append(lacks.Forms, none)
		}
	}
	return documents, lacks, err
}

// packed are the forms that the pack is to hold: those asked for, or all that are a home's.
func (p printCommand) packed(c *Call) (forms []paper.Form, err error) {
	all := paper.OfHomes()
	if p.Forms == "" {
		return all, nil
	}
	for _, key := range strings.FieldsFunc(p.Forms, func(r rune) bool { return strings.ContainsRune(", ，、", r) }) {
		i := slices.IndexFunc(all, func(f paper.Form) bool { return f.Key() == key })
		if i < 0 {
			return nil, misuse{c.Words.T("command.form_unpacked", "form", key)}
		}
		if !slices.ContainsFunc(forms, func(f paper.Form) bool { return f.Key() == key }) { // no paper twice
			forms = append(forms, all[i])
		}
	}
	return forms, nil
}

// folder makes a file of each.
func (p *packing) folder(documents []contract.Document) (done []printed, err error) {
	tell := p.c.percent("command.printing")
	for i, d := range documents {
		made, err := p.s.Print(p.c.ctx, p.actor, d.ID, words.Chinese, p.into)
		switch {
		case app.OfOne(err):
			p.lacks.leave(p.c.Words, d, err)
		case err != nil:
			for _, rest := range documents[i:] {
				p.lacks.Unreached = append(p.lacks.Unreached, rest.Number)
			}
			return done, err
		default:
			done = append(done, printed{d.Number, made.Path, made.Copy, made.Again})
		}
		tell(i+1, len(documents))
	}
	return done, nil
}

// file makes one file of all.
func (p *packing) file(documents []contract.Document) (done []printed, err error) {
	ids, by := make([]app.ID, len(documents)), map[app.ID]contract.Document{}
	for i, d := range documents {
		ids[i], by[d.ID] = d.ID, d
	}
	order := office.PackOrder{Name: p.Title, Documents: ids, Arranged: paper.Arrangement(p.By), Duplex: p.Duplex}
	made, err := p.s.Pack(p.c.ctx, p.actor, order, p.into, p.c.percent("command.printing"))
	for _, left := range made.Left {
		p.lacks.leave(p.c.Words, by[left.Document], left.Why)
	}
	if err != nil {
		return nil, err // all or none
	}
	for _, one := range made.Papers {
		done = append(done, printed{by[one.Document].Number, made.Path, one.Copy, one.Again})
	}
	return done, nil
}

// patterns are the parts of a pattern: 3-2-1501, 3-*, or several with commas between; at
// least one. Full-width signs count as the others.
func patterns(w *words.Words, text string) (all []string, err error) {
	for _, one := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(",，、", r) }) {
		if one = strings.TrimSpace(strings.Map(app.FoldWidth, one)); one == "" {
			continue
		}
		if _, err := path.Match(one, ""); err != nil {
			return nil, misuse{w.T("command.pattern_unclear", "pattern", one)}
		}
		all = append(all, one)
	}
	if all == nil {
		return nil, misuse{w.T("command.pattern_unclear", "pattern", text)}
	}
	return all, nil
}

// fitNothing are the patterns that fit none of the units.
func fitNothing(patterns []string, units []site.Unit) (none []string) {
	for _, pattern := range patterns {
		if !slices.ContainsFunc(units, func(u site.Unit) bool { return fits(pattern, u) }) {
			none = append(none, pattern)
		}
	}
	return none
}

// fitsAny reports whether the unit's code is one of some pattern's.
func fitsAny(patterns []string, u site.Unit) bool {
	return slices.ContainsFunc(patterns, func(pattern string) bool { return fits(pattern, u) })
}

// fits reports whether the unit's code is one of the pattern's.
func fits(pattern string, u site.Unit) bool {
	ok, err := path.Match(pattern, u.Code)
	return ok && err == nil
}

// printed is a paper that was made.
type printed struct {
	Number string `json:"number"`
	File   string `json:"file"`
	Copy   int    `json:"copy"`
	Again  bool   `json:"again,omitempty"` // another paper says the same copy
}

// lacking is what a pack was asked for and does not hold.
type lacking struct {
	Patterns  []string      `json:"patterns,omitempty"` // that fit no unit
	Forms     []formLacking `json:"forms,omitempty"`
	Left      []unmade      `json:"left,omitempty"`
	Unreached []string      `json:"unreached,omitempty"` // numbers, where it was stopped
}

// formLacking is a form that units have no paper of.
type formLacking struct {
	Form  string   `json:"form"`
	Units []string `json:"units"`
	form  paper.Form
}

// unmade is a paper that could not be made.
type unmade struct {
	Number string `json:"number"`
	Why    string `json:"why"`
}

func (l lacking) none() bool {
	return len(l.Patterns)+len(l.Forms)+len(l.Left)+len(l.Unreached) == 0
}

// foundError ends a command that did not find all that it was asked for.
func (l lacking) foundError() error {
	if l.none() {
		return nil
	}
	return errFound
}

func (l *lacking) leave(w *words.Words, d contract.Document, why error) {
	l.Left = append(l.Left, unmade{d.Number, w.Refusal(why)})
}

// sayPrinted says what was made, and last what was not, with which the command does not
// end as done.
func (c *Call) sayPrinted(out string, all []printed, lacks lacking) error {
	if c.JSON {
		said := map[string]any{"out": out, "printed": append([]printed{}, all...)}
		if !lacks.none() {
			said["missing"] = lacks
		}
		if err := c.json(said); err != nil {
			return err
		}
	} else {
		c.line("%s", c.Words.T("command.printed", "n", len(all), "out", out))
		for _, one := range all {
			if one.Again {
				c.progress(c.Words.T("command.printed_again", "number", one.Number))
			}
		}
		c.sayLacking(lacks)
	}
	return lacks.foundError()
}

func (c *Call) sayLacking(l lacking) {
	for _, p := range l.Patterns {
		c.progress(c.Words.T("command.pack_no_unit", "pattern", p))
	}
	for _, f := range l.Forms {
		c.progress(c.Words.T("command.pack_no_form", "form", formName(c.Words, f.form), "n", len(f.Units), "units", c.Words.List(f.Units)))
	}
	for _, one := range l.Left {
		c.progress(one.Why)
	}
	if n := len(l.Unreached); n > 0 {
		c.progress(c.Words.T("command.pack_unreached", "n", n, "numbers", c.Words.List(l.Unreached)))
	}
}

func (c *Call) listForms() error {
	if c.JSON {
		type form struct {
			Key     string `json:"key"`
			Version int    `json:"version"`
			ZH      string `json:"zh"`
			EN      string `json:"en"`
		}
		var forms []form
		for _, f := range paper.Forms() {
			forms = append(forms, form{f.Key(), f.Version(), f.ZH, f.EN})
		}
		return c.json(map[string]any{"forms": forms})
	}
	var rows [][]string
	for _, f := range paper.Forms() {
		rows = append(rows, []string{f.Key(), f.ZH, f.EN})
	}
	c.table(append(rows, []string{pack, c.Words.T("command.pack_form")}))
	return nil
}

func formName(w *words.Words, f paper.Form) string {
	if w.Language() == words.English {
		return f.EN
	}
	return f.ZH
}
