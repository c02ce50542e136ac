package command

import (
	"context"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"keyday/app"
	"keyday/app/contract"
	"keyday/app/site"
	"keyday/ui/paper"
	"keyday/ui/words"
)

// Papers prints documents into files; each print is counted once its file is written,
// and before it is seen.
type Papers interface {
	// Print makes the paper of one document.
	Print(ctx context.Context, actor app.Actor, document app.ID, into Into) (paper.Paper, error)
	// Pack makes one file of many.
	Pack(ctx context.Context, actor app.Actor, documents []app.ID, file string, tell func(done, all int)) (paper.Paper, error)
	// Room makes the folder that files are to go into, where it lacks, and refuses
	// where none can be made there.
	Room(folder string) error
}

// Into is what a paper becomes: the file, or one of the paper's own name in the folder
// where no file is named.
type Into struct {
	Folder, File string
	Lang         paper.Lang
}

type printCommand struct {
	Form   string `arg:"" optional:"" help:"${print_form}"`
	List   bool   `help:"${print_list}"`
	Unit   string `placeholder:"${word_code}" help:"${code}"`
	Units  string `placeholder:"${word_pattern}" help:"${print_units}"`
	Number string `placeholder:"${word_number}" help:"${print_number}"`
	Out    string `placeholder:"${word_file_folder}" help:"${print_out}"`
	Lang   string `enum:"zh,en" default:"zh" placeholder:"zh|en" help:"${print_lang}"`
}

// pack is what FORM says for all papers of many units.
const pack = "pack"

// kindOf is the kind of document that a form prints.
var kindOf = map[string]contract.Kind{
	"handover-certificate": contract.Certificate,
	"inspection-sheet":     contract.Sheet,
	"rectification-notice": contract.Rectify,
	"property-agreement":   contract.Agreement,
}

// Run prints a paper of a unit, or a pack of many, or lists the forms.
func (p printCommand) Run(c *Call) error {
	if p.List {
		return c.listForms()
	}
	_, known := kindOf[p.Form]
	switch {
	case p.Form == "":
		return misuse{c.Words.T("command.form_missing")}
	case p.Form != pack && !known:
		return misuse{c.Words.T("command.form_unknown", "form", p.Form)}
	case p.Out == "" || p.Form == pack && p.Units == "" || p.Form != pack && (p.Unit == "") == (p.Number == ""):
		return misuse{c.Words.T("command.print_unclear")}
	}
	return c.at(Writing, func(s Site, actor app.Actor) error {
		if err := s.Room(p.folder()); err != nil { // before a print is counted
			return err
		}
		if p.Form == pack {
			return p.pack(c, s, actor)
		}
		d, err := p.document(c, s)
		if err != nil {
			return err
		}
		made, err := s.Print(c.ctx, actor, d.ID, Into{File: p.Out, Lang: paper.Lang(p.Lang)})
		if err != nil {
			return err
		}
		return c.sayPrinted(p.Out, []printed{{d.Number, p.Out, made.Copy}})
	})
}

// folder is where the paper goes, or the papers.
func (p printCommand) folder() string {
	if p.Form == pack && !p.inOneFile() {
		return p.Out
	}
	return filepath.Dir(p.Out)
}

// inOneFile reports whether a pack is one document.
func (p printCommand) inOneFile() bool { return strings.EqualFold(filepath.Ext(p.Out), ".pdf") }

// document is the one to print: by its number, or the unit's latest that stands.
func (p printCommand) document(c *Call, s Site) (contract.Document, error) {
	if p.Number != "" {
		d, err := s.DocumentByNumber(c.ctx, p.Number)
		if err == nil && d.Kind != kindOf[p.Form] {
			err = app.Refuse("command.number_other_form", "number", d.Number, "form", formName(c.Words, p.Form), "is", c.word("contract.kind", string(d.Kind)))
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
	if d, there := latest(all, kindOf[p.Form]); there {
		return d, nil
	}
	return contract.Document{}, app.Refuse("command.no_document", "unit", u.Code, "form", formName(c.Words, p.Form))
}

// latest is the newest document of the kind that counts.
func latest(all []contract.Document, kind contract.Kind) (found contract.Document, there bool) {
	for _, d := range all {
		if d.Kind == kind && d.Standing() && (!there || d.DraftedAt.After(found.DraftedAt)) {
			found, there = d, true
		}
	}
	return found, there
}

// pack prints the papers of every unit whose code the pattern fits: as one file, or
// as a file each into a folder.
func (p printCommand) pack(c *Call, s Site, actor app.Actor) error {
	units, err := s.Units(c.ctx)
	if err != nil {
		return err
	}
	var documents []contract.Document
	for _, u := range units {
		if !fits(p.Units, u) {
			continue
		}
		all, err := s.DocumentsOfUnit(c.ctx, u.ID)
		if err != nil {
			return err
		}
		for _, kind := range []contract.Kind{contract.Sheet, contract.Agreement, contract.Certificate} {
			if d, there := latest(all, kind); there {
				documents = append(documents, d)
			}
		}
	}
	if len(documents) == 0 {
		return app.Refuse("command.pack_empty", "pattern", p.Units)
	}
	if p.inOneFile() {
		return p.packFile(c, s, actor, documents)
	}
	var done []printed
	for i, d := range documents {
		made, err := s.Print(c.ctx, actor, d.ID, Into{Folder: p.Out, Lang: paper.Chinese})
		if err != nil {
			return err
		}
		done = append(done, printed{d.Number, made.Path, made.Copy})
		c.percent("command.printing")(i+1, len(documents))
	}
	return c.sayPrinted(p.Out, done)
}

func (p printCommand) packFile(c *Call, s Site, actor app.Actor, documents []contract.Document) error {
	var ids []app.ID
	var done []printed
	for _, d := range documents {
		ids = append(ids, d.ID)
		done = append(done, printed{d.Number, p.Out, d.Prints})
	}
	if _, err := s.Pack(c.ctx, actor, ids, p.Out, c.percent("command.printing")); err != nil {
		return err
	}
	return c.sayPrinted(p.Out, done)
}

// fits reports whether the unit's code is one of the pattern's: 3-2-1501, 3-*,
// or several with commas between.
func fits(pattern string, u site.Unit) bool {
	return slices.ContainsFunc(strings.Split(pattern, ","), func(one string) bool {
		ok, err := path.Match(strings.TrimSpace(one), u.Code)
		return ok && err == nil
	})
}

// printed is a paper that was made.
type printed struct {
	Number string `json:"number"`
	File   string `json:"file"`
	Copy   int    `json:"copy"`
}

func (c *Call) sayPrinted(out string, all []printed) error {
	if c.JSON {
		return c.json(map[string]any{"out": out, "printed": all})
	}
	c.line("%s", c.Words.T("command.printed", "n", len(all), "out", out))
	return nil
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
		for _, k := range paper.Forms() {
			forms = append(forms, form(k))
		}
		return c.json(map[string]any{"forms": forms})
	}
	var rows [][]string
	for _, k := range paper.Forms() {
		rows = append(rows, []string{k.Key, k.ZH, k.EN})
	}
	c.table(append(rows, []string{pack, c.Words.T("command.pack_form")}))
	return nil
}

func formName(w *words.Words, key string) string {
	for _, k := range paper.Forms() {
		if k.Key == key {
			if w.Language() == words.English {
				return k.EN
			}
			return k.ZH
		}
	}
	return key
}
