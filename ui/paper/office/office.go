// Package office prints documents: it reads what was signed, has the form set, counts the
// print, and sends the paper to the printer, to the viewer or into a file; alone, or many
// in one file. It reads a site by the few methods that it declares, and knows no form.
package office

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"sync"

	"keyday/app"
	"keyday/app/contract"
	"keyday/app/staff"
	"keyday/ui/paper"
	"keyday/ui/paper/set"
	"keyday/ui/words"
)

// Records is what the office reads of a site.
type Records interface {
	Document(ctx context.Context, id app.ID) (contract.Document, error)
	SignatureFieldsOf(ctx context.Context, document app.ID) ([]contract.Field, error)
	SignaturesOf(ctx context.Context, document app.ID) ([]contract.Signature, error)
	PersonName(ctx context.Context, id app.ID) (string, error)
	Anchor() string
}

// PrintCounter counts prints; contract.Desk is one.
type PrintCounter interface {
	// MayPrint refuses a print, before the paper leaves.
	MayPrint(ctx context.Context, actor app.Actor, document app.ID) error
	// Printed counts papers that were made, all of them or none; again are those whose
	// copy others printed meanwhile.
	Printed(ctx context.Context, actor app.Actor, made ...contract.Printing) (again []contract.Printing, err error)
}

// Disclosures records that a paper is shown whole to who signs it; privacy.Desk is one.
type Disclosures interface {
	ShowOriginal(ctx context.Context, actor app.Actor, document, field app.ID) error
}

// Tray is where a paper lies for the printer or the viewer, under a name that people
// can read, and for no longer than these need it: no print is kept. What a document
// says is kept sealed, and any paper can be made of it again.
type Tray interface {
	// Put lays the paper there, whole or not at all, and answers where.
	Put(name string, pdf []byte) (path string, err error)
	// Remove takes it out again.
	Remove(path string)
}

// Outlet takes a paper that somebody asked to have as a file. Put lays it whole where it
// is not seen.
type Outlet interface {
	Tray
	// Place shows what was put under its name, and answers where.
	Place(path string) (string, error)
	// Forget lets go of what lay in the place before.
	Forget()
}

// Office makes papers of documents: it reads content, signatures and pictures,
// sets the form, counts the print, and sends it on.
type Office struct {
	Records      Records
	PrintCounter PrintCounter
	Disclosures  Disclosures
	Tray         Tray
	Printer      Printer
	Decode       paper.Decoder                                           // of contents
	Picture      func(ctx context.Context, hash string) ([]byte, error)  // JPEG or PNG
	Own          func(ctx context.Context, name string) (app.Own, error) // what is the company's own in a form
	Over         func(file string) (Outlet, error)                       // into a file, over the one that may be there
	Clock        app.Clock
	Frugal       func() (end func()) // holds memory close while many papers are made; nil: not

	turn sync.Mutex // of two who print at once the second's paper says the next copy
}

// Proof is a document as it stands now, to look at. Masked is one in which
// the numbers of owners are hidden: it says so on every page, carries no hash, and is
// never counted.
type Proof struct {
	PDF    []byte
	Fields []set.Box // of the signature fields, in their order
	Masked bool
	Draft  bool // in a text that no lawyer approved: it says so on every page
}

// To is where a paper goes.
type To int

// The ways of a paper.
const (
	ToFile    To = iota // into the order's outlet
	ToPrinter           // the system's printer
	ToViewer            // the program that shows PDFs; printed from there, if at all
)

// Order asks for a paper.
type Order struct {
	Document app.ID
	Lang     words.Language // "" is Chinese; English makes a courtesy print of a contract, masked and not counted
	To       To
	Into     Outlet
}

// Paper is what was made.
type Paper struct {
	Document app.ID
	Name     string // JF-01-00042 房屋交接单 3-2-1501.pdf
	Path     string // where it lies
	Copy     int    // as it says: 0 for the first, n for 补打第 n 次
	PDF      []byte
	Counts   bool // its prints are counted; those of a courtesy are not
	Again    bool // another paper says the same copy: it was printed elsewhere meanwhile
}

// printing is the paper as it is counted.
func (p Paper) printing() contract.Printing { return p.printingIn(p.PDF) }

// printingIn is it as a part of a file.
func (p Paper) printingIn(pdf []byte) contract.Printing {
	sum := sha256.Sum256(pdf)
	return contract.Printing{Document: p.Document, File: hex.EncodeToString(sum[:]), Copy: p.Copy}
}

// Preview sets the document as it stands now, with the numbers of owners masked. Nothing
// is printed, which it says, and nothing counted.
func (o *Office) Preview(ctx context.Context, actor app.Actor, id app.ID, lang words.Language) (Proof, error) {
	s, err := o.set(ctx, actor, id, manner{lang, masked, onScreen})
	return s.proof, err
}

// Original sets the document whole, for who signs it at the field; that it is shown is
// recorded first.
func (o *Office) Original(ctx context.Context, actor app.Actor, id, field app.ID) (Proof, error) {
	if err := o.Disclosures.ShowOriginal(ctx, actor, id, field); err != nil {
		return Proof{}, err
	}
	s, err := o.set(ctx, actor, id, manner{words.Chinese, whole, onScreen})
	return s.proof, err
}

// view is how much of owners' numbers a setting shows.
type view bool

const (
	whole  view = false
	masked view = true
)

// surface is where it is shown.
type surface bool

const (
	onPaper  surface = false
	onScreen surface = true // it says no time of printing, and not which copy it is
)

// Print makes the paper, sends it on, and counts what became a paper: what the printer
// took, or a file that was written. What is only opened is not counted; whoever printed
// it from there says so (Printed).
//
// It is counted after it has left, never before: 补打 on a paper has to be true, or the
// only original there is says that it is none. Whatever ends the program between leaving
// and counting leaves a paper that is not counted, and the next one says the same copy:
// the two are alike in all that was signed for, and each carries the hash of it. Where
// the count is refused, a file is taken back; of what the printer took it is said. What
// printer or viewer did not take is taken back too: it can be had as a file, to be taken
// to where there is a printer.
func (o *Office) Print(ctx context.Context, actor app.Actor, order Order) (Paper, error) {
	if err := staff.May(actor, staff.Print); err != nil {
		return Paper{}, err
	}
	o.turn.Lock()
	defer o.turn.Unlock()
	s, err := o.set(ctx, actor, order.Document, manner{order.Lang, whole, onPaper})
	if err != nil {
		return Paper{}, err
	}
	p := Paper{Document: order.Document, Name: s.name, Copy: s.copy, PDF: s.proof.PDF, Counts: !s.courtesy}
	tray := Tray(o.Tray)
	if order.To == ToFile {
		tray = order.Into
		defer order.Into.Forget()
	}
	if p.Path, err = tray.Put(p.Name, p.PDF); err != nil {
		return p, err
	}
	if err := o.PrintCounter.MayPrint(ctx, actor, order.Document); err != nil {
		tray.Remove(p.Path)
		p.Path = ""
		return p, err
	}
	switch order.To {
	case ToFile:
		p.Path, err = order.Into.Place(p.Path)
	case ToPrinter:
		err = o.Printer.Print(ctx, p.Path)
	case ToViewer:
		err = o.Printer.Open(ctx, p.Path)
	}
	if err != nil && order.To != ToFile { // nobody would find it there
		tray.Remove(p.Path)
		p.Path = ""
	}
	if order.To == ToViewer {
		return p, err
	}
	if err != nil || !p.Counts {
		return p, err
	}
	p, err = o.Printed(ctx, actor, p)
	if err != nil && order.To == ToFile {
		order.Into.Remove(p.Path)
		return p, err
	}
	return p, uncountedError(err, p.Name)
}

// Save is Print into a file, over the one that may be there: who picked it was asked.
func (o *Office) Save(ctx context.Context, actor app.Actor, order Order, file string) (p Paper, err error) {
	order.To = ToFile
	if order.Into, err = o.Over(file); err != nil {
		return p, err
	}
	return o.Print(ctx, actor, order)
}

// Printed counts a paper that was made; or opened, and of which somebody says that it was
// printed.
func (o *Office) Printed(ctx context.Context, actor app.Actor, p Paper) (Paper, error) {
	again, err := o.count(ctx, actor, p.printing())
	p.Again = len(again) > 0
	return p, err
}

// count counts papers that are there: no cancelling undoes them.
func (o *Office) count(ctx context.Context, actor app.Actor, made ...contract.Printing) (again []contract.Printing, err error) {
	return o.PrintCounter.Printed(context.WithoutCancel(ctx), actor, made...)
}

// uncountedError says of a paper that left that its print could not be recorded, and why.
func uncountedError(err error, name string) error {
	if err == nil {
		return nil
	}
	return errors.Join(app.Refuse("paper.uncounted", "name", name), err)
}

// setting is a document, set.
type setting struct {
	proof    Proof
	name     string
	copy     int
	courtesy bool
}

// manner is how a document is shown.
type manner struct {
	lang words.Language
	view
	surface
}

func (o *Office) set(ctx context.Context, actor app.Actor, id app.ID, m manner) (setting, error) {
	if m.lang != words.English {
		m.lang = words.Chinese
	}
	doc, err := o.Records.Document(ctx, id)
	if err != nil {
		return setting{}, err
	}
	courtesy := m.lang == words.English && doc.Kind.InEnglish()
	if courtesy { // nobody signs it
		m.view = masked
	}
	c, err := o.compose(ctx, actor, doc, m.view)
	if err != nil {
		return setting{}, err
	}
	s := setting{copy: doc.Prints, courtesy: courtesy, proof: Proof{Masked: c.imprint.Masked, Draft: c.content.Draft}}
	if c.imprint.Preview = m.surface == onScreen; c.imprint.Preview || courtesy {
		c.imprint.Copy = 0
	}
	form := c.content.Filled(c.imprint)
	s.proof.PDF, s.proof.Fields, err = paper.RenderFields(form, m.lang)
	s.name = fileName(c.doc, form.Form(), c.content.About, s)
	return s, err
}

// composition is a document with all that its paper needs.
type composition struct {
	content paper.Content
	doc     contract.Document
	imprint app.Imprint
}

// compose reads a document's content. It refuses drafts, and contents that are not what
// was signed, or are more than this Keyday can show.
func (o *Office) compose(ctx context.Context, actor app.Actor, d contract.Document, v view) (c composition, err error) {
	c.doc = d
	if d.State == contract.Draft {
		return c, app.Refuse("contract.not_locked", "number", d.Number)
	}
	err = d.Intact(func(template string, raw []byte) (err error) {
		c.content, err = paper.Read(template, raw, o.Decode)
		return err
	})
	if err != nil {
		return c, err
	}
	if c.imprint, err = o.imprint(ctx, actor, d); err != nil {
		return c, err
	}
	if v == masked {
		c.content = c.content.Masked()
	}
	if v == masked && d.NamesInFull() {
		c.imprint.Masked, c.imprint.ContentHash, c.imprint.Anchor = true, "", ""
	}
	if own := c.content.Own; own != "" {
		if c.imprint.Own, err = o.Own(ctx, own); err != nil {
			return c, err
		}
	}
	c.imprint.Pictures, err = o.pictures(ctx, c.content.Pictures)
	return c, err
}

// imprint is what this printing adds: who, when, which copy, where the journal
// stands, who signed, and whether the paper counts.
func (o *Office) imprint(ctx context.Context, actor app.Actor, d contract.Document) (app.Imprint, error) {
	fields, err := o.Records.SignatureFieldsOf(ctx, d.ID)
	if err != nil {
		return app.Imprint{}, err
	}
	given, err := o.Records.SignaturesOf(ctx, d.ID)
	if err != nil {
		return app.Imprint{}, err
	}
	imprint := app.Imprint{
		PrintedAt: o.Clock.Now(), PrintedBy: actor.Name, Copy: d.Prints, Anchor: o.Records.Anchor(),
		ContentHash: shortHash(d.ContentHash), Marks: contract.Marks(d, fields, given),
	}
	switch d.State.Phase() {
	case contract.Revoked:
		by, err := o.Records.PersonName(ctx, d.VoidedBy)
		if err != nil {
			return imprint, err
		}
		imprint.Void = &app.VoidMark{Reason: d.VoidReason, By: by, On: app.DateOf(d.VoidedAt)}
	case contract.Replaced:
		imprint.Void = &app.VoidMark{Reason: "已由新单据替代"}
	}
	return imprint, nil
}

// shortHash is the beginning of a hash in groups that people can compare aloud.
func shortHash(hash string) string {
	const shown = 16
	if len(hash) < shown {
		return hash
	}
	var groups []string
	for i := 0; i < shown; i += 4 {
		groups = append(groups, hash[i:i+4])
	}
	return strings.Join(groups, " ")
}

// pictures fetches what the content names. One that is not on this laptop, or
// cannot be shown, prints as an empty frame with its name; it stops no paper.
func (o *Office) pictures(ctx context.Context, hashes []string) (map[string][]byte, error) {
	all := map[string][]byte{}
	for _, hash := range hashes {
		if hash == "" || all[hash] != nil {
			continue
		}
		data, err := o.Picture(ctx, hash)
		if strings.HasPrefix(app.RefusalCode(err), "photo.") {
			continue
		}
		if err != nil {
			return nil, err
		}
		all[hash] = data
	}
	return all, nil
}

// fileName is what people see at the printer and in the viewer.
func fileName(d contract.Document, form paper.Form, about string, s setting) string {
	mark := ""
	switch {
	case s.courtesy:
		mark = "English"
	case !d.Standing():
		mark = words.Join(" ", "作废", words.Tagged("补打", number(s.copy)))
	default:
		mark = words.Tagged("补打", number(s.copy))
	}
	return fileNamed(words.Join(" ", d.Number, form.ZH, about, mark))
}

func number(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprint(n)
}

// fileNamed is a paper's file of the name.
func fileNamed(name string) string {
	const most = 240 // of the 255 bytes that a file's name may have, its ending apart
	return cmp.Or(app.FileName(name, most), "Keyday") + ".pdf"
}
