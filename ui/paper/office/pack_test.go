package office

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"keyday/app"
	"keyday/app/contract"
	"keyday/app/handover"
)

// many is the records of several documents, each of them one desk's.
type many struct {
	*desk
	docs map[app.ID]contract.Document
}

func (m many) Document(_ context.Context, id app.ID) (contract.Document, error) {
	return m.docs[id], nil
}

// elsewhere adds a document that the actor may not print.
func (m many) elsewhere(id app.ID) app.ID {
	one := m.doc
	one.ID, one.Unit = id, elsewhere
	m.docs[id] = one
	return id
}

func (m many) MayPrint(ctx context.Context, actor app.Actor, id app.ID) error {
	if m.docs[id].Unit == elsewhere {
		return app.Refuse("permission.scope")
	}
	return m.desk.MayPrint(ctx, actor, id)
}

// elsewhere is a home of a community that the actor does not work in.
var elsewhere = app.ID{0xee}

func TestPackOfDocuments(t *testing.T) {
	o, d := certificateDesk(t)
	m := many{d, map[app.ID]contract.Document{}}
	var ids []app.ID
	for i := range 3 {
		one := d.doc
		one.ID, one.Prints = app.ID{byte(50 + i)}, i
		m.docs[one.ID] = one
		ids = append(ids, one.ID)
	}
	o.Records, o.PrintCounter, d.late = m, m, ids[1:2]
	told := 0
	p, err := o.Pack(context.Background(), clerk, PackOrder{Name: "1幢/一批 交接单", Documents: ids, Into: m}, func(done, all int) { told = done*10 + all })
	if err != nil || len(p.Left) != 0 || len(p.Papers) != 3 || p.Papers[2].Copy != 2 {
		t.Fatalf("%+v, %v", p, err)
	}
	if p.Name != "1幢-一批 交接单.pdf" || p.Path != "/asked/1幢-一批 交接单.pdf" || d.files[p.Name] == nil || told != 33 {
		t.Errorf("called %q, lies at %q, told %d", p.Name, p.Path, told)
	}
	if p.Papers[0].Again || !p.Papers[1].Again || p.Papers[2].Again || d.printed[2].Copy != 2 {
		t.Errorf("printed by others meanwhile: %+v", p.Papers)
	}
	if len(d.printed) != 3 || d.printed[2].Document != ids[2] || d.printed[0].File != d.printed[1].File || len(d.printed[0].File) != 64 {
		t.Errorf("counted %+v", d.printed)
	}
	if text := textOf(t, p.PDF); strings.Count(text, "费用结算单") != 3 || !strings.Contains(text, "补打第2次") {
		t.Error("the pack does not hold the three papers, each with its copy")
	}

}

// One of which no paper can be made, be it that it cannot be laid out, does not stop the
// others, and is told of; a pack of nothing is refused, and what could not be counted is
// taken back.
func TestPackLeavesOutWhatCannotBe(t *testing.T) {
	o, d := certificateDesk(t)
	m := many{d, map[app.ID]contract.Document{}}
	o.Records, o.PrintCounter = m, m
	with := func(change func(*contract.Document, *handover.CertificateContent)) app.ID {
		one, c := d.doc, certificateContent()
		one.ID = app.ID{byte(50 + len(m.docs))}
		change(&one, &c)
		if one.Content != nil {
			raw, err := json.Marshal(c)
			if err != nil {
				t.Fatal(err)
			}
			one.Content = raw
			if one.ContentHash != "" {
				one.ContentHash = contract.HashOf(raw)
			}
		}
		m.docs[one.ID] = one
		return one.ID
	}
	good := with(func(*contract.Document, *handover.CertificateContent) {})
	left := map[app.ID]string{
		with(func(d *contract.Document, _ *handover.CertificateContent) { d.ContentHash = "" }):                    "contract.content_altered",
		with(func(d *contract.Document, _ *handover.CertificateContent) { d.Content = nil }):                       "contract.content_erased",
		with(func(d *contract.Document, _ *handover.CertificateContent) { d.State = contract.Draft }):              "contract.not_locked",
		with(func(d *contract.Document, _ *handover.CertificateContent) { d.Template = "handover-certificate/9" }): "paper.template_unknown",
		with(func(_ *contract.Document, c *handover.CertificateContent) { c.Wording.Form = "other" }):              "paper.wording_changed",
		with(func(_ *contract.Document, c *handover.CertificateContent) { c.Owners[0].Name = "王\u202e敏" }):         "paper.control",
		with(func(_ *contract.Document, c *handover.CertificateContent) { c.Letterhead.Logo = "torn" }):            "paper.picture_unreadable",
		with(func(_ *contract.Document, c *handover.CertificateContent) {
			c.Number = strings.Repeat("JF-01-00042", 400)
		}): "paper.number_unprintable",
		m.elsewhere(app.ID{99}): "permission.scope",
	}
	pictures := o.Picture
	o.Picture = func(ctx context.Context, hash string) ([]byte, error) {
		if hash == "torn" {
			return []byte("no picture"), nil
		}
		return pictures(ctx, hash)
	}
	pack := func(ids ...app.ID) (Packed, error) {
		return o.Pack(context.Background(), clerk, PackOrder{Name: "pack", Documents: ids, Into: m}, nil)
	}
	var bad []app.ID
	for id := range left {
		bad = append(bad, id)
	}
	p, err := pack(append(slices.Clone(bad), good)...)
	if err != nil || len(p.Papers) != 1 || p.Papers[0].Document != good || len(p.Left) != len(left) {
		t.Errorf("%+v, %v", p.Left, err)
	}
	for _, one := range p.Left {
		if app.RefusalCode(one.Why) != left[one.Document] {
			t.Errorf("left out: %v, want %s", one.Why, left[one.Document])
		}
		// Made one by one, it is told from what would stop the others as well.
		if _, err := o.Print(context.Background(), clerk, Order{Document: one.Document, To: ToPrinter}); !app.OfOne(err) || app.RefusalCode(err) != left[one.Document] {
			t.Errorf("by itself: %v, want %s", err, left[one.Document])
		}
	}
	if len(d.printed) != 1 || d.printed[0].Document != good {
		t.Errorf("counted %v", d.printed)
	}
	clear(d.files)
	for _, ids := range [][]app.ID{nil, bad} {
		if p, err := pack(ids...); app.RefusalCode(err) != "paper.pack_empty" || len(p.Left) != len(ids) || len(d.files) != 0 || len(d.printed) != 1 {
			t.Errorf("a pack of nothing: %v, %d files, counted %v", err, len(d.files), d.printed)
		}
	}
	for _, c := range []struct {
		before *func() error
		code   string
	}{{&d.beforeLeave, "disk.broken"}, {&d.beforeCount, "disk.full"}} {
		*c.before = func() error { return app.Refuse(c.code) }
		if _, err := pack(good); app.RefusalCode(err) != c.code || len(d.files) != 0 || len(d.printed) != 1 {
			t.Errorf("%v, %d files, counted %v", err, len(d.files), d.printed)
		}
		*c.before = nil
	}
	d.printer = app.Refuse("disk.permission")
	if _, err := pack(good); app.RefusalCode(err) != "disk.permission" || len(d.printed) != 1 {
		t.Errorf("%v, counted %v", err, d.printed)
	}
}
