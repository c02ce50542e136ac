package site_test

import (
	"testing"

	"pgregory.net/rapid"

	"keyday/app"
	"keyday/app/site"
)

func TestNotesComeBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := site.Note{Kind: rapid.StringMatching(`[a-z_]{1,12}`).Draw(t, "kind"), Field: rapid.StringMatching(`[a-z_]{1,12}`).Draw(t, "field"),
			Cell: rapid.StringMatching(`[A-Z]{1,2}[1-9][0-9]{0,3}`).Draw(t, "cell")}
		copy(n.Owner[:], rapid.SliceOfN(rapid.Byte(), 0, 16).Draw(t, "owner"))
		if back, ok := site.ParseNote(n.String()); !ok || back != n {
			t.Fatalf("%q comes back as %+v", n.String(), back)
		}
	})
	for _, s := range []string{"", "a b", "id_check id_no I8 nobody", "a b c d e"} {
		if _, ok := site.ParseNote(s); ok {
			t.Errorf("%q is read", s)
		}
	}
}

// A note holds until its field is filled, and no longer than its owner stays.
func TestMissing(t *testing.T) {
	owner := site.Owner{ID: app.ID{1}, Name: "张三"}
	u := site.Unit{Incomplete: []string{
		"?", // what cannot be read hides nothing that follows
		site.Note{Kind: "area", Field: "measured_area", Cell: "G5"}.String(),
		site.Note{Kind: "id_check", Field: "id_no", Cell: "I5", Owner: owner.ID}.String(),
		site.Note{Kind: "phone", Field: "phone", Cell: "J5", Owner: app.ID{2}}.String(),
	}}
	if open := site.Missing(u, []site.Owner{owner}); len(open) != 2 || open[0].Field != "measured_area" || open[1].Field != "id_no" {
		t.Errorf("open: %+v", open)
	}
	u.MeasuredArea, _ = app.ParseArea("89.06")
	owner.IDNo = "110101199003070513"
	if open := site.Missing(u, []site.Owner{owner}); len(open) != 0 {
		t.Errorf("still open: %+v", open)
	}
}

// Each field of a ledger is missing until something stands in it.
func TestMissingFields(t *testing.T) {
	day := app.NewDate(2026, 11, 23)
	for field, fill := range map[string]func(*site.Unit){
		"house_type":    func(u *site.Unit) { u.HouseType = app.ID{1} },
		"contract_area": func(u *site.Unit) { u.ContractArea = areaOf("89.06") },
		"measured_area": func(u *site.Unit) { u.MeasuredArea = areaOf("89.06") },
		"inner_area":    func(u *site.Unit) { u.InnerArea = areaOf("70") },
		"unit_price":    func(u *site.Unit) { u.UnitPrice = app.Money{Decimal: areaOf("12519").Decimal} },
		"contract_no":   func(u *site.Unit) { u.ContractNo = "YS1" },
		"signed_on":     func(u *site.Unit) { u.SignedOn = day },
		"delivery_due":  func(u *site.Unit) { u.DeliveryDue = day },
		"batch":         func(u *site.Unit) { u.Batch = "一批" },
		"fund":          func(u *site.Unit) { u.Fund = site.FundUnpaid },
		"note":          func(u *site.Unit) { u.Note = "样板间" },
	} {
		u := site.Unit{Incomplete: []string{site.Note{Kind: "unreadable", Field: field, Cell: "G5"}.String()}}
		if len(site.Missing(u, nil)) != 1 {
			t.Errorf("%s is not missing", field)
		}
		if fill(&u); len(site.Missing(u, nil)) != 0 {
			t.Errorf("%s is filled, and missing", field)
		}
	}
	for field, fill := range map[string]func(*site.Owner){
		"owner_name": func(o *site.Owner) { o.Name = "张三" },
		"id_type":    func(o *site.Owner) { o.IDType = site.IDCard },
		"id_no":      func(o *site.Owner) { o.IDNo = "11010519491231002X" },
		"phone":      func(o *site.Owner) { o.Phone = "13812345678" },
		"phone2":     func(o *site.Owner) { o.Phone2 = "13812345678" },
		"address":    func(o *site.Owner) { o.Address = "江州市" },
	} {
		o := site.Owner{ID: app.ID{1}}
		u := site.Unit{Incomplete: []string{site.Note{Kind: "unreadable", Field: field, Cell: "G5", Owner: o.ID}.String()}}
		if len(site.Missing(u, []site.Owner{o})) != 1 {
			t.Errorf("%s is not missing", field)
		}
		if fill(&o); len(site.Missing(u, []site.Owner{o})) != 0 {
			t.Errorf("%s is filled, and missing", field)
		}
	}
	u := site.Unit{Incomplete: []string{site.Note{Kind: "names", Field: "owner_name", Cell: "F5"}.String()}} // whose owner is not on record
	if len(site.Missing(u, nil)) != 1 || len(site.Missing(u, []site.Owner{{ID: app.ID{1}}})) != 0 {
		t.Error("an owner's name is missing as long as the home has none")
	}
}
