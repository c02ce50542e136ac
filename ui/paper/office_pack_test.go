package paper

import (
	"context"
	"strings"
	"testing"

	"keyday/app"
	"keyday/app/contract"
)

// many is the records of several documents, each of them one desk's.
type many struct {
	*desk
	docs map[app.ID]contract.Document
}

func (m many) Document(_ context.Context, id app.ID) (contract.Document, error) {
	return m.docs[id], nil
}

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
	o.Records, o.Counter = m, m
	told := 0
	p, err := o.Pack(context.Background(), clerk, PackOrder{Name: "1幢/一批 交接单", Documents: ids, Into: m}, func(done, all int) { told = done*10 + all })
	if err != nil || len(p.Left) != 0 || len(p.Papers) != 3 || p.Papers[2].Copy != 2 {
		t.Fatalf("%+v, %v", p, err)
	}
	if p.Name != "1幢-一批 交接单.pdf" || p.Path != "/asked/1幢-一批 交接单.pdf" || d.files[p.Name] == nil || told != 33 {
		t.Errorf("called %q, lies at %q, told %d", p.Name, p.Path, told)
	}
	if len(d.printed) != 3 || d.printed[2].Document != ids[2] || d.printed[0].File != d.printed[1].File || len(d.printed[0].File) != 64 {
		t.Errorf("counted %+v", d.printed)
	}
	if text := dense(run(t, p.PDF, "pdftotext", "FILE", "-")); strings.Count(text, "签字确认") != 3 || !strings.Contains(text, "补打第2次") {
		t.Error("the pack does not hold the three papers, each with its copy")
	}

}

// One of which no paper can be made does not stop the others, and is told of; a pack of
// nothing is refused, and what could not be counted is taken back.
func TestPackLeavesOutWhatCannotBe(t *testing.T) {
	o, d := certificateDesk(t)
	good, bad, erased := d.doc, d.doc, d.doc
	good.ID, bad.ID, erased.ID = app.ID{50}, app.ID{51}, app.ID{52}
	bad.Content = append([]byte("x"), bad.Content...)
	erased.Content = nil
	m := many{d, map[app.ID]contract.Document{good.ID: good, bad.ID: bad, erased.ID: erased}}
	o.Records, o.Counter = m, m
	pack := func(ids ...app.ID) (Packed, error) {
		return o.Pack(context.Background(), clerk, PackOrder{Name: "pack", Documents: ids, Into: m}, nil)
	}
	p, err := pack(bad.ID, good.ID, erased.ID)
	if err != nil || len(p.Papers) != 1 || len(p.Left) != 2 || p.Left[0].Document != bad.ID || app.RefusalCode(p.Left[0].Why) != "contract.content_altered" || p.Left[1].Document != erased.ID {
		t.Errorf("%+v, %v", p.Left, err)
	}
	if len(d.printed) != 1 || d.printed[0].Document != good.ID {
		t.Errorf("counted %v", d.printed)
	}
	clear(d.files)
	for _, ids := range [][]app.ID{nil, {bad.ID, erased.ID}} {
		if p, err := pack(ids...); app.RefusalCode(err) != "paper.pack_empty" || len(p.Left) != len(ids) || len(d.files) != 0 || len(d.printed) != 1 {
			t.Errorf("a pack of nothing: %v, %d files, counted %v", err, len(d.files), d.printed)
		}
	}
	for _, c := range []struct {
		before *func() error
		code   string
	}{{&d.beforeLeave, "permission.scope"}, {&d.beforeCount, "disk.full"}} {
		*c.before = func() error { return app.Refuse(c.code) }
		if _, err := pack(good.ID); app.RefusalCode(err) != c.code || len(d.files) != 0 || len(d.printed) != 1 {
			t.Errorf("%v, %d files, counted %v", err, len(d.files), d.printed)
		}
		*c.before = nil
	}
	d.machine = app.Refuse("disk.permission")
	if _, err := pack(good.ID); app.RefusalCode(err) != "disk.permission" || len(d.printed) != 1 {
		t.Errorf("%v, counted %v", err, d.printed)
	}
}
