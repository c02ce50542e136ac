package office

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"keyday/app"
	"keyday/app/contract"
	"keyday/app/defect"
	"keyday/app/handover"
	"keyday/app/inspect"
	"keyday/ui/paper"
	"keyday/ui/words"
)

// desk is an office over one document, with what it did.
type desk struct {
	doc        contract.Document
	fields     []contract.Field
	signatures []contract.Signature

	files   map[string][]byte // in the tray
	sent    []string          // to printer or viewer
	printed []contract.Printing
	late    []app.ID // of a pack, printed by others meanwhile

	beforeLeave func() error // what happens before the paper leaves
	beforeCount func() error // what happens between its leaving and the record
	printer     error
}

func (d *desk) Document(context.Context, app.ID) (contract.Document, error) { return d.doc, nil }
func (d *desk) SignatureFieldsOf(context.Context, app.ID) ([]contract.Field, error) {
	return d.fields, nil
}
func (d *desk) SignaturesOf(context.Context, app.ID) ([]contract.Signature, error) {
	return d.signatures, nil
}
func (d *desk) PersonName(context.Context, app.ID) (string, error) { return "周建国", nil }
func (d *desk) Anchor() string                                     { return "9f8e7d-42-6c5b4a" }

func (d *desk) MayPrint(context.Context, app.Actor, app.ID) error {
	if d.beforeLeave != nil {
		return d.beforeLeave()
	}
	return nil
}

func (d *desk) Printed(ctx context.Context, _ app.Actor, made ...contract.Printing) (again []contract.Printing, err error) {
	if d.beforeCount != nil {
		if err := d.beforeCount(); err != nil {
			return nil, err
		}
	}
	for _, p := range made {
		if len(made) == 1 && p.Copy != d.doc.Prints || slices.Contains(d.late, p.Document) {
			again = append(again, p)
		}
	}
	d.printed = append(d.printed, made...)
	d.doc.Prints += len(made)
	return again, ctx.Err()
}

func (d *desk) Put(name string, pdf []byte) (string, error) {
	d.files[name] = pdf
	return "/papers/" + name, nil
}

func (d *desk) Forget() {}

func (d *desk) Place(path string) (string, error) {
	if d.printer != nil {
		return path, d.printer
	}
	return strings.Replace(path, "/papers/", "/asked/", 1), nil
}

func (d *desk) Remove(path string) {
	delete(d.files, strings.TrimPrefix(strings.TrimPrefix(path, "/papers/"), "/asked/"))
}

func (d *desk) Print(_ context.Context, path string) error {
	d.sent = append(d.sent, "print "+path)
	return d.printer
}

func (d *desk) Open(_ context.Context, path string) error {
	d.sent = append(d.sent, "open "+path)
	return d.printer
}

var clerk = app.Actor{Name: "王敏", Role: app.Assistant}

// newDesk is an office with one locked document of the content.
func newDesk(t *testing.T, kind contract.Kind, template string, content any) (*Office, *desk) {
	t.Helper()
	raw, err := json.Marshal(content)
	if err != nil {
		t.Fatal(err)
	}
	d := &desk{files: map[string][]byte{}}
	var frame struct{ app.Frame }
	if err := json.Unmarshal(raw, &frame); err != nil {
		t.Fatal(err)
	}
	d.doc = contract.Document{
		ID: app.ID{1}, Kind: kind, Number: frame.Number, Template: template, State: contract.Locked,
		Content: raw, ContentHash: contract.HashOf(raw),
	}
	for i, s := range frame.Signers {
		d.fields = append(d.fields, contract.Field{ID: app.ID{byte(10 + i)}, Document: d.doc.ID, Order: i, Role: contract.Role(s.Role), Name: s.Name, Required: s.Required})
	}
	return &Office{
		Records: d, PrintCounter: d, Tray: d, Printer: d, Decode: json.Unmarshal,
		Picture: func(_ context.Context, hash string) ([]byte, error) {
			if hash == "logo" {
				return logoPNG(), nil
			}
			return nil, app.Refuse("photo.missing", "hash", hash)
		},
		Clock: app.ClockFunc(func() time.Time { return time.Date(2026, 11, 23, 10, 42, 0, 0, time.UTC) }),
	}, d
}

func certificateDesk(t *testing.T) (*Office, *desk) {
	return newDesk(t, contract.Certificate, handover.Template, certificateContent())
}

// Every kind of document finds its form, by the template it was locked with.
func TestOfficeOpensEveryForm(t *testing.T) {
	for _, c := range []struct {
		kind     contract.Kind
		template string
		content  any
		name     string
	}{
		{contract.Certificate, handover.Template, certificateContent(), "JF-01-00042 房屋交接单 3-2-1501.pdf"},
		{contract.Rectify, defect.NoticeTemplate, noticeContent(), "ZG-01-00108 整改通知单 南京宏远建设工程有限公司.pdf"},
		{contract.Sheet, inspect.SheetTemplate, sheetContent(), "YF-01-00073 验房单 3-2-1501.pdf"},
		{contract.Agreement, contract.AgreementTemplate, agreementContent(contract.AgreementTemplate), "WY-01-00042 前期物业服务协议 3-2-1501.pdf"},
	} {
		o, d := newDesk(t, c.kind, c.template, c.content)
		p, err := o.Print(context.Background(), clerk, Order{Document: d.doc.ID, Lang: words.Chinese, To: ToViewer})
		if err != nil {
			t.Fatalf("%s: %v", c.kind, err)
		}
		if p.Name != c.name || !bytes.HasPrefix(d.files[c.name], []byte("%PDF")) {
			t.Errorf("%s is put out as %q", c.kind, p.Name)
		}
		proof, err := o.Preview(context.Background(), clerk, d.doc.ID, words.Chinese)
		if err != nil {
			t.Fatal(err)
		}
		if len(proof.Fields) != len(d.fields) {
			t.Errorf("%s: %d places to sign are told of %d", c.kind, len(proof.Fields), len(d.fields))
		}
	}
	o, d := newDesk(t, contract.Sheet, "inspection-sheet/9", sheetContent())
	if _, err := o.Preview(context.Background(), clerk, d.doc.ID, words.Chinese); app.RefusalCode(err) != "paper.template_unknown" {
		t.Errorf("a form of the future: %v", err)
	}
}

func TestOfficeCountsCopies(t *testing.T) {
	o, d := certificateDesk(t)
	for i, want := range []string{"JF-01-00042 房屋交接单 3-2-1501.pdf", "JF-01-00042 房屋交接单 3-2-1501 补打1.pdf", "JF-01-00042 房屋交接单 3-2-1501 补打2.pdf"} {
		proof, err := o.Preview(context.Background(), clerk, d.doc.ID, words.Chinese)
		if err != nil {
			t.Fatal(err)
		}
		seen := textOf(t, proof.PDF)
		if !strings.Contains(seen, "预览，未打印") || strings.Contains(seen, "补打") || strings.Contains(seen, "打印Printed") {
			t.Errorf("a preview after %d prints: %s", i, seen)
		}
		p, err := o.Print(context.Background(), clerk, Order{Document: d.doc.ID, To: ToPrinter})
		if err != nil {
			t.Fatal(err)
		}
		if p.Copy != i || p.Name != want || d.sent[i] != "print /papers/"+want {
			t.Errorf("print %d: %q, copy %d, %v", i, p.Name, p.Copy, d.sent)
		}
		if i > 0 {
			text := textOf(t, p.PDF)
			if !strings.Contains(text, fmt.Sprintf("补打第%d次Reprintno.%d", i, i)) || strings.Contains(text, "预览") {
				t.Errorf("copy %d does not say so: %s", i, text)
			}
		}
	}
	if len(d.printed) != 3 || len(d.printed[0].File) != 64 {
		t.Errorf("recorded %v", d.printed)
	}
}

// A file that was asked for lies whole before it is seen, and the print is counted once it
// is there; where it cannot be written, or not be counted, there is neither.
func TestOfficeWritesWhatWasAskedFor(t *testing.T) {
	o, d := certificateDesk(t)
	order := Order{Document: d.doc.ID, To: ToFile, Into: d}
	d.beforeLeave = func() error {
		if len(d.files) != 1 || d.doc.Prints != 0 {
			t.Errorf("%d files, %d prints before it is shown", len(d.files), d.doc.Prints)
		}
		return nil
	}
	p, err := o.Print(context.Background(), clerk, order)
	if err != nil || !strings.HasPrefix(p.Path, "/asked/") || len(d.sent) != 0 || d.doc.Prints != 1 {
		t.Errorf("lies at %q, sent %v, counted %d, %v", p.Path, d.sent, d.doc.Prints, err)
	}
	d.beforeLeave = nil
	order.Into = full{d}
	if _, err := o.Print(context.Background(), clerk, order); app.RefusalCode(err) != "disk.full" || d.doc.Prints != 1 {
		t.Errorf("counted %d, %v", d.doc.Prints, err)
	}
	order.Into = d
	clear(d.files)
	d.beforeCount = func() error { return app.Refuse("disk.full") }
	if _, err := o.Print(context.Background(), clerk, order); app.RefusalCode(err) != "disk.full" || d.doc.Prints != 1 || len(d.files) != 0 {
		t.Errorf("counted %d, %d files, %v", d.doc.Prints, len(d.files), err)
	}
	d.beforeCount, d.printer = nil, app.Refuse("disk.permission")
	if _, err := o.Print(context.Background(), clerk, order); app.RefusalCode(err) != "disk.permission" || d.doc.Prints != 1 {
		t.Errorf("counted %d, %v", d.doc.Prints, err)
	}
}

// full is an outlet without room.
type full struct{ *desk }

func (full) Put(string, []byte) (string, error) { return "", app.Refuse("disk.full") }

// What is opened is no print until somebody says so. Then the paper that was opened is
// counted, whatever was printed since.
func TestOpeningIsNoPrint(t *testing.T) {
	o, d := certificateDesk(t)
	for _, d.printer = range []error{app.Refuse("paper.viewer_missing"), nil} {
		p, err := o.Print(context.Background(), clerk, Order{Document: d.doc.ID, To: ToViewer})
		if err != d.printer || d.doc.Prints != 0 || p.Copy != 0 || (p.Path == "") != (err != nil) || len(d.files) > 0 != (err == nil) || !p.Counts {
			t.Errorf("opened: copy %d, counted %d, lies at %q, %v", p.Copy, d.doc.Prints, p.Path, err)
		}
	}
	d.printer = nil
	opened, err := o.Print(context.Background(), clerk, Order{Document: d.doc.ID, To: ToViewer})
	if err != nil {
		t.Fatal(err)
	}
	for i := range 2 {
		if p, err := o.Print(context.Background(), clerk, Order{Document: d.doc.ID, To: ToPrinter}); err != nil || p.Copy != i {
			t.Errorf("printed meanwhile: copy %d, %v", p.Copy, err)
		}
	}
	// It is counted, and says a copy that another paper says too.
	if p, err := o.Printed(context.Background(), clerk, opened); err != nil || d.doc.Prints != 3 || d.printed[2] != opened.printing() || !p.Again {
		t.Errorf("said to be printed: counted %d, again %v, %v", d.doc.Prints, p.Again, err)
	}
	if opened, err = o.Print(context.Background(), clerk, Order{Document: d.doc.ID, To: ToViewer}); err != nil {
		t.Fatal(err)
	}
	if p, err := o.Printed(context.Background(), clerk, opened); err != nil || p.Again || p.Copy != 3 {
		t.Errorf("printed by nobody else: copy %d, again %v, %v", p.Copy, p.Again, err)
	}
}

// A printer that fails, a person who may not, a paper that nobody may have: none of it is a
// print, so that the first that is one does not say 补打.
func TestWhatNoPrinterTookIsNoPrint(t *testing.T) {
	for name, change := range map[string]func(*desk){
		"no printer":      func(d *desk) { d.printer = app.Refuse("paper.printer_missing") },
		"a printer fails": func(d *desk) { d.printer = app.Refuse("paper.printer_refused") },
		"stopped":         func(d *desk) { d.printer = context.Canceled },
		"out of scope":    func(d *desk) { d.beforeLeave = func() error { return app.Refuse("permission.scope") } },
	} {
		o, d := certificateDesk(t)
		change(d)
		if _, err := o.Print(context.Background(), clerk, Order{Document: d.doc.ID, To: ToPrinter}); err == nil || d.doc.Prints != 0 {
			t.Errorf("%s: counted %d, %v", name, d.doc.Prints, err)
		}
		if len(d.files) > 0 || name == "out of scope" && len(d.sent) > 0 {
			t.Errorf("%s: %d papers are out, sent %v", name, len(d.files), d.sent)
		}
		d.printer, d.beforeLeave = nil, nil
		p, err := o.Print(context.Background(), clerk, Order{Document: d.doc.ID, To: ToPrinter})
		if err != nil || p.Copy != 0 || strings.Contains(textOf(t, p.PDF), "补打") {
			t.Errorf("after %s the first print is copy %d, %v", name, p.Copy, err)
		}
	}
}

// Whatever ends the program between a paper's leaving and its record leaves a paper that is
// not counted; the next says the same copy. Who stopped waiting has it counted all the same.
func TestOfficeKilledBetweenPrinterAndRecord(t *testing.T) {
	o, d := certificateDesk(t)
	killed := errors.New("killed")
	d.beforeCount = func() error { return killed }
	_, err := o.Print(context.Background(), clerk, Order{Document: d.doc.ID, To: ToPrinter})
	if !errors.Is(err, killed) || app.RefusalCode(err) != "paper.uncounted" {
		t.Fatal(err)
	}
	if len(d.sent) != 1 || d.doc.Prints != 0 {
		t.Errorf("sent %v, counted %d", d.sent, d.doc.Prints)
	}
	ctx, stop := context.WithCancel(context.Background())
	d.beforeCount = func() error { stop(); return nil }
	p, err := o.Print(ctx, clerk, Order{Document: d.doc.ID, To: ToPrinter})
	if err != nil || p.Copy != 0 || d.doc.Prints != 1 {
		t.Errorf("copy %d, counted %d, %v", p.Copy, d.doc.Prints, err)
	}
}

// Two who print at once get papers that say different copies.
func TestOfficePrintsBesideAnother(t *testing.T) {
	o, d := certificateDesk(t)
	copies := make(chan int)
	for range 4 {
		go func() {
			p, err := o.Print(context.Background(), clerk, Order{Document: d.doc.ID, To: ToPrinter})
			if err != nil {
				t.Error(err)
			}
			copies <- p.Copy
		}()
	}
	said := map[int]bool{}
	for range 4 {
		said[<-copies] = true
	}
	if len(said) != 4 || d.doc.Prints != 4 {
		t.Errorf("the copies are %v", said)
	}
}

func TestOfficeRefuses(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(*desk)
		actor  app.Actor
		want   string
	}{
		{"draft", func(d *desk) { d.doc.State, d.doc.Content = contract.Draft, nil }, clerk, "contract.not_locked"},
		{"erased content", func(d *desk) { d.doc.Content = nil }, clerk, "contract.content_erased"},
		{"altered content", func(d *desk) { d.doc.Content = bytes.Replace(d.doc.Content, []byte("李敏"), []byte("李某"), 1) }, clerk, "contract.content_altered"},
		{"nobody's permission", func(*desk) {}, app.Actor{Role: "guest"}, "permission.missing"},
	} {
		o, d := certificateDesk(t)
		c.change(d)
		_, err := o.Print(context.Background(), c.actor, Order{Document: d.doc.ID, To: ToPrinter})
		if app.RefusalCode(err) != c.want {
			t.Errorf("%s: %v", c.name, err)
		}
		if len(d.files) != 0 || d.doc.Prints != 0 {
			t.Errorf("%s: left %d files, counted %d", c.name, len(d.files), d.doc.Prints)
		}
	}
}

// What no longer counts says so across the page, with its signatures marked.
func TestOfficeMarksWhatIsVoid(t *testing.T) {
	o, d := certificateDesk(t)
	d.signatures = []contract.Signature{{Document: d.doc.ID, Field: d.fields[0].ID, Signer: "欧阳䶮", Role: contract.AsOwner,
		How: contract.OnScreen, Hash: d.doc.ContentHash, Strokes: []contract.Stroke{{{X: 100, Y: 100}, {X: 400, Y: 200}}}}}
	d.doc.State, d.doc.VoidReason = contract.Voided, "业主姓名有误"
	p, err := o.Print(context.Background(), clerk, Order{Document: d.doc.ID, To: ToPrinter})
	if err != nil {
		t.Fatal(err)
	}
	text := textOf(t, p.PDF)
	for _, want := range []string{"作废", "业主姓名有误", "周建国", "签名已失效"} {
		if !strings.Contains(text, want) {
			t.Errorf("the void paper does not say %s", want)
		}
	}
	if !strings.Contains(p.Name, "作废") {
		t.Errorf("put out as %q", p.Name)
	}
}

// The English print of a contract is for reading: not counted, nothing to sign.
func TestOfficeCourtesyPrint(t *testing.T) {
	o, d := newDesk(t, contract.Agreement, contract.AgreementTemplate, agreementContent(contract.AgreementTemplate))
	p, err := o.Print(context.Background(), clerk, Order{Document: d.doc.ID, Lang: words.English, To: ToViewer})
	if err != nil {
		t.Fatal(err)
	}
	if d.doc.Prints != 0 || p.Counts || !strings.Contains(p.Name, "English") || len(d.sent) != 1 {
		t.Errorf("%q, %d prints", p.Name, d.doc.Prints)
	}
}

func TestFileNamed(t *testing.T) {
	for in, want := range map[string]string{
		"ZG-01-1 甲/乙: \"丙\"":       "ZG-01-1 甲-乙- -丙-.pdf",
		"ZG-01-1 甲\u202efdp.乙\x1b": "ZG-01-1 甲fdp.乙.pdf",
		"末尾. ":                     "末尾.pdf",
		"NUL":                      "_NUL.pdf",
		"..":                       "Keyday.pdf",
		strings.Repeat("长", 120):   strings.Repeat("长", 80) + ".pdf",
		strings.Repeat("𠮷", 120):   strings.Repeat("𠮷", 60) + ".pdf",
	} {
		if got := fileNamed(in); got != want {
			t.Errorf("%q becomes %q", in, got)
		}
	}
}

// A paper that was signed for other words is not printed from these, nor is one
// locked for them.
func TestPaperIsPrintedInTheWordsItWasSignedFor(t *testing.T) {
	for name, change := range map[string]func(*app.Wording){
		"as they are":               func(*app.Wording) {},
		"approved meanwhile":        func(w *app.Wording) { w.Approval.Name = "周建国" },
		"another text":              func(w *app.Wording) { w.Text = strings.Repeat("0", 64) },
		"other words of the form":   func(w *app.Wording) { w.Form = strings.Repeat("0", 64) },
		"another form":              func(w *app.Wording) { w.Template = "property-agreement/9" },
		"bound to nothing":          func(w *app.Wording) { *w = app.Wording{} },
		"the text's hash taken off": func(w *app.Wording) { w.Text = "" },
	} {
		want := "paper.wording_changed"
		if name == "as they are" || name == "approved meanwhile" {
			want = ""
		}
		c := agreementContent(contract.AgreementTemplate)
		change(&c.Wording)
		o, d := newDesk(t, contract.Agreement, contract.AgreementTemplate, c)
		_, err := o.Print(context.Background(), clerk, Order{Document: d.doc.ID, To: ToPrinter})
		if app.RefusalCode(err) != want || err != nil && (len(d.files) > 0 || !strings.Contains(err.Error(), c.Number)) {
			t.Errorf("%s: printing says %v", name, err)
		}
		if err := paper.RequirePrintable(c, app.Own{}); app.RefusalCode(err) != want {
			t.Errorf("%s: locking says %v", name, err)
		}
	}
}
