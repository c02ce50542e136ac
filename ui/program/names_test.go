package program

import (
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"keyday/app"
	"keyday/app/contract"
	"keyday/data/photo"
	"keyday/data/records"
	"keyday/data/registry"
	"keyday/ui/paper/office"
)

// An owner whose name the font cannot write is drawn up, signed, printed and verified as
// any other: by hand, and then from a picture of the name that somebody supplies once. The
// paper that was locked before stays as it was.
func TestARareNameGoesAllTheWay(t *testing.T) {
	dir, actor, first := agreedSite(t)
	o := openTestSite(t, dir)
	defer func() { o.Close() }()
	o.office.Printer = silent{}
	ctx := t.Context()
	d, err := o.store.Document(ctx, first)
	if err != nil {
		t.Fatal(err)
	}
	shares, err := o.store.OwnersOf(ctx, d.Unit)
	if err != nil || len(shares) != 1 {
		t.Fatal(shares, err)
	}
	owner := shares[0].Ownership.Owner
	rename := func(name string) {
		t.Helper()
		err := o.store.Do(ctx, actor, "test.name", func(tx *records.Tx) error {
			now, err := tx.Owner(owner)
			if err != nil {
				return err
			}
			now.Name = name
			return tx.PutOwner(now)
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	agreed := func() (contract.Document, contract.AgreementContent, string) {
		t.Helper()
		d, err := o.Contract.Agree(ctx, actor, contract.Agreeing{Unit: d.Unit, Again: true})
		if err != nil {
			t.Fatal(err)
		}
		for {
			k, err := o.store.Paper(ctx, d.ID)
			if err != nil {
				t.Fatal(err)
			}
			f, owed := k.Next(actor)
			if !owed {
				break
			}
			if _, err := o.Contract.Sign(ctx, actor, contract.Signing{Document: d.ID, Field: f.ID, Signer: f.Name, Hash: d.ContentHash, How: contract.OnScreen,
				Strokes: []contract.Stroke{{{X: 100, Y: 90}, {X: 400, Y: 210, T: 300}}}}); err != nil {
				t.Fatal(err)
			}
		}
		p, err := o.office.Print(ctx, actor, office.Order{Document: d.ID, To: office.ToPrinter})
		if err != nil {
			t.Fatal(err)
		}
		d, err = o.store.Document(ctx, d.ID)
		if err != nil || d.State != contract.Signed {
			t.Fatalf("%s, %v", d.State, err)
		}
		var c contract.AgreementContent
		if err := registry.Decode(d.Content, &c); err != nil {
			t.Fatal(err)
		}
		return d, c, textOf(t, p.Path)
	}

	rename("𠮷野")
	byHand, c, text := agreed()
	if len(c.Names) != 1 || !slices.Equal(c.Names[0].Lacks, []string{"U+20BB7"}) || len(c.Names[0].Picture) > 0 || !strings.Contains(text, "手写姓名") || !strings.Contains(text, "〔U+20BB7〕野") {
		t.Errorf("by hand: %+v: %s", c.Names, text)
	}

	drawn := filepath.Join(t.TempDir(), "姓名 𠮷.png")
	img := image.NewNRGBA(image.Rect(0, 0, 900, 500))
	for y := range 500 {
		for x := range 900 {
			ink := x > 200 && x < 700 && y > 150 && y < 350 && (x/40+y/40)%2 == 0
			img.Set(x, y, color.Gray{Y: map[bool]uint8{true: 40, false: 220}[ink]})
		}
	}
	f, err := os.Create(drawn)
	if err != nil {
		t.Fatal(err)
	}
	if err := png.Encode(f, img); err != nil {
		t.Fatal(err)
	}
	f.Close()
	if err := (office.Names{Desk: o.Site, Show: photo.ShowFile}).PutPicture(ctx, app.Actor{Name: "交付", Role: app.Handover}, d.Unit, owner, drawn); app.RefusalCode(err) != "permission.missing" {
		t.Errorf("reception supplies it: %v", err)
	}
	if err := (office.Names{Desk: o.Site, Show: photo.ShowFile}).PutPicture(ctx, actor, d.Unit, owner, filepath.Dir(drawn)); app.RefusalCode(err) != "disk.no_file" {
		t.Errorf("a folder is supplied: %v", err)
	}
	if err := (office.Names{Desk: o.Site, Show: photo.ShowFile}).PutPicture(ctx, actor, d.Unit, owner, drawn); err != nil {
		t.Fatal(err)
	}
	_, c, text = agreed()
	if len(c.Names) != 1 || len(c.Names[0].Picture) == 0 || len(c.Names[0].Picture) > 32<<10 || !strings.Contains(text, "姓名图片") || !strings.Contains(text, contract.HashOf(c.Names[0].Picture)[:16]) {
		t.Errorf("from the picture of %d bytes: %s", len(c.Names[0].Picture), text)
	}
	if k, err := o.office.Print(ctx, actor, office.Order{Document: byHand.ID, To: office.ToPrinter}); err != nil || !strings.Contains(textOf(t, k.Path), "手写姓名") {
		t.Errorf("the one before is printed otherwise, %v", err)
	}
	rename("吉野") // the picture is of another name now
	if _, c, _ = agreed(); len(c.Names) != 0 {
		t.Errorf("of a name that the font has: %+v", c.Names)
	}
	rename("𠮷田")
	if _, c, _ = agreed(); len(c.Names) != 1 || len(c.Names[0].Picture) != 0 {
		t.Errorf("the picture of 𠮷野 is taken for 𠮷田: %+v", c.Names)
	}
	if err := o.Close(); err != nil {
		t.Fatal(err)
	}
	keyday(t, dir, "verify")
	o = openTestSite(t, dir)
	if seen, err := o.store.OwnersOf(ctx, d.Unit); err != nil || seen[0].Owner.NameDrawn() != "" || seen[0].Owner.NamePicture == "" {
		t.Errorf("kept is %+v, %v", seen, err)
	}
}
