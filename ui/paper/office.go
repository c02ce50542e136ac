package paper

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"

	"keyday/app"
	"keyday/app/contract"
	"keyday/app/defect"
	"keyday/app/handover"
	"keyday/app/inspect"
	"keyday/app/staff"
	"keyday/ui/words"
)

// Records is what the office reads of a site.
type Records interface {
	Document(ctx context.Context, id app.ID) (contract.Document, error)
	SignatureFields(ctx context.Context, document app.ID) ([]contract.Field, error)
	Signatures(ctx context.Context, document app.ID) ([]contract.Signature, error)
	PersonName(ctx context.Context, id app.ID) (string, error)
	Anchor() string
}

// Counter counts prints; contract.Desk is one.
type Counter interface {
	Printed(ctx context.Context, actor app.Actor, p contract.Printing) error
}

// Keeper records that a paper is shown whole to who signs it; privacy.Desk is one.
type Keeper interface {
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
}

// Office makes papers of documents: it reads content, signatures and pictures,
// sets the form, counts the print, and sends it on.
type Office struct {
	Records Records
	Counter Counter
	Keeper  Keeper
	Tray    Tray
	Machine Machine
	Decode  func(raw []byte, into any) error                       // of contents: the whole of it, or a refusal
	Picture func(ctx context.Context, hash string) ([]byte, error) // JPEG or PNG
	Clock   app.Clock
}

// Proof is a document as it would be printed now, to look at. Masked is one in which
// the numbers of owners are hidden: it says so on every page, carries no hash, and is
// never counted.
type Proof struct {
	PDF    []byte
	Fields []Place // of the signature fields, in their order
	Masked bool
}

// To is where a paper goes.
type To int

// The ways of a paper.
const (
	ToFile    To = iota // into the order's outlet; without one only to who asked
	ToPrinter           // the system's printer
	ToViewer            // the program that shows PDFs, to be printed from there
)

// Order asks for a paper.
type Order struct {
	Document app.ID
	Lang     Lang // "" is Chinese; English makes a courtesy print of a contract, masked and not counted
	To       To
	Into     Outlet
}

// tray is where the paper is put before it is counted, nil where nowhere.
func (o *Office) tray(order Order) Tray {
	switch {
	case order.To != ToFile:
		return o.Tray
	case order.Into != nil:
		return order.Into
	}
	return nil
}

// Paper is what was made.
type Paper struct {
	Name string // JF-01-00042 房屋交接单 3-2-1501.pdf
	Path string // where it lies, "" where it was handed to who asked alone
	Copy int
	PDF  []byte
}

// Preview sets the document as it would be printed now, with the numbers of owners
// masked. Nothing is counted.
func (o *Office) Preview(ctx context.Context, actor app.Actor, id app.ID, lang Lang) (Proof, error) {
	s, err := o.set(ctx, actor, id, lang, masked)
	return s.proof, err
}

// Original sets the document whole, for who signs it at the field; that it is shown is
// recorded first.
func (o *Office) Original(ctx context.Context, actor app.Actor, id, field app.ID) (Proof, error) {
	if err := o.Keeper.ShowOriginal(ctx, actor, id, field); err != nil {
		return Proof{}, err
	}
	s, err := o.set(ctx, actor, id, Chinese, whole)
	return s.proof, err
}

// view is how much of owners' numbers a setting shows.
type view bool

const (
	whole  view = false
	masked view = true
)

// Print makes the paper, counts the print and sends it on.
//
// What goes to the printer, or into a file, lies whole where nobody sees it before the
// print is counted, and the print is counted before anything leaves. Whatever ends the program in between leaves
// nothing that counts, or a copy that is counted and that nobody holds: the next paper
// says that it is another one. Never do two papers say the same copy. Where the printer
// fails, the paper is answered with the error.
func (o *Office) Print(ctx context.Context, actor app.Actor, order Order) (Paper, error) {
	if err := staff.May(actor, staff.Print); err != nil {
		return Paper{}, err
	}
	p, err := o.make(ctx, actor, order)
	if err != nil {
		return p, err
	}
	switch {
	case order.To == ToPrinter:
		err = o.Machine.Print(ctx, p.Path)
	case order.To == ToViewer:
		err = o.Machine.Open(ctx, p.Path)
	case order.Into != nil:
		p.Path, err = order.Into.Place(p.Path)
	}
	return p, err
}

// Show opens a paper that was made before, and counts nothing.
func (o *Office) Show(ctx context.Context, p Paper) error { return o.Machine.Open(ctx, p.Path) }

// make makes the paper and counts it; where somebody else's print of the document
// was counted meanwhile, it is made anew with the next number.
func (o *Office) make(ctx context.Context, actor app.Actor, order Order) (Paper, error) {
	const patience = 5
	tray := o.tray(order)
	for try := 1; ; try++ {
		s, err := o.set(ctx, actor, order.Document, order.Lang, whole)
		if err != nil {
			return Paper{}, err
		}
		p := Paper{Name: s.name, Copy: s.copy, PDF: s.proof.PDF}
		if tray != nil {
			if p.Path, err = tray.Put(p.Name, p.PDF); err != nil {
				return p, err
			}
		}
		if s.courtesy {
			return p, nil
		}
		sum := sha256.Sum256(p.PDF)
		err = o.Counter.Printed(ctx, actor, contract.Printing{Document: order.Document, Copy: p.Copy, File: hex.EncodeToString(sum[:])})
		if err == nil {
			return p, nil
		}
		if tray != nil { // it counts for nothing
			tray.Remove(p.Path)
			p.Path = ""
		}
		if app.RefusalCode(err) != "contract.copy_made" || try == patience {
			return p, err
		}
	}
}

// setting is a document, set.
type setting struct {
	proof    Proof
	name     string
	copy     int
	courtesy bool
}

func (o *Office) set(ctx context.Context, actor app.Actor, id app.ID, lang Lang, v view) (setting, error) {
	if lang != English {
		lang = Chinese
	}
	doc, err := o.Records.Document(ctx, id)
	if err != nil {
		return setting{}, err
	}
	courtesy := lang == English && doc.Kind == contract.Agreement
	if courtesy { // nobody signs it
		v = masked
	}
	c, err := o.compose(ctx, actor, doc, v)
	if err != nil {
		return setting{}, err
	}
	s := setting{copy: doc.Prints, courtesy: courtesy, proof: Proof{Masked: c.imprint.Masked}}
	if s.courtesy {
		c.imprint.Copy = 0
	}
	form := c.form(c.imprint)
	s.proof.PDF, s.proof.Fields, err = render(form, lang)
	s.name = fileName(c.doc, form.kind, c.about, s)
	return s, err
}

// composition is a document with all that its paper needs.
type composition struct {
	content
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
		c.content, err = o.open(template, raw, v)
		return err
	})
	if err != nil {
		return c, err
	}
	if c.imprint, err = o.imprint(ctx, actor, d); err != nil {
		return c, err
	}
	if v == masked && d.Kind.NamesInFull() {
		c.imprint.Masked, c.imprint.ContentHash, c.imprint.Anchor = true, "", ""
	}
	c.imprint.Pictures, err = o.pictures(ctx, c.pictures)
	return c, err
}

// imprint is what this printing adds: who, when, which copy, where the journal
// stands, who signed, and whether the paper counts.
func (o *Office) imprint(ctx context.Context, actor app.Actor, d contract.Document) (app.Imprint, error) {
	fields, err := o.Records.SignatureFields(ctx, d.ID)
	if err != nil {
		return app.Imprint{}, err
	}
	given, err := o.Records.Signatures(ctx, d.ID)
	if err != nil {
		return app.Imprint{}, err
	}
	imprint := app.Imprint{
		PrintedAt: o.Clock.Now(), PrintedBy: actor.Name, Copy: d.Prints, Anchor: o.Records.Anchor(),
		ContentHash: shortHash(d.ContentHash), Marks: contract.Marks(d, fields, given),
	}
	switch d.State {
	case contract.Voided:
		by, err := o.Records.PersonName(ctx, d.VoidedBy)
		if err != nil {
			return imprint, err
		}
		imprint.Void = &app.VoidMark{Reason: d.VoidReason, By: by, On: app.DateOf(d.VoidedAt)}
	case contract.Superseded:
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

// content is a document's content, read.
type content struct {
	form     func(app.Imprint) Form
	about    string   // what tells its file from others at a glance: the unit, the firm
	pictures []string // hashes
}

// open reads the content of the form and version that a document was made with, where
// its words are still those that were signed.
func (o *Office) open(template string, raw []byte, as view) (c content, err error) {
	kind, known := kindOf(template)
	if !known {
		return c, app.Refuse("paper.template_unknown", "template", template)
	}
	var frame app.Frame
	switch kind.Key {
	case certificateKind.Key:
		var v handover.Certificate
		err = o.Decode(raw, &v)
		frame = v.Frame
		c = content{func(i app.Imprint) Form { return Certificate(v, i) }, v.UnitCode, []string{v.Letterhead.Logo}}
	case noticeKind.Key:
		var v defect.NoticeContent
		err = o.Decode(raw, &v)
		frame = v.Frame
		c = content{func(i app.Imprint) Form { return Notice(v, i) }, v.Firm, []string{v.Letterhead.Logo}}
		for _, item := range v.Items {
			c.pictures = append(c.pictures, item.Photos...)
		}
	case sheetKind.Key:
		var v inspect.SheetContent
		err = o.Decode(raw, &v)
		frame = v.Frame
		c = content{func(i app.Imprint) Form { return Sheet(v, i) }, v.UnitCode, []string{v.Letterhead.Logo}}
	case agreementKind.Key:
		var v contract.AgreementContent
		err = o.Decode(raw, &v)
		frame = v.Frame
		if as == masked {
			v = v.Masked()
		}
		c = content{func(i app.Imprint) Form { return Agreement(v, i) }, v.UnitCode, []string{v.Letterhead.Logo}}
	}
	if err != nil {
		return c, err
	}
	return c, sameWords(template, frame.Wording)
}

// Template is how documents name the form and its version.
func (k Kind) Template() string { return fmt.Sprintf("%s/%d", k.Key, k.Version) }

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
func fileName(d contract.Document, kind Kind, about string, s setting) string {
	mark := ""
	switch {
	case s.courtesy:
		mark = "English"
	case d.State == contract.Voided || d.State == contract.Superseded:
		mark = words.Join(" ", "作废", tagged("补打", number(s.copy)))
	default:
		mark = tagged("补打", number(s.copy))
	}
	return fileNamed(words.Join(" ", d.Number, kind.ZH, about, mark))
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
