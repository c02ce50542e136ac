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

func (m many) Printed(_ context.Context, _ app.Actor, p contract.Printing) error {
	if m.beforeCount != nil {
		return m.beforeCount()
	}
	m.printed = append(m.printed, p)
	return nil
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
	if err != nil {
		t.Fatal(err)
	}
	if p.Name != "1幢-一批 交接单.pdf" || p.Path != "/asked/1幢-一批 交接单.pdf" || d.files[p.Name] == nil || told != 33 {
		t.Errorf("called %q, lies at %q, told %d", p.Name, p.Path, told)
	}
	if len(d.printed) != 3 || d.printed[2].Copy != 2 || d.printed[0].File != d.printed[1].File || len(d.printed[0].File) != 64 {
		t.Errorf("counted %+v", d.printed)
	}
	if text := dense(run(t, p.PDF, "pdftotext", "FILE", "-")); strings.Count(text, "签字确认") != 3 || !strings.Contains(text, "补打第2次") {
		t.Error("the pack does not hold the three papers, each with its copy")
	}

	// One that cannot be set stops the pack; nothing is counted.
	o, d = certificateDesk(t)
	bad := m.docs[ids[1]]
	bad.Content = append([]byte("x"), bad.Content...)
	m = many{d, map[app.ID]contract.Document{ids[0]: m.docs[ids[0]], ids[1]: bad}}
	o.Records, o.Counter = m, m
	if _, err := o.Pack(context.Background(), clerk, PackOrder{Name: "pack", Documents: ids[:2], Into: m}, nil); app.RefusalCode(err) != "contract.content_altered" {
		t.Errorf("%v", err)
	}
	if len(d.files) != 0 || len(d.printed) != 0 {
		t.Error("something of the pack is put out or counted")
	}
	// Nor is it shown where it was not counted.
	m.docs[ids[1]], d.beforeCount = m.docs[ids[0]], func() error { return app.Refuse("contract.copy_made") }
	if _, err := o.Pack(context.Background(), clerk, PackOrder{Name: "pack", Documents: ids[:2], Into: m}, nil); app.RefusalCode(err) != "contract.copy_made" || len(d.files) != 0 {
		t.Errorf("put out %d, %v", len(d.files), err)
	}
	if _, err := o.Pack(context.Background(), clerk, PackOrder{Name: "pack"}, nil); app.RefusalCode(err) != "paper.pack_empty" {
		t.Errorf("an empty pack: %v", err)
	}
}
