package program

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"keyday/app"
	"keyday/app/contract"
	"keyday/app/site"
	"keyday/data/laptop"
	"keyday/data/photo"
	"keyday/data/records"
	"keyday/data/registry"
	"keyday/data/store"
	"keyday/ui/paper"
	"keyday/ui/paper/office"
	"keyday/ui/words"
)

// The private facts of the owner in these tests.
const (
	ownerName  = "欧阳䶮"
	ownerID    = "320105198801011234"
	ownerPhone = "13800006621"
	ownerHome  = "南京市玄武区中山路壹号"
)

// agreedSite is a site with one property agreement, locked; its supervisor, the
// document and the owner's place to sign.
func agreedSite(t *testing.T) (dir string, actor app.Actor, document app.ID) {
	t.Helper()
	dir = filepath.Join(ownHome(t), "site")
	plainSite(t, dir, 1, 1, false)
	o := openTestSite(t, dir)
	defer o.Close()
	ctx := context.Background()
	people, err := o.store.People(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range people {
		if p.Role == app.Supervisor {
			actor = p.Actor()
		}
	}
	seen, err := o.store.SeeSite(ctx)
	if err != nil {
		t.Fatal(err)
	}
	s := seen.Value
	s.Property = "安和物业服务有限公司"
	if err := o.Site.PutSite(ctx, actor, &seen, s); err != nil {
		t.Fatal(err)
	}
	units, err := o.store.Units(ctx)
	if err != nil {
		t.Fatal(err)
	}
	unit := units[0]
	unit.MeasuredArea = app.Area{Decimal: decimal.RequireFromString("143.86")}
	err = o.store.Do(ctx, actor, "test.owner", func(tx *records.Tx) error {
		shares, err := tx.OwnershipsEverOfUnit(unit.ID)
		if err != nil {
			return err
		}
		for _, share := range shares {
			share.Ended = true
			if err := tx.PutOwnership(share); err != nil {
				return err
			}
		}
		owner := site.Owner{ID: tx.NewID(), Name: ownerName, IDType: "身份证", IDNo: ownerID, Phone: ownerPhone, Address: ownerHome}
		if err := tx.PutOwner(owner); err != nil {
			return err
		}
		if err := tx.PutOwnership(site.Ownership{ID: tx.NewID(), Unit: unit.ID, Owner: owner.ID}); err != nil {
			return err
		}
		return tx.PutUnit(unit)
	})
	if err != nil {
		t.Fatal(err)
	}
	err = o.Contract.PutTerms(ctx, actor, nil, contract.Terms{
		FeeBasis: contract.LumpSum, Rates: []contract.Rate{{Type: "高层住宅", Price: app.Money{Decimal: decimal.RequireFromString("2.85")}}},
		TermFrom: app.NewDate(2026, 11, 30), TermTo: app.NewDate(2029, 11, 29), Copies: 4,
	})
	if err != nil {
		t.Fatal(err)
	}
	d, err := o.Contract.Agree(ctx, actor, contract.Agreeing{Unit: unit.ID})
	if err != nil {
		t.Fatal(err)
	}
	return dir, actor, d.ID
}

func openTestSite(t testing.TB, dir string) *opened {
	t.Helper()
	o, err := openSite(context.Background(), words.New(), dir, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return o
}

// silent is a machine that has a printer.
type silent struct{}

func (silent) Print(context.Context, string) error { return nil }
func (silent) Open(context.Context, string) error  { return nil }

// dying kills the program where it is asked whether it may print, or to print.
type dying struct{ office.PrintCounter }

func (dying) MayPrint(context.Context, app.Actor, app.ID) error { die(); return nil }
func (dying) Print(context.Context, string) error               { die(); return nil }
func (dying) Open(context.Context, string) error                { die(); return nil }

// dyingCounter kills the program where a paper that left is to be counted.
type dyingCounter struct{ office.PrintCounter }

func (dyingCounter) Printed(context.Context, app.Actor, ...contract.Printing) ([]contract.Printing, error) {
	die()
	return nil, nil
}

func die() {
	p, err := os.FindProcess(os.Getpid())
	if err == nil {
		p.Kill()
	}
	time.Sleep(time.Minute)
}

// The program that is killed while it prints; TestPrintSurvivesKill starts it.
func TestKilledWhilePrinting(t *testing.T) {
	dir, at := os.Getenv("KEYDAY_TEST_KILLED_SITE"), os.Getenv("KEYDAY_TEST_KILLED_AT")
	if dir == "" {
		t.Skip("started by another test")
	}
	o := openTestSite(t, dir)
	document, err := app.ParseID(os.Getenv("KEYDAY_TEST_KILLED_DOCUMENT"))
	if err != nil {
		t.Fatal(err)
	}
	switch at {
	case "record":
		o.office.PrintCounter, o.office.Printer = dyingCounter{o.Contract}, silent{}
	case "printer":
		o.office.Printer = dying{}
	}
	o.office.Print(context.Background(), app.Actor{Name: "王敏", Role: app.Supervisor}, office.Order{Document: document, To: office.ToPrinter})
	t.Fatal("still alive")
}

// kill -9 before the printer takes the paper leaves nothing that counts; between printer
// and record, a paper that is not counted: the next one says the same copy, and is no 补打
// of one that nobody can vouch for. What lay in the clear goes at the next start.
func TestPrintSurvivesKill(t *testing.T) {
	for _, at := range []string{"printer", "record"} {
		t.Run("before the "+at, func(t *testing.T) {
			dir, actor, id := agreedSite(t)
			child := exec.Command(os.Args[0], "-test.run", "^TestKilledWhilePrinting$")
			child.Env = append(os.Environ(), "KEYDAY_TEST_KILLED_SITE="+dir, "KEYDAY_TEST_KILLED_AT="+at, "KEYDAY_TEST_KILLED_DOCUMENT="+id.String())
			if out, err := child.CombinedOutput(); err == nil || bytes.Contains(out, []byte("still alive")) {
				t.Fatalf("the child was not killed: %s", out)
			}
			o := openTestSite(t, dir)
			defer o.Close()
			ctx := context.Background()
			d, err := o.store.Document(ctx, id)
			if err != nil || d.Prints != 0 || d.PDFHash != "" {
				t.Fatalf("%d prints are counted, of file %q, %v", d.Prints, d.PDFHash, err)
			}
			left := papersOut(t)
			if len(left) != 1 || !bytes.HasSuffix(bytes.TrimSpace(left[0]), []byte("%%EOF")) {
				t.Fatalf("%d papers were left", len(left))
			}
			laptop.Sweep()()
			if left := papersOut(t); len(left) > 0 {
				t.Errorf("%d papers are left after the next start", len(left))
			}
			o.office.Printer = silent{}
			for copy := range 2 {
				p, err := o.office.Print(ctx, actor, office.Order{Document: id, To: office.ToPrinter})
				if err != nil || p.Copy != copy {
					t.Fatalf("the next print is copy %d, want %d, %v", p.Copy, copy, err)
				}
				if d, err = o.store.Document(ctx, id); err != nil {
					t.Fatal(err)
				}
				if sum := sha256.Sum256(p.PDF); d.Prints != copy+1 || d.PDFHash != hex.EncodeToString(sum[:]) {
					t.Errorf("%d prints, and the paper is not the one that was counted", d.Prints)
				}
			}
		})
	}
}

// papersOut reads the papers that lie in the clear for printer and viewer.
func papersOut(t *testing.T) (all [][]byte) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(laptop.PapersFolder(), "*", "*", "*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		content, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, content)
	}
	return all
}

// From the ledger to the paper: drawn up, signed by all in both ways, printed,
// voided; and what is private lies nowhere in the clear.
func TestAgreementToPaper(t *testing.T) {
	dir, actor, id := agreedSite(t)
	o := openTestSite(t, dir)
	defer o.Close()
	o.office.Printer = silent{}
	ctx := context.Background()
	read := func() contract.Paper {
		k, err := o.store.Paper(ctx, id)
		if err != nil {
			t.Fatal(err)
		}
		return k
	}
	const scanned = "%PDF-1.4 scan of 欧阳䶮 320105198801011234"
	scan, err := photo.Scans{Photos: o.photos, Seal: o.store, Shown: o.Privacy}.Keep(ctx, id, strings.NewReader(scanned), "扫描.pdf")
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; ; i++ {
		k := read()
		f, owed := k.Next(actor)
		if !owed {
			break
		}
		s := contract.Signing{Document: id, Field: f.ID, Signer: f.Name, Hash: k.Document.ContentHash, How: contract.OnScreen,
			Strokes: []contract.Stroke{{{X: 100, Y: 90}, {X: 400, Y: 210, T: 300}, {X: 600, Y: 80, T: 500}}}}
		if f.Role == contract.AsOwner {
			s.How, s.Strokes, s.Scan = contract.OnPaper, nil, scan
		}
		if _, err := o.Contract.Sign(ctx, actor, s); err != nil {
			t.Fatal(err)
		}
		if i > 10 {
			t.Fatal("signed for ever")
		}
	}
	if s := read().Document.State; s != contract.Signed {
		t.Fatalf("signed by all it is %s", s)
	}
	var all []contract.AgreementLine
	err = o.store.AgreementLines(ctx, nil, func(l contract.AgreementLine) { all = append(all, l) })
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	for _, v := range all {
		if v.Document == id {
			seen++
			if v.Given != v.Places || v.Places != 3 || v.Standing != contract.Signed || v.Owners != ownerName {
				t.Errorf("listed as %+v", v)
			}
		}
	}
	if seen != 1 {
		t.Errorf("listed %d times", seen)
	}
	p, err := o.office.Print(ctx, actor, office.Order{Document: id, To: office.ToPrinter})
	if err != nil {
		t.Fatal(err)
	}
	if text := textOf(t, p.Path); !strings.Contains(text, ownerName) || !strings.Contains(text, "扫描件存档") || !strings.Contains(text, "安和物业服务有限公司") {
		t.Error("the paper does not name its parties")
	}
	if err := o.Contract.Take(ctx, actor, id, contract.Void, "单价有误"); err != nil {
		t.Fatal(err)
	}
	if k := read(); k.VoidedBy != actor.Name || len(k.Signatures) != 3 {
		t.Errorf("voided by %q with %d signatures", k.VoidedBy, len(k.Signatures))
	}
	p, err = o.office.Print(ctx, actor, office.Order{Document: id, To: office.ToPrinter})
	if err != nil {
		t.Fatal(err)
	}
	if text := textOf(t, p.Path); !strings.Contains(text, "单价有误") || !strings.Contains(text, "签名已失效") {
		t.Error("the void paper does not say so")
	}

	plain, err := photo.Scans{Photos: o.photos, Seal: o.store, Shown: o.Privacy}.Open(ctx, actor, id, scan)
	if err != nil || string(plain) != scanned {
		t.Errorf("the scan comes back as %q, %v", plain, err)
	}
	if _, err := (photo.Scans{Photos: o.photos, Seal: o.store, Shown: o.Privacy}).Open(ctx, actor, app.ID{1}, scan); err == nil {
		t.Error("another record's key opens the scan")
	}
	noneInTheClear(t, dir, ownerID, ownerPhone, ownerHome)
}

// textOf is what one reads in a PDF.
func textOf(t *testing.T, path string) string {
	t.Helper()
	if _, err := exec.LookPath("pdftotext"); err != nil {
		t.Skip("pdftotext is not installed")
	}
	out, err := exec.Command("pdftotext", "-raw", path, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(strings.Fields(string(out)), "")
}

// noneInTheClear looks for private words in every file of a site.
func noneInTheClear(t *testing.T, dir string, private ...string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		content, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		for _, word := range private {
			if bytes.Contains(content, []byte(word)) {
				t.Errorf("%s lies in the clear in %s", word, path)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// What is locked names its words by the hash of the contract's text, and every form
// that prints is one whose content verify can read.
func TestLockedPaperBindsItsWords(t *testing.T) {
	dir, _, document := agreedSite(t)
	o := openTestSite(t, dir)
	defer o.Close()
	d, err := o.store.Document(t.Context(), document)
	if err != nil {
		t.Fatal(err)
	}
	var c contract.AgreementContent
	if err := registry.Decode(d.Content, &c); err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile("../../assets/contracts/property-agreement-4.zh.txt")
	if err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256(raw)
	if c.Wording.Text != hex.EncodeToString(sum[:]) || c.Wording.Template != d.Template || len(c.Wording.Form) != 64 || c.Wording.Approval != (app.Approval{}) {
		t.Errorf("bound to %+v", c.Wording)
	}
	if err := d.Intact(records.RequireReadable); err != nil {
		t.Error(err)
	}
	for _, k := range paper.Forms() {
		if k.Kind == "" {
			continue // no document is of it
		}
		if err := records.RequireReadable(k.Template, nil); app.RefusalCode(err) != "contract.content_unreadable" {
			t.Errorf("verify cannot read %s: %v", k.Template, err)
		}
	}
}
