package store_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"keyday/app"
	"keyday/app/contract"
	"keyday/app/defect"
	"keyday/app/handover"
	"keyday/app/site"
	"keyday/app/staff"
	"keyday/data/journal"
	"keyday/data/records"
	"keyday/data/registry"
	"keyday/data/store"
)

// amends runs one amend in a person's name.
func amends[T any](s *records.Store, who staff.Person, k registry.Of[T], seen *app.Seen[T], given T) error {
	return s.Do(context.Background(), who.Actor(), "test.amend", func(tx *records.Tx) error { return store.Amend(tx, k, seen, given) })
}

// got is what was read, or the end of the test.
func got[T any](v T, err error) func(testing.TB) T {
	return func(t testing.TB) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

// firmKept is the firm that lived makes, as it is kept.
func firmKept(t testing.TB, s *records.Store) site.Firm {
	t.Helper()
	return got(store.MustSee(s.At(context.Background()), firms, app.ID{6}))(t).Value
}

// Two people open one form; each keeps what they changed, and neither reverts what the
// other did.
func TestAmendWritesWhatThePersonChanged(t *testing.T) {
	s := newStore(t)
	lived(t, s)
	ctx := context.Background()
	first := got(s.SeeFirm(ctx, app.ID{6}))(t)
	second := got(s.SeeFirm(ctx, app.ID{6}))(t)
	mine := first.Value
	mine.Contact = "马师傅"
	if err := amends(s, chief, firms, &first, mine); err != nil {
		t.Fatal(err)
	}
	theirs := second.Value
	theirs.Phone = "13900000000"
	if err := amends(s, walker, firms, &second, theirs); err != nil {
		t.Fatal(err)
	}
	if f := firmKept(t, s); f.Contact != "马师傅" || f.Phone != "13900000000" {
		t.Errorf("kept %+v", f)
	}
	heads := got(s.Heads(ctx, s.Reader(), firms.Kind, app.ID{6}))(t)
	dot, _ := heads.Shown(4)
	op := got(s.Operation(ctx, s.Reader(), dot))(t)
	if len(op.Changes) != 1 {
		t.Errorf("the second operation changes %+v", op.Changes)
	}
	before := operations(t, s)
	if err := amends(s, walker, firms, &first, first.Value); err != nil {
		t.Fatal(err)
	}
	if n := operations(t, s); n != before {
		t.Errorf("saving a form that nobody touched makes %d operations", n-before)
	}
}

// What another person changed meanwhile is not replaced unseen: the refusal says both
// values, whose the other is and since when, and saving once more replaces it.
func TestAmendRefusesWhatItHasNotSeen(t *testing.T) {
	s := newStore(t)
	lived(t, s)
	ctx := context.Background()
	first := got(s.SeeFirm(ctx, app.ID{6}))(t)
	stale := got(s.SeeFirm(ctx, app.ID{6}))(t)
	theirs := first.Value
	theirs.Contact, theirs.Phone = "孙师傅", "13900000000"
	if err := amends(s, walker, firms, &first, theirs); err != nil {
		t.Fatal(err)
	}
	mine := stale.Value
	mine.Contact, mine.Phone, mine.Name = "马师傅", "13700000000", "华泰防水"
	err := amends(s, chief, firms, &stale, mine)
	refused(t, err, "record.changed")
	all := app.Refusals(err)
	if len(all) != 2 {
		t.Fatalf("of two fields it says %v", err)
	}
	said := all[0].Args
	if said["kind"] != "firm" || said["field"] != "contact" || said["mine"] != "马师傅" || said["theirs"] != "孙师傅" || said["who"] != walker.Name {
		t.Errorf("said %v", said)
	}
	if at, err := time.Parse(time.RFC3339, said["at"]); err != nil || at.Local().Day() != 20 {
		t.Errorf("at %q, %v", said["at"], err)
	}
	if f := firmKept(t, s); f.Contact != "孙师傅" || f.Name == "华泰防水" {
		t.Errorf("refused, and kept %+v", f)
	}
	if err := amends(s, chief, firms, &stale, mine); err != nil {
		t.Fatalf("saved once more: %v", err)
	}
	if f := firmKept(t, s); f.Contact != "马师傅" || f.Phone != "13700000000" || f.Name != "华泰防水" {
		t.Errorf("saved once more, and kept %+v", f)
	}
}

// What was seen by the refusal is what was shown then: a third writing is asked about
// again.
func TestAmendAsksAgainWhereItMovedAgain(t *testing.T) {
	s := newStore(t)
	lived(t, s)
	ctx := context.Background()
	stale := got(s.SeeFirm(ctx, app.ID{6}))(t)
	mine := stale.Value
	mine.Contact = "马师傅"
	// There and back again is another writing, which the person has not seen either.
	for _, theirs := range []string{"孙师傅", "钱师傅", stale.Value.Contact} {
		now := got(s.SeeFirm(ctx, app.ID{6}))(t)
		f := now.Value
		f.Contact = theirs
		if err := amends(s, walker, firms, &now, f); err != nil {
			t.Fatal(err)
		}
		err := amends(s, chief, firms, &stale, mine)
		refused(t, err, "record.changed")
		if said := app.Refusals(err)[0].Args["theirs"]; said != theirs {
			t.Errorf("says %q, want %q", said, theirs)
		}
	}
	if err := amends(s, chief, firms, &stale, mine); err != nil {
		t.Fatal(err)
	}
}

// Both wrote the same: nothing is left to do.
func TestAmendToTheSameValue(t *testing.T) {
	s := newStore(t)
	lived(t, s)
	ctx := context.Background()
	stale := got(s.SeeFirm(ctx, app.ID{6}))(t)
	mine := stale.Value
	mine.Contact = "马师傅"
	now := stale
	if err := amends(s, walker, firms, &now, mine); err != nil {
		t.Fatal(err)
	}
	before := operations(t, s)
	if err := amends(s, chief, firms, &stale, mine); err != nil {
		t.Fatal(err)
	}
	if n := operations(t, s); n != before {
		t.Errorf("%d operations", n-before)
	}
}

// Fields of a person are compared as they open: two writings of one value are sealed
// under keys and in bytes of their own. What is masked is never written, whatever
// stands in its place.
func TestAmendOfAPerson(t *testing.T) {
	s := newStore(t)
	lived(t, s)
	ctx := context.Background()
	stale := got(store.MustSee(s.At(ctx), owners, buyer.ID))(t)
	now := got(store.MustSee(s.At(ctx), owners, buyer.ID))(t)
	theirs := now.Value
	theirs.Phone, theirs.Address = "13900001111", "广州市海珠区"
	if err := amends(s, walker, owners, &now, theirs); err != nil {
		t.Fatal(err)
	}
	mine := stale.Value
	mine.Phone, mine.Name = "13900001111", "欧阳静宜" // the same phone
	if err := amends(s, chief, owners, &stale, mine); err != nil {
		t.Fatal(err)
	}
	if o := ownerOf(t, s, buyer.ID); o.Phone != "13900001111" || o.Name != "欧阳静宜" || o.Address != "广州市海珠区" || o.IDNo != buyer.IDNo {
		t.Errorf("kept %+v", o)
	}
	mine.Address = "佛山市"
	err := amends(s, chief, owners, &stale, mine)
	refused(t, err, "record.changed")
	if said := app.Refusals(err)[0].Args; said["field"] != "address" || said["theirs"] != "广州市海珠区" || said["mine"] != "佛山市" {
		t.Errorf("said %v", said)
	}

	hidden := got(store.MustSee(s.At(ctx), owners, buyer.ID))(t)
	hidden.Value = hidden.Value.Masked()
	hidden.Mask(site.MaskedFields()...)
	mine = hidden.Value
	mine.IDType, mine.Note, mine.Phone, mine.IDNo = "护照", "下午联系", "1", ""
	if err := amends(s, walker, owners, &hidden, mine); err != nil {
		t.Fatal(err)
	}
	if o := ownerOf(t, s, buyer.ID); o.Phone != "13900001111" || o.IDNo != buyer.IDNo || o.Note != buyer.Note || o.IDType != "护照" {
		t.Errorf("what was masked was written: %+v", o)
	}
}

// Nobody sees what is kept of a PIN; one that is given takes its place, and leaving it
// alone keeps it.
func TestAmendOfAPIN(t *testing.T) {
	s := newStore(t)
	lived(t, s)
	ctx := context.Background()
	seen := got(s.SeePerson(ctx, walker.ID))(t)
	if seen.Value.PIN != "" {
		t.Errorf("the form gets %q", seen.Value.PIN)
	}
	now := got(s.SeePerson(ctx, walker.ID))(t)
	p := now.Value
	p.PIN = "$argon2id$theirs"
	if err := amends(s, walker, people, &now, p); err != nil {
		t.Fatal(err)
	}
	pin := func() string {
		all := got(s.People(ctx))(t)
		return all[slices.IndexFunc(all, func(p staff.Person) bool { return p.ID == walker.ID })].PIN
	}
	mine := seen.Value
	mine.Phone = "13600000000"
	if err := amends(s, chief, people, &seen, mine); err != nil || pin() != "$argon2id$theirs" {
		t.Errorf("%v, kept %q", err, pin())
	}
	mine.PIN = "$argon2id$mine"
	if err := amends(s, chief, people, &seen, mine); err != nil || pin() != "$argon2id$mine" {
		t.Errorf("%v, kept %q", err, pin())
	}
}

// Lists whose elements have keys take both sides' changes; the same element changed
// twice is asked about, as that element reads, and saving once more replaces that
// element and no other.
func TestAmendOfKeyedLists(t *testing.T) {
	room := func(key, name string) site.Room { return site.Room{Key: key, Kind: site.Bedroom, Name: name} }
	rate := func(kind, price string) contract.Rate {
		return contract.Rate{Type: kind, Price: app.Money{Decimal: decimal.RequireFromString(price)}}
	}
	years := func(c site.WarrantyClass, n int) defect.Promised {
		return defect.Promised{Class: c, Period: site.Period{Years: n}}
	}
	keyedTest(t, "rooms", houseTypes, func(rooms []site.Room) site.HouseType {
		return site.HouseType{ID: app.ID{70}, Name: "A户型", Rooms: rooms}
	}, func(h site.HouseType) []site.Room { return h.Rooms },
		[4]site.Room{room("bed1", "主卧"), room("bed2", "次卧"), room("bed3", "书房"), room("bed4", "客房")}, room("bed1", "主人房"), room("bed1", "大卧"), "主人房 bedroom", "大卧 bedroom")
	item := func(key, name string) handover.Item { return handover.Item{Key: key, Name: name, Unit: "把"} }
	keyedTest(t, "keys", itemLists, func(keys []handover.Item) handover.ItemList {
		return handover.ItemList{ID: app.ID{71}, Keys: keys}
	}, func(l handover.ItemList) []handover.Item { return l.Keys },
		[4]handover.Item{item("a", ""), item("b", "信箱"), item("c", "水井"), item("d", "车库")}, item("a", "入户"), item("a", "大门"), "入户 把", "大门 把")
	keyedTest(t, "rates", agreementTerms, func(rates []contract.Rate) contract.Terms {
		return contract.Terms{ID: app.ID{72}, Rates: rates}
	}, func(t contract.Terms) []contract.Rate { return t.Rates },
		[4]contract.Rate{rate("高层住宅", "2.8"), rate("洋房", "3.1"), rate("商铺", "5"), rate("车位", "1")}, rate("高层住宅", "2.9"), rate("高层住宅", "3"), "高层住宅 2.90", "高层住宅 3.00")
	keyedTest(t, "periods", warrantyBooks, func(periods []defect.Promised) defect.WarrantyBook {
		return defect.WarrantyBook{ID: app.ID{73}, Periods: periods}
	}, func(b defect.WarrantyBook) []defect.Promised { return b.Periods },
		[4]defect.Promised{years(site.WarrantyLeak, 6), years(site.WarrantyRoof, 6), years(site.WarrantyServices, 3), years(site.WarrantyFitOut, 3)},
		years(site.WarrantyLeak, 8), years(site.WarrantyLeak, 7), "leak 8 0 0", "leak 7 0 0")
}

// keyedTest tries a field whose elements have keys: four elements, of which the first
// is changed to mine and to theirs.
func keyedTest[T, V any](t *testing.T, name string, k registry.Of[T], make func([]V) T, list func(T) []V, e [4]V, mine, theirs V, saidMine, saidTheirs string) {
	t.Run(name, func(t *testing.T) {
		s := newStore(t)
		first := make(e[:3])
		id := *k.ID(&first)
		do(t, s, "test.put", func(tx *records.Tx) error { return tx.Put(k.Kind, &first) })
		look := func() app.Seen[T] { return got(store.MustSee(s.At(context.Background()), k, id))(t) }
		same := func(want ...V) {
			t.Helper()
			a, b := make(list(look().Value)), make(want)
			if names := differ(k.Kind, &a, &b); len(names) > 0 {
				t.Errorf("kept %v, want %v", list(a), want)
			}
		}
		stale, now := look(), look()
		if err := amends(s, walker, k, &now, make([]V{theirs, e[1], e[2], e[3]})); err != nil { // changes one, adds one
			t.Fatal(err)
		}
		mend := stale
		if err := amends(s, chief, k, &mend, make([]V{e[0], e[1]})); err != nil { // takes one away
			t.Fatal(err)
		}
		same(theirs, e[1], e[3])
		err := amends(s, chief, k, &stale, make([]V{mine, e[1], e[2]}))
		refused(t, err, "record.changed")
		if said := app.Refusals(err)[0].Args; said["field"] != name || said["mine"] != saidMine || said["theirs"] != saidTheirs {
			t.Errorf("said %v", said)
		}
		same(theirs, e[1], e[3])
		if err := amends(s, chief, k, &stale, make([]V{mine, e[1], e[2]})); err != nil {
			t.Fatal(err)
		}
		same(mine, e[1], e[3])
	})
}

// A list in which a key stands twice cannot be merged by it, and is one value.
func TestAmendOfAListWithAKeyTwice(t *testing.T) {
	s := newStore(t)
	rate := func(price string) contract.Rate {
		return contract.Rate{Type: "高层住宅", Price: app.Money{Decimal: decimal.RequireFromString(price)}}
	}
	id := app.ID{72}
	do(t, s, "test.put", func(tx *records.Tx) error { return store.Put(tx, agreementTerms, contract.Terms{ID: id}) })
	look := func() app.Seen[contract.Terms] {
		return got(store.MustSee(s.At(context.Background()), agreementTerms, id))(t)
	}
	stale, now := look(), look()
	twice := contract.Terms{ID: id, Rates: []contract.Rate{rate("2.8"), rate("3")}}
	if err := amends(s, walker, agreementTerms, &now, twice); err != nil {
		t.Fatal(err)
	}
	if now := look().Value.Rates; len(now) != 2 || !now[0].Price.Equal(twice.Rates[0].Price.Decimal) {
		t.Errorf("kept %v", now)
	}
	mine := contract.Terms{ID: id, Rates: []contract.Rate{rate("4")}}
	refused(t, amends(s, chief, agreementTerms, &stale, mine), "record.changed")
	if err := amends(s, chief, agreementTerms, &stale, mine); err != nil || len(look().Value.Rates) != 1 {
		t.Errorf("%v, kept %v", err, look().Value.Rates)
	}
}

// What two people add to a set is both in it; what two count adds up. Neither is ever
// asked about.
func TestAmendOfSetsAndCounters(t *testing.T) {
	s := newStore(t)
	lived(t, s)
	ctx := context.Background()
	stale := got(s.SeeFirm(ctx, app.ID{6}))(t)
	now := got(s.SeeFirm(ctx, app.ID{6}))(t)
	kept := now.Value.Trades[0]
	theirs := now.Value
	theirs.Trades = []string{kept, "paint"}
	if err := amends(s, walker, firms, &now, theirs); err != nil {
		t.Fatal(err)
	}
	mine := stale.Value
	mine.Trades = []string{"tiling"} // instead of the first
	if err := amends(s, chief, firms, &stale, mine); err != nil {
		t.Fatal(err)
	}
	if all := firmKept(t, s).Trades; !slices.Equal(slices.Sorted(slices.Values(all)), []string{"paint", "tiling"}) {
		t.Errorf("kept %v", all)
	}

	id := app.ID{74}
	do(t, s, "test.put", func(tx *records.Tx) error {
		return tx.PutDocument(contract.Document{ID: id, State: contract.Locked, Prints: 1})
	})
	for _, who := range []staff.Person{walker, chief} {
		if err := amends(s, who, documents, &app.Seen[contract.Document]{
			Value: contract.Document{ID: id, State: contract.Locked, Prints: 1},
		}, contract.Document{ID: id, State: contract.Locked, Prints: 2}); err != nil {
			t.Fatal(err)
		}
	}
	if d := got(s.Document(ctx, id))(t); d.Prints != 3 {
		t.Errorf("one print, and one more by two people, are %d", d.Prints)
	}
}

// What is deleted meanwhile is not brought back by a stale form; who adds what was
// deleted restores it.
func TestAmendOfWhatIsGone(t *testing.T) {
	s := newStore(t)
	lived(t, s)
	stale := got(s.SeeFirm(context.Background(), app.ID{6}))(t)
	do(t, s, "test.delete", func(tx *records.Tx) error { return tx.Remove(firms.Kind, app.ID{6}) })
	mine := stale.Value
	mine.Contact = "马师傅"
	for range 2 {
		refused(t, amends(s, chief, firms, &stale, mine), "record.gone")
	}
	if err := amends(s, chief, firms, nil, mine); err != nil {
		t.Fatal(err)
	}
	if f := firmKept(t, s); f.Contact != "马师傅" {
		t.Errorf("kept %+v", f)
	}
}

// Two people add one record, whose identity is the same on every laptop: whoever comes
// second is told of what they say otherwise. A record that is shown with its usual values
// before there is one is compared with these.
func TestAmendOfWhatBothAdd(t *testing.T) {
	s := newStore(t)
	ctx := context.Background()
	b := building("7")
	b.Order = 7
	if err := amends(s, walker, buildings, nil, b); err != nil {
		t.Fatal(err)
	}
	mine := b
	mine.Name = "七幢"
	seen := &app.Seen[site.Building]{}
	err := amends(s, chief, buildings, seen, mine)
	refused(t, err, "record.changed")
	if all := app.Refusals(err); len(all) != 1 || all[0].Args["field"] != "name" {
		t.Errorf("says %v", err)
	}
	if err := amends(s, chief, buildings, seen, mine); err != nil {
		t.Fatal(err)
	}
	if now := got(s.Building(ctx, b.ID))(t); now.Name != "七幢" || now.Order != 7 {
		t.Errorf("kept %+v", now)
	}

	first := got(s.SeeDefectLimits(ctx))(t)
	second := got(s.SeeDefectLimits(ctx))(t)
	third := got(s.SeeDefectLimits(ctx))(t)
	if first.Value != defect.DefaultLimits {
		t.Errorf("shown %+v", first.Value)
	}
	change := func(l defect.Limits, fn func(*defect.Limits)) defect.Limits {
		l.ID = defect.LimitsID(siteID)
		fn(&l)
		return l
	}
	if err := amends(s, walker, defectLimits, &first, change(first.Value, func(l *defect.Limits) { l.Normal = 10 })); err != nil {
		t.Fatal(err)
	}
	if err := amends(s, chief, defectLimits, &second, change(second.Value, func(l *defect.Limits) { l.Minor = 5 })); err != nil {
		t.Errorf("another number: %v", err)
	}
	refused(t, amends(s, chief, defectLimits, &third, change(third.Value, func(l *defect.Limits) { l.Normal = 12 })), "record.changed")
	if l := got(s.DefectLimits(ctx))(t); l.Normal != 10 || l.Minor != 5 || l.Serious != defect.DefaultLimits.Serious {
		t.Errorf("kept %+v", l)
	}
}

// A field in dispute is settled and nothing else: no form and no step changes it, not
// the second time either. The other fields of the record go on.
func TestDisputedFieldsAreSettled(t *testing.T) {
	s := newStore(t)
	_, found := lived(t, s)
	ctx := context.Background()
	id := found[1].ID
	stale := got(store.MustSee(s.At(ctx), defects, id))(t)
	elsewhere := otherLaptop(t, s)
	elsewhere.writes(journal.Put, defects.Kind, id, journal.Change{Field: noteField, Value: registry.EncodeValue("别处所写"), Base: baseOf(t, s, defects.Kind, id, noteField)})
	do(t, s, "defect.edit", func(tx *records.Tx) error {
		d := stale.Value
		d.Note = "此处所写"
		return tx.PutDefect(d)
	})
	elsewhere.arrive(s, 0)
	now := got(store.MustSee(s.At(ctx), defects, id))(t)
	for name, seen := range map[string]*app.Seen[defect.Defect]{"seen before": &stale, "seen in dispute": &now} {
		mine := seen.Value
		mine.Note = "第三种说法"
		for range 2 {
			err := amends(s, chief, defects, seen, mine)
			refused(t, err, "conflict.open")
			if said := app.Refusals(err)[0].Args; said["kind"] != "defect" || said["id"] != id.String() || said["field"] != "note" {
				t.Errorf("%s: said %v", name, said)
			}
		}
	}
	refused(t, s.Do(ctx, chief.Actor(), "defect.edit", func(tx *records.Tx) error {
		d, err := tx.Defect(id)
		d.Note = "第三种说法"
		return errors.Join(err, tx.PutDefect(d))
	}), "conflict.open")
	refused(t, s.Do(ctx, chief.Actor(), "test.delete", func(tx *records.Tx) error { return tx.Remove(defects.Kind, id) }), "conflict.open")
	if left := got(s.Conflicts(ctx))(t); len(left) != 1 || left[0].Sides[0].Value != "别处所写" {
		t.Errorf("the dispute is %+v", left)
	}

	mine := now.Value
	mine.Room = "bed2"
	if err := amends(s, chief, defects, &now, mine); err != nil {
		t.Errorf("another field: %v", err)
	}
	do(t, s, "defect.start", func(tx *records.Tx) error {
		d, err := tx.Defect(id)
		d.State = defect.Fixing
		return errors.Join(err, tx.PutDefect(d))
	})
	d := got(s.Defect(ctx, id))(t)
	if d.Room != "bed2" || d.State != defect.Fixing || d.Note != "别处所写" {
		t.Errorf("kept %+v", d.Defect)
	}
	c := got(s.Conflicts(ctx))(t)[0]
	if err := s.Settle(ctx, chief.Actor(), c, 1); err != nil {
		t.Fatal(err)
	}
	after := got(store.MustSee(s.At(ctx), defects, id))(t)
	mine = after.Value
	mine.Note = "第三种说法"
	if err := amends(s, chief, defects, &after, mine); err != nil {
		t.Errorf("settled, and %v", err)
	}
	if r := verified(t, s, store.Checking{}); !r.OK() {
		t.Error(r.Differences)
	}
}

// What one transaction wrote itself is no other's doing: a use case may make the record
// and amend it then, and says of what it finds whose that is, also of its own.
func TestAmendWithinOneTransaction(t *testing.T) {
	s := newStore(t)
	b := building("8")
	seen := &app.Seen[site.Building]{Value: site.Building{ID: b.ID}}
	do(t, s, "test.put", func(tx *records.Tx) error {
		if err := tx.PutBuilding(b); err != nil {
			return err
		}
		mine := seen.Value
		mine.Completed = app.NewDate(2026, 11, 1)
		return tx.AmendBuilding(seen, mine)
	})
	if now := got(s.Building(context.Background(), b.ID))(t); now.Name != b.Name || now.Completed != app.NewDate(2026, 11, 1) {
		t.Errorf("kept %+v", now)
	}
	err := s.Do(context.Background(), chief.Actor(), "test.put", func(tx *records.Tx) error {
		now, err := tx.Building(b.ID)
		if err != nil {
			return err
		}
		now.Name = "八号楼"
		if err := tx.PutBuilding(now); err != nil {
			return err
		}
		mine := seen.Value
		mine.Name = "8栋"
		return tx.AmendBuilding(seen, mine)
	})
	refused(t, err, "record.changed")
	if said := app.Refusals(err)[0].Args; said["theirs"] != "八号楼" || said["who"] != chief.Name {
		t.Errorf("said %v", said)
	}
}

// A view of the desk shows which writings it shows, of all that is changed from it.
func TestTheDeskIsSeen(t *testing.T) {
	r := newReception(t)
	r.received(r.units[0].ID)
	v := got(r.s.HandoverDesk(context.Background(), r.units[0].ID))(t)
	for _, id := range []app.ID{v.Unit.ID, v.Case.ID, v.Owners[0].Ownership.Owner, v.Meters[0].ID, v.Keys[0].ID, v.Papers[0].ID} {
		if v.Sights[id].Fields == nil {
			t.Errorf("%v is not seen", id)
		}
	}
	if seen := v.SeenMeter("water"); seen.Value.Reading == "" || seen.Sight.Fields["reading"] == "" {
		t.Errorf("the meter is seen as %+v", seen)
	}
	if seen := v.SeenOwner(v.Owners[0]); seen.Value.Phone == buyer.Phone || !seen.Sight.Masked["phone"] || seen.Sight.Masked["name"] {
		t.Errorf("the owner is seen as %+v", seen)
	}
}
