package document

import (
	"bytes"
	"context"
	"errors"
	"image"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"keyday/app"
	"keyday/app/apptest"
	"keyday/app/contract"
	"keyday/app/site"
	"keyday/data/datatest"
	"keyday/ui/paper/office"
	"keyday/ui/paper/set"
	"keyday/ui/screen/shell"
	"keyday/ui/screen/shell/shelltest"
	"keyday/ui/screen/theme"
	"keyday/ui/screen/widget"
	"keyday/ui/words"
)

func TestMain(m *testing.M) { shelltest.Main(m) }

// printer makes the papers of a document in place of the office.
type printer struct {
	proof                       office.Proof // what Preview sets
	previews                    int
	again                       bool // others printed meanwhile
	orders                      []office.Order
	saved, counted              []string // files: as which papers were saved, of which somebody says that they were printed
	whole                       []app.ID // fields for which the original was asked for
	setting, printing, counting error    // what the next answers
	showing, drawing            func()   // what happens while the original is set, or pages are drawn
}

func (h *printer) Preview(context.Context, app.Actor, app.ID, words.Language) (office.Proof, error) {
	h.previews++
	return h.proof, h.setting
}

func (h *printer) Original(_ context.Context, _ app.Actor, _, field app.ID) (office.Proof, error) {
	h.whole = append(h.whole, field)
	h.showing()
	return office.Proof{PDF: h.proof.PDF, Fields: h.proof.Fields, Draft: h.proof.Draft}, h.setting
}

func (h *printer) Print(_ context.Context, _ app.Actor, o office.Order) (office.Paper, error) {
	h.orders = append(h.orders, o)
	return office.Paper{Name: "JF-01-00042 房屋交接单.pdf", Path: "/papers/x.pdf", Counts: o.Lang != words.English, Again: h.again}, h.printing
}

func (h *printer) save(_ context.Context, _ app.Actor, o office.Order, file string) (office.Paper, error) {
	h.saved = append(h.saved, file)
	return office.Paper{Path: file, Counts: o.Lang != words.English}, nil
}

func (h *printer) Printed(_ context.Context, _ app.Actor, p office.Paper) (office.Paper, error) {
	h.counted = append(h.counted, p.Path)
	return p, h.counting
}

// pages draws three pages.
func (h *printer) pages(_ context.Context, _ []byte, _ int, page func(n, of int, p image.Image)) error {
	h.drawing()
	for n := range 3 {
		page(n, 3, grey)
	}
	return nil
}

var (
	day  = time.Date(2026, 11, 23, 10, 42, 0, 0, site.Site{}.Location())
	lee  = app.Actor{Staff: app.ID{40}, Name: "李敏", Role: app.Supervisor}
	zhou = app.Actor{Staff: app.ID{41}, Name: "周建国", Role: app.Supervisor}
	home = site.Unit{ID: app.ID{2}, Building: apptest.BuildingID, Code: "3-2-1501"}
	grey = &image.Gray{Pix: bytes.Repeat([]byte{0xee}, 20*28), Stride: 20, Rect: image.Rect(0, 0, 20, 28)} // a page
)

// house is a site with one document, which a test changes before it is laid down.
type house struct {
	*datatest.Site
	printer
	scans apptest.Scans
	paper contract.Paper
}

// lockedCertificate waits for two owners and one of the staff.
func lockedCertificate() contract.Paper {
	raw := []byte("content")
	d := contract.Document{ID: app.ID{1}, Kind: contract.Certificate, Number: "JF-01-00042", Unit: home.ID, State: contract.Locked,
		Content: raw, ContentHash: contract.HashOf(raw), LockedAt: day, LockedBy: apptest.Supervisor.Staff}
	return contract.Paper{Document: d, Owners: []site.Owner{{ID: app.ID{31}, Name: "欧阳䶮"}, {ID: app.ID{32}, Name: "王𬀩"}}, Fields: []contract.Field{
		{ID: app.ID{11}, Document: d.ID, Order: 0, Role: contract.AsOwner, Name: "欧阳䶮", Person: app.ID{31}, Required: true},
		{ID: app.ID{12}, Document: d.ID, Order: 1, Role: contract.AsOwner, Name: "王𬀩", Person: app.ID{32}, Required: true},
		{ID: app.ID{13}, Document: d.ID, Order: 2, Role: contract.AsStaff, Name: "李敏", Required: true},
		{ID: app.ID{14}, Document: d.ID, Order: 3, Role: contract.AsSupervisor, Name: "周建国"},
	}}
}

// records are those of the paper.
func (h *house) records() []any {
	all := []any{home, h.paper.Document, apptest.PersonOf(lee), apptest.PersonOf(zhou),
		site.Building{ID: apptest.BuildingID, Community: apptest.CommunityID, Code: "3", Name: "3幢"}}
	for _, f := range h.paper.Fields {
		all = append(all, f)
	}
	for i, sig := range h.paper.Signatures {
		sig.ID, sig.Document = app.ID{100, byte(i)}, h.paper.Document.ID
		all = append(all, sig)
	}
	for i, o := range h.paper.Owners {
		all = append(all, o, site.Ownership{ID: app.ID{101, byte(i)}, Unit: home.ID, Owner: o.ID, Order: i})
	}
	for owner, name := range h.paper.Principals {
		all = append(all, site.Owner{ID: owner, Name: name})
	}
	for letter, scan := range h.paper.Letters {
		all = append(all, contract.Authority{ID: letter, Unit: home.ID, Agent: "欧阳䶮", Scan: scan})
	}
	return all
}

// stage is the page in a test window.
type stage struct {
	*shelltest.Stage
	*house
	page *page
}

func begin(t *testing.T, role app.Role, change func(*house)) *stage {
	t.Helper()
	s := &stage{house: &house{printer: printer{proof: office.Proof{PDF: []byte("%PDF")}, showing: func() {}, drawing: func() {}}, paper: lockedCertificate(), scans: apptest.Scans{Kept: map[string][]byte{}}}}
	if change != nil {
		change(s.house)
	}
	s.Site = datatest.Open(t, day, s.records()...)
	for i := range s.paper.Fields {
		s.proof.Fields = append(s.proof.Fields, set.Box{Page: 1, X: 0.1 + 0.45*float64(i%2), Y: 0.5 + 0.15*float64(i/2), W: 0.35, H: 0.1})
	}
	p := Params{Read: s.Store, Office: &s.printer, Desk: s.Desk.Contract, Scans: &s.scans, Pages: s.pages, Save: s.save,
		Upright: func([]byte) (image.Image, error) { return image.NewGray(image.Rect(0, 0, 40, 30)), nil }}
	who := lee
	who.Role = role
	elsewhere := shelltest.Elsewhere("contracts", "unit", "handover")
	for i := range elsewhere {
		elsewhere[i].Icon = "contract"
	}
	s.Stage = shelltest.Begin(t, shelltest.Params{Now: day, Elsewhere: elsewhere,
		Header: shell.Header{Site: "锦绣花园", Actor: who},
		Title:  "document.title", Place: func(title func() string) shell.Place { return Place(p, title) },
		Build: func(c *shell.Context) fyne.CanvasObject {
			s.page = newPage(c, p)
			return s.page.view
		}})
	s.Told = s.Changed
	s.Stage.Open(shell.To("contracts"))
	s.Stage.Open(shell.ToRecord("document", app.ID{1}.String()))
	if s.page.shown {
		s.page.side.focus() // in the window the page stands later, and does it itself
	}
	return s
}

// now is the paper as the site has it.
func (s *stage) now() contract.Paper {
	s.Helper()
	p, err := s.Paper(s.Context(), app.ID{1})
	if err != nil {
		s.Fatal(err)
	}
	return p
}

// signedBy reports whether these have signed.
func (s *stage) signedBy(names ...string) bool {
	s.Helper()
	for _, name := range names {
		if !slices.ContainsFunc(s.now().Signatures, func(g contract.Signature) bool { return g.Signer == name }) {
			return false
		}
	}
	return true
}

// sign signs a place, as somebody at another window does.
func (s *stage) sign(f contract.Field) {
	s.Helper()
	signing := contract.Signing{Document: f.Document, Field: f.ID, Signer: f.Name, Hash: s.paper.Document.ContentHash, How: contract.OnPaper, Seen: true}
	witness := lee
	if f.Name == lee.Name {
		witness, signing.Seen, signing.Scan = zhou, false, "scan"
	}
	if _, err := s.Desk.Contract.Sign(s.Context(), witness, signing); err != nil {
		s.Fatal(err)
	}
}

// scribble draws on the pad.
func (s *stage) scribble() {
	pad := s.page.pad.ink
	pad.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(120, 60)}, Button: desktop.MouseButtonPrimary})
	for i := range 12 {
		pad.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(120+10*float32(i), 60+3*float32(i%4))}})
	}
	pad.MouseUp(&desktop.MouseEvent{})
}

// The place owed first glows; signing it on the pad binds the strokes to the hash
// that was shown, and the next one glows.
func TestSignOnScreen(t *testing.T) {
	s := begin(t, app.Handover, nil)
	if f, ok := s.page.field(); !ok || f.Name != "欧阳䶮" {
		t.Fatalf("%v glows", f.Name)
	}
	if m := s.page.sheets.mark; m == nil || m.Page != 1 {
		t.Fatalf("mark %v", m)
	}
	s.Key(fyne.KeyEnter) // upon the list
	if s.page.pad == nil {
		t.Fatal("Enter does not open the pad")
	}
	if !s.page.pad.confirm.Disabled() {
		t.Error("an empty pad can be confirmed")
	}
	s.scribble()
	s.page.pad.again.OnTap()
	if !s.page.pad.ink.Empty() {
		t.Error("重签 keeps strokes")
	}
	s.scribble()
	s.Key(fyne.KeyEnter)
	if len(s.now().Signatures) != 1 {
		t.Fatal("Enter after the strokes signs nothing")
	}
	got := s.now().Signatures[0]
	if got.Signer != "欧阳䶮" || got.How != contract.OnScreen || got.Hash != s.paper.Document.ContentHash || len(got.Strokes) != 1 || len(got.Strokes[0]) < 12 {
		t.Errorf("signed %+v", got)
	}
	for _, p := range got.Strokes[0] {
		if p.X < 0 || p.X > 1000 || p.Y < 0 || p.Y > 334 {
			t.Errorf("point %v lies outside a 3 : 1 pad", p)
		}
	}
	if s.page.pad != nil {
		t.Error("the pad stays open")
	}
	if f, _ := s.page.field(); f.Name != "王𬀩" {
		t.Errorf("then %s glows", f.Name)
	}
}

// That no lawyer read the text is said before anybody signs, and stops nobody; who lends
// an owner the pen is told to point out what weighs on the owner, a firm's is not.
func TestADraftIsSaidAndSigned(t *testing.T) {
	for _, draft := range []bool{true, false} {
		s := begin(t, app.Supervisor, func(h *house) {
			h.paper.Document.Kind, h.proof.Masked, h.proof.Draft = contract.Agreement, true, draft
			h.paper.Fields[2].Role, h.paper.Fields[2].Person = contract.AsDeveloper, app.Nil
		})
		said := func() string { return test.RenderToMarkup(s.Win.Canvas()) }
		if strings.Contains(said(), "未经法务审定") != draft || !strings.Contains(said(), "已隐去") {
			t.Errorf("draft %t: the page says otherwise", draft)
		}
		s.page.openPad()
		if s.page.pad == nil || !strings.Contains(said(), s.Words.T("document.point_out")) {
			t.Errorf("draft %t: the pen is not lent, or without a word", draft)
		}
		s.page.closePad()
		s.page.point(s.paper.Fields[2])
		s.page.openPad()
		if s.page.pad == nil || strings.Contains(said(), s.Words.T("document.point_out")) {
			t.Errorf("draft %t: the developer is told what to point out to owners", draft)
		}
	}
}

// What signing does is said as long as somebody can sign.
func TestSignedPapersSayNothingOfSigning(t *testing.T) {
	for state, can := range map[contract.State]bool{contract.Locked: true, contract.PartlySigned: true, contract.Signed: false, contract.Voided: false, contract.Superseded: false} {
		s := begin(t, app.Supervisor, func(h *house) {
			h.paper.Document.Kind, h.proof.Masked, h.proof.Draft, h.paper.Document.State = contract.Agreement, true, true, state
		})
		said := test.RenderToMarkup(s.Win.Canvas())
		if !strings.Contains(said, "未经法务审定") || !strings.Contains(said, "已隐去") {
			t.Errorf("%s: draft and mask are not said", state)
		}
		if strings.Contains(said, "可以签署") != can || strings.Contains(said, "签署时显示") != can {
			t.Errorf("%s: it is said what signing does: %t", state, !can)
		}
	}
}

// A home that changes hands while its contract stands on the page is seen there: nobody
// signs what others are named in.
func TestTheHomeChangesHands(t *testing.T) {
	s := begin(t, app.Handover, nil)
	s.Put(site.Owner{ID: app.ID{33}, Name: "新业主"}, site.Ownership{ID: app.ID{34}, Unit: home.ID, Owner: app.ID{33}})
	if s.Stage.Changed("ownership"); len(s.page.know.Owners) != 3 {
		t.Errorf("the page shows %v", s.page.know.Owners)
	}
	renamed := site.Owner{ID: app.ID{33}, Name: "新主"}
	s.Put(renamed)
	if s.Stage.Changed("owner"); s.page.know.Owners[2].Name != renamed.Name {
		t.Errorf("the page shows %v", s.page.know.Owners)
	}
}

// A contract is looked at with masked numbers; who signs it sees it whole, which the
// office records, and only while the pen is out.
func TestTheOriginalIsShownToWhoSigns(t *testing.T) {
	s := begin(t, app.Handover, func(h *house) {
		h.paper.Document.Kind, h.proof.Masked = contract.Agreement, true
	})
	if !s.page.proof.Masked || !strings.Contains(test.RenderToMarkup(s.Win.Canvas()), "已隐去") {
		t.Error("it is not said that numbers are masked")
	}
	s.page.openPad()
	if s.page.pad == nil || s.page.proof.Masked || len(s.whole) != 1 || s.whole[0] != s.page.current {
		t.Fatalf("the pen is out over masked numbers; the original was shown for %v", s.whole)
	}
	s.Stage.Changed("document")
	if s.page.proof.Masked {
		t.Error("it is masked again while it is being signed")
	}
	s.drawing = func() {
		if s.page.sheets.leaves[0].picture.Image != nil && !s.page.whole {
			t.Error("whole numbers stay in sight while the masked page is drawn")
		}
	}
	s.page.closePad()
	if !s.page.proof.Masked {
		t.Error("it stays whole after the pen was put away")
	}
	s.drawing = func() {}
	s.page.openPad()
	s.scribble()
	s.Key(fyne.KeyEnter)
	if len(s.now().Signatures) != 1 || !s.page.proof.Masked || len(s.whole) != 2 {
		t.Errorf("%d signatures, masked afterwards: %t, shown %d times", len(s.now().Signatures), s.page.proof.Masked, len(s.whole))
	}
	s.setting = app.Refuse("disk.full", "what", "site.db")
	s.page.openPad()
	if s.page.pad != nil {
		t.Error("the pen is handed over for an original that is not shown")
	}
	s.setting = nil
	if s.page.openPad(); s.page.pad == nil {
		t.Error("it cannot be asked for again")
	}
	s = begin(t, app.Manager, func(h *house) { h.paper.Document.Kind, h.proof.Masked = contract.Agreement, true })
	if s.page.openPad(); s.page.pad != nil || len(s.whole) != 0 {
		t.Error("the original is shown to who may not take the signature")
	}
}

// That the original is shown is recorded, and the document read again by that before the
// original is there: it is waited for, and the pen handed over. Who may not have the pen
// any more by then is told.
func TestTheOriginalIsWaitedFor(t *testing.T) {
	agreement := func(h *house) { h.paper.Document.Kind, h.proof.Masked = contract.Agreement, true }
	s := begin(t, app.Handover, agreement)
	waiting := ""
	s.showing = func() {
		s.Stage.Changed("showing", "unit")
		waiting = s.page.side.steps.Next.Text
		s.page.next()
	}
	s.page.next()
	if s.page.pad == nil || s.page.proof.Masked || len(s.whole) != 1 {
		t.Errorf("the pen is out: %t, masked: %t, asked %d times", s.page.pad != nil, s.page.proof.Masked, len(s.whole))
	}
	if waiting != s.Words.T("document.step.original") {
		t.Errorf("meanwhile the step is called %q", waiting)
	}

	s = begin(t, app.Handover, agreement)
	s.showing = func() {
		s.sign(s.paper.Fields[0])
		s.Stage.Changed("signature")
	}
	s.page.next()
	if s.page.pad != nil || !s.page.proof.Masked || !strings.Contains(test.RenderToMarkup(s.Win.Canvas()), "已由“欧阳䶮”签署") {
		t.Errorf("somebody else signed: the pen is out: %t, masked: %t, or nothing is said", s.page.pad != nil, s.page.proof.Masked)
	}
	s.showing = func() {}
	if s.page.next(); s.page.pad == nil {
		t.Error("the next one cannot sign")
	}
}

// An agreement that names others than those who own the home now says so, takes no
// signature, and leads to where it is drawn up again.
func TestOwnersHaveMoved(t *testing.T) {
	s := begin(t, app.Supervisor, func(h *house) {
		h.paper.Document.Kind, h.proof.Masked = contract.Agreement, true
		h.paper.Owners = append(h.paper.Owners, site.Owner{ID: app.ID{33}, Name: "新业主"})
	})
	if !strings.Contains(test.RenderToMarkup(s.Win.Canvas()), "业主有变更") {
		t.Error("it is not said")
	}
	for _, ask := range []func(*page){(*page).openPad, (*page).askWet} {
		if ask(s.page); s.page.pad != nil || len(s.whole) != 0 || s.Top() != nil {
			t.Error("the pen is handed over")
		}
	}
	s.page.next()
	if r := s.Stage.Route(); r.Place != "contracts" || r.Arg("unit") != s.paper.Document.Unit.String() {
		t.Errorf("the next step leads to %+v", r)
	}
}

// A step that is asked for before the document is read waits for it; where there is
// nothing to be done, that is said.
func TestNoStepIsSilent(t *testing.T) {
	s := begin(t, app.Handover, nil)
	s.page.shown = false // as before the first reading
	if s.page.next(); s.page.pad != nil {
		t.Error("the pen is out for what was not read")
	}
	if s.Stage.Changed("document"); s.page.pad == nil {
		t.Error("the step that was asked for is forgotten")
	}

	for _, c := range []struct {
		name, said string
		change     func(*house)
	}{
		{"all signed", "document.all_signed", func(h *house) {
			h.paper.Document.Kind, h.paper.Fields = contract.Sheet, nil
			h.paper.Document.State = contract.Signed
		}},
		{"void", "document.is_void", func(h *house) { h.paper.Document.State = contract.Voided }},
	} {
		for name, ask := range map[string]func(*page){"sign": (*page).openPad, "on paper": (*page).askWet, "next": (*page).next} {
			s := begin(t, app.Role("guest"), c.change)
			before := strings.Count(test.RenderToMarkup(s.Win.Canvas()), s.Words.T(c.said))
			ask(s.page)
			if strings.Count(test.RenderToMarkup(s.Win.Canvas()), s.Words.T(c.said)) == before {
				t.Errorf("%s, %s: nothing is said", c.name, name)
			}
		}
	}
}

// A refused signature keeps the pad and its strokes.
func TestRefusedSignatureKeepsThePad(t *testing.T) {
	s := begin(t, app.Handover, nil)
	s.Refuse = app.Refuse("contract.sign_yourself", "number", "JF", "name", "李敏")
	s.page.openPad()
	s.scribble()
	test.Tap(s.page.pad.confirm)
	if s.page.pad == nil || s.page.pad.ink.Empty() || s.page.pad.confirm.Disabled() {
		t.Error("what was drawn is lost")
	}
	s.Key(fyne.KeyEscape)
	if s.page.pad != nil {
		t.Error("Esc keeps the pad open")
	}
	if s.Stage.Route().Place != "document" {
		t.Error("the first Esc leaves the page")
	}
	s.page.escape()
	if s.Stage.Route().Place != "contracts" {
		t.Error("the second Esc stays")
	}
}

// Who may not take a signature is told before the pen is handed over.
func TestOthersPlaces(t *testing.T) {
	s := begin(t, app.Handover, func(h *house) { h.paper.Fields[0].Role, h.paper.Fields[0].Person = contract.AsStaff, app.ID{77} })
	if at, _ := s.page.field(); at.Name != "王𬀩" {
		t.Errorf("the page begins at the place of %s", at.Name)
	}
	s.page.point(s.page.know.Fields[0])
	s.page.openPad()
	s.page.askWet()
	if s.page.pad != nil || s.Top() != nil {
		t.Error("the pad opens for somebody else's signature")
	}
}

// Wet ink by keyboard alone: a witness's word, or a scan.
func TestSignOnPaperByKeyboard(t *testing.T) {
	s := begin(t, app.Handover, nil)
	s.page.askWet()
	s.Key(fyne.KeyEnter)
	if len(s.now().Signatures) != 1 || !s.now().Signatures[0].Witnessed() || s.now().Signatures[0].Scan != "" || s.now().Signatures[0].How != contract.OnPaper {
		t.Fatalf("signed %+v", s.now().Signatures)
	}

	scan := s.File("扫描 1.pdf", "%PDF-1.4 ...").Path()
	s.page.askWet()
	s.Type(scan)
	s.Key(fyne.KeyEnter)
	if len(s.now().Signatures) != 2 || s.now().Signatures[1].Scan != "hash of 扫描 1.pdf" {
		t.Fatalf("signed %+v", s.now().Signatures)
	}
	if s.Top() != nil {
		t.Error("the dialog stays open")
	}
	// The keyboard is on the list again; Enter upon the signature shows its scan.
	if s.Win.Canvas().Focused() != s.page.side.rows.Focusable() {
		t.Errorf("the keyboard is on %T", s.Win.Canvas().Focused())
	}
	s.Key(fyne.KeyUp, fyne.KeyEnter)
	if s.scans.Opened != 1 {
		t.Errorf("the scan is opened %d times", s.scans.Opened)
	}
	s.Key(fyne.KeyDown)

	// What is no scan is refused in the dialog, which stays.
	s.page.askWet()
	s.Type(scan + "x")
	s.Key(fyne.KeyEnter)
	if len(s.now().Signatures) != 2 || s.Top() == nil {
		t.Error("a missing file is taken")
	}
}

// One sheet carries all signatures: one scan takes them all, but nobody vouches for
// the own hand.
func TestOneSheetCarriesAllSignatures(t *testing.T) {
	tickAll := func(s *stage) {
		s.page.askWet()
		for _, o := range test.LaidOutObjects(s.Top()) {
			if c, ok := o.(*widget.Check); ok {
				c.Tick(true)
			}
		}
	}
	s := begin(t, app.Handover, nil)
	tickAll(s)
	s.Key(fyne.KeyEnter)
	if len(s.now().Signatures) != 2 || s.now().Signatures[0].Scan+s.now().Signatures[1].Scan != "" || !s.signedBy("欧阳䶮", "王𬀩") {
		t.Errorf("signed %+v", s.now().Signatures)
	}
	s = begin(t, app.Handover, nil)
	scan := s.File("扫描.pdf", "%PDF-1.4 ...").Path()
	tickAll(s)
	s.Type(scan)
	s.Key(fyne.KeyEnter)
	if len(s.now().Signatures) != 3 || !s.signedBy("李敏") || s.now().Signatures[2].Scan != "hash of 扫描.pdf" || len(s.scans.Kept) != 1 {
		t.Errorf("signed %+v, kept %d", s.now().Signatures, len(s.scans.Kept))
	}
}

// The next step, by its button and by its key, is who signs next; when all have, the
// handover desk; when the home was handed over, the print. What is owed is said as it is.
func TestTheNextStep(t *testing.T) {
	s := begin(t, app.Handover, nil)
	button := func(key string) {
		t.Helper()
		if b := s.page.side.steps.Next; b.Text != s.Words.T("document.step."+key) || b.Disabled() {
			t.Errorf("the next step says %q, greyed %v; want %s", b.Text, b.Disabled(), key)
		}
	}
	button("sign")
	s.page.next()
	if s.page.pad == nil || s.page.pad.field.Name != "欧阳䶮" {
		t.Fatal("nobody is asked to sign")
	}
	s.page.closePad()
	first := s.paper.Fields[0]
	s.sign(first)
	s.page.reload()
	s.page.side.rows.GoTo(0) // a place that is signed leads on to the one that is not
	button("sign")
	test.Tap(s.page.side.steps.Next)
	if s.page.pad == nil || s.page.pad.field.Name != "王𬀩" {
		t.Fatal("a signed place does not lead to the next")
	}
	s.page.closePad()
	for _, f := range s.paper.Fields[1:] {
		s.sign(f)
	}
	s.page.reload()
	button("complete")
	if said := s.page.side.owed.Text; said != s.Words.T("document.all_signed_desk") {
		t.Errorf("it says %q", said)
	}
	s.page.side.steps.Now = func() time.Time { return time.Now().Add(time.Second) } // nobody taps twice
	test.Tap(s.page.side.steps.Next)
	if at := s.Stage.Route(); at.Place != "handover" || at.ID != (app.ID{2}).String() {
		t.Errorf("led to %v", at)
	}
	given := home
	given.HandedOver = app.DateOf(day)
	s.Put(given)
	s.Stage.Back()
	button("print")
	if said := s.page.side.owed.Text; said != s.Words.T("document.all_signed_done", "day", s.Words.Date(app.DateOf(day))) {
		t.Errorf("after the handover it says %q", said)
	}
}

// The letter by which an agent signs can be attached, and seen.
func TestALetterIsAttachedAndSeen(t *testing.T) {
	byAgent := func(scan string) func(h *house) {
		return func(h *house) {
			f := &h.paper.Fields[0]
			f.Role, f.Person, f.Authority = contract.AsAgent, app.ID{77}, app.ID{78}
			h.paper.Principals, h.paper.Letters = map[app.ID]string{{77}: "欧阳修"}, map[app.ID]string{{78}: scan}
		}
	}
	s := begin(t, app.Assistant, byAgent(""))
	if text, _ := s.page.letter(s.paper.Fields[0]); text != "附欧阳修的委托书……" {
		t.Errorf("offered %q", text)
	}
	s.page.askLetter(s.paper.Fields[0])
	s.Key(fyne.KeyEnter)
	if s.Top() == nil {
		t.Error("no file is taken for a letter")
	}
	scan := s.File("委托书.pdf", "%PDF-1.4 ...").Path()
	s.Type(scan)
	s.Key(fyne.KeyEnter)
	text, see := s.page.letter(s.paper.Fields[0])
	if s.now().Letters[app.ID{78}] != "hash of 委托书.pdf" || text != "欧阳修委托欧阳䶮的委托书" {
		t.Fatalf("kept %v, offered %q", s.now().Letters, text)
	}
	see()
	if s.scans.Opened != 1 {
		t.Errorf("opened %d times", s.scans.Opened)
	}
	if text, _ := s.page.letter(s.paper.Fields[1]); text != "" {
		t.Errorf("an owner is offered %q", text)
	}
	s = begin(t, app.Handover, byAgent("hash of 委托书.pdf"))
	if text, _ := s.page.letter(s.paper.Fields[0]); text != "" {
		t.Errorf("a letter names people in full, and %q is offered to who sees masks", text)
	}
}

// An agent's place says for whom.
func TestAgentsPlace(t *testing.T) {
	s := begin(t, app.Handover, func(h *house) {
		h.paper.Fields[0].Role, h.paper.Fields[0].Person = contract.AsAgent, app.ID{77}
		h.paper.Principals = map[app.ID]string{{77}: "欧阳修"}
	})
	row := newPlaceRow()
	s.page.side.bind(s.paper.Fields[0], row)
	if row.role.Text != "受托人，代 欧阳修" {
		t.Errorf("%q", row.role.Text)
	}
}

// A photo of a paper is shown as it is, not drawn out to the paper's shape.
func TestAPhotoOfAPaperKeepsItsShape(t *testing.T) {
	s := begin(t, app.Handover, func(h *house) {
		h.scans.Kept["photo"] = []byte("jpeg")
		f := h.paper.Fields[0]
		h.paper.Signatures = []contract.Signature{{Field: f.ID, Signer: f.Name, How: contract.OnPaper, Scan: "photo", Hash: h.paper.Document.ContentHash}}
	})
	s.page.showScan(s.paper.Fields[0])
	var shown *canvas.Image
	for _, o := range test.LaidOutObjects(s.Win.Content()) {
		if p, ok := o.(*canvas.Image); ok && p.Image != nil && p.Image.Bounds().Dx() == 40 {
			shown = p
		}
	}
	if shown == nil || shown.FillMode != canvas.ImageFillContain || shown.Size().Width*30 != shown.Size().Height*40 {
		t.Errorf("shown as %+v", shown)
	}
}

func TestScanIsAPictureOrPDF(t *testing.T) {
	h := &apptest.Scans{Kept: map[string][]byte{}}
	for name, c := range map[string]struct{ content, want string }{
		"empty.pdf": {"", "document.scan_unreadable"},
		"text.pdf":  {"hello", "document.scan_unreadable"},
		"good.pdf":  {"%PDF-1.7", ""},
	} {
		path := shelltest.File(t, name, c.content).Path()
		_, err := keepScan(context.Background(), h, app.ID{1}, path)
		if app.RefusalCode(err) != c.want {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestPrintAndPrintAgain(t *testing.T) {
	s := begin(t, app.Assistant, nil)
	if got := s.page.printWord(); got != "打印" {
		t.Errorf("the first print is called %s", got)
	}
	s.page.print(office.ToPrinter)
	if len(s.orders) != 1 || s.orders[0].To != office.ToPrinter {
		t.Fatalf("orders %+v", s.orders)
	}
	printed := s.paper.Document
	printed.Prints = 1
	s.Put(printed)
	s.page.reload()
	if got := s.page.printWord(); got != "补打" {
		t.Errorf("a further print is called %s", got)
	}
	s.printing = app.Refuse("paper.printer_missing", "file", "/papers/x.pdf")
	s.page.print(office.ToPrinter)
	if got := s.asked(); got != nil {
		t.Errorf("a printer that failed is asked about: %v", got)
	}
	s.printing = nil
	s.page.print(office.ToViewer) // as the toast offers
	if s.orders[2].To != office.ToViewer || len(s.asked()) != 2 {
		t.Errorf("ordered %+v, asked %v", s.orders[2], s.asked())
	}
}

// asked are what the page asks about the paper that was opened, by their words.
func (s *stage) asked() (answers map[string]*widget.Button) {
	for _, o := range s.page.question.Objects {
		for _, part := range test.LaidOutObjects(o) {
			if b, is := part.(*widget.Button); is {
				if answers == nil {
					answers = map[string]*widget.Button{}
				}
				answers[b.Text] = b
			}
		}
	}
	return answers
}

// Who opened a paper is asked whether it was printed, until it is answered; only a yes is
// counted. What no viewer showed was not printed from there, and is not asked about; it is
// offered as a file. Neither is a courtesy print.
func TestAsksWhetherItWasPrinted(t *testing.T) {
	const yes, no = "已打印，记一份", "没有打印"
	s := begin(t, app.Assistant, nil)
	s.page.print(office.ToViewer)
	if len(s.counted) != 0 || s.asked()[yes] == nil || s.asked()[no] == nil {
		t.Fatalf("counted %v, asked %v", s.counted, s.asked())
	}
	s.page.reload()
	s.Stage.Open(shell.To("contracts"))
	s.Stage.Back()
	if s.asked()[yes] == nil {
		t.Error("the question is gone unanswered")
	}
	s.asked()[no].OnTap()
	if len(s.counted) != 0 || s.asked() != nil {
		t.Errorf("counted %v, still asked %v", s.counted, s.asked())
	}
	s.printing = app.Refuse("paper.viewer_missing", "file", "/papers/x.pdf")
	s.page.print(office.ToViewer)
	if s.asked() != nil {
		t.Error("what could not be opened is asked about")
	}
	s.page.pickFile("x.pdf")
	for _, o := range s.Win.Canvas().Overlays().List() {
		for _, part := range test.LaidOutObjects(o) {
			if e, is := part.(*widget.Entry); is && e.Text == "x.pdf" {
				s.Key(fyne.KeyEnter)
			}
		}
	}
	if len(s.saved) != 1 || filepath.Base(s.saved[0]) != "x.pdf" || s.asked() != nil {
		t.Errorf("saved %v, asked %v", s.saved, s.asked())
	}
	s.printing = nil
	s.page.print(office.ToViewer)
	s.counting = app.Refuse("disk.full")
	s.asked()[yes].OnTap()
	if s.asked()[yes] == nil {
		t.Error("what could not be counted is asked about no more")
	}
	s.counting = nil
	s.asked()[yes].OnTap()
	if len(s.counted) != 2 || s.asked() != nil {
		t.Errorf("counted %v, still asked %v", s.counted, s.asked())
	}
	// Printed by others meanwhile, it says a copy that another paper says too: so it is told.
	for _, again := range []bool{false, true} {
		s.again = again
		s.page.print(office.ToViewer)
		s.asked()[yes].OnTap()
		told := false
		for _, o := range s.Win.Canvas().Overlays().List() {
			for _, part := range test.LaidOutObjects(o) {
				line, is := part.(*canvas.Text)
				told = told || is && line.Text == s.Words.T("document.printed_again")
			}
		}
		if told != again {
			t.Errorf("printed by others: %v, and told so: %v", again, told)
		}
	}
	s.printing = nil
	s.Put(contract.Document{ID: app.ID{2, 2}, Kind: contract.Agreement, Unit: home.ID, State: contract.Locked, Content: s.paper.Document.Content, ContentHash: s.paper.Document.ContentHash})
	s.Stage.Open(shell.ToRecord("document", app.ID{2, 2}.String()))
	*s.page.english = true
	s.page.reload()
	s.page.print(office.ToViewer)
	if s.asked() != nil {
		t.Error("a courtesy print is asked about")
	}
}

// Voiding asks for a reason and keeps everything, marked.
func TestVoid(t *testing.T) {
	s := begin(t, app.Supervisor, nil)
	s.page.askVoid()
	s.Key(fyne.KeyEnter)
	if s.now().Document.State == contract.Voided {
		t.Fatal("voided without a reason")
	}
	s.Type("业主姓名有误")
	s.Key(fyne.KeyEnter)
	if d := s.now().Document; d.State != contract.Voided || d.VoidReason != "业主姓名有误" {
		t.Fatal("not voided")
	}
	if _, glows := s.page.field(); glows {
		t.Error("a void document asks to be signed")
	}
	if s.page.side.steps.Next.Visible() {
		t.Error("a void document can be signed")
	}
}

// Every face: drafts, papers that cannot be set, documents that do not exist.
func TestFaces(t *testing.T) {
	s := begin(t, app.Handover, func(h *house) { h.paper.Document.State, h.paper.Document.Content = contract.Draft, nil })
	if s.previews != 0 {
		t.Error("a draft is set")
	}
	s = begin(t, app.Handover, func(h *house) {
		h.setting = app.Refuse("paper.glyph_missing", "record", "JF-01-00042", "char", "U+20BB7", "text", "𠮷田")
	})
	if s.page.wrong == nil {
		t.Error("nobody is told why there is no page")
	}
	s.setting = errors.New("boom")
	s.page.reload()
	s.Stage.Open(shell.ToRecord("document", "no id"))
	if s.page.shown {
		t.Error("a document without an identity is shown")
	}
}

// What is drawn in each state. A change here is looked at in the window first.
func TestGoldens(t *testing.T) {
	s := begin(t, app.Handover, nil)
	test.AssertRendersToMarkup(t, "locked.xml", s.Win.Canvas())
	s.page.openPad()
	s.scribble()
	test.AssertRendersToMarkup(t, "pad.xml", s.Win.Canvas())
	s = begin(t, app.Supervisor, nil)
	if err := s.Desk.Contract.Take(t.Context(), zhou, app.ID{1}, contract.Void, "业主姓名有误"); err != nil {
		t.Fatal(err)
	}
	test.AssertRendersToMarkup(t, "void.xml", s.Win.Canvas())
	s = begin(t, app.Supervisor, func(h *house) {
		h.setting = app.Refuse("paper.glyph_missing", "record", "JF-01-00042", "char", "U+20BB7", "text", "𠮷田")
	})
	test.AssertRendersToMarkup(t, "refused.xml", s.Win.Canvas())
}

// The page is looked at in both languages and both modes.
func TestLooks(t *testing.T) {
	s := begin(t, app.Supervisor, nil)
	s.page.openPad()
	s.scribble()
	test.Tap(s.page.pad.confirm)
	s.Words.SetLanguage(words.English)
	for _, m := range []theme.Mode{theme.Light, theme.Dark} {
		s.Stage.SetMode(m)
		if size := s.page.view.Size(); size.Width < 1000 || size.Height < 600 {
			t.Errorf("the page is %v", size)
		}
	}
	if strings.Contains(s.page.side.said(), "⟨") {
		t.Error(s.page.side.said())
	}
}
