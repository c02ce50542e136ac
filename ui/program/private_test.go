package program

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"keyday/app"
	"keyday/app/contract"
	"keyday/app/site"
	"keyday/app/staff"
	"keyday/data/photo"
	"keyday/data/records"
	"keyday/data/store"
	"keyday/ui/command"
	"keyday/ui/paper/office"
	"keyday/ui/words"
)

// What the owner of these tests has besides.
const (
	ownerPhone2 = "13911118822"
	ownerNote   = "配偶电话 13711119933"
)

var allRoles = []app.Role{app.Handover, app.Assistant, app.Supervisor, app.Senior, app.Manager}

// lookedAt is a site with an owner, whose agreement waits to be signed, and a team of
// every role.
type lookedAt struct {
	*testing.T
	o        *opened
	dir      string
	chief    app.Actor
	document app.ID
	unit     site.Unit
	owner    app.ID
	of       map[app.Role]app.Actor
}

func newLookedAt(t *testing.T) *lookedAt {
	dir, chief, document := agreedSite(t)
	s := &lookedAt{T: t, o: openTestSite(t, dir), dir: dir, chief: chief, document: document, of: map[app.Role]app.Actor{}}
	t.Cleanup(func() { s.o.Close() })
	s.o.office.Printer = silent{}
	for _, role := range allRoles {
		p := staff.Person{Name: "同事" + string(role), Role: role}
		id, err := s.o.Staff.Put(t.Context(), chief, nil, p, "2580")
		if err != nil {
			t.Fatal(err)
		}
		p.ID = id
		s.of[role] = p.Actor()
	}
	d, err := s.o.store.Document(t.Context(), document)
	if err != nil {
		t.Fatal(err)
	}
	if s.unit, err = s.o.store.Unit(t.Context(), d.Unit); err != nil {
		t.Fatal(err)
	}
	owners, err := s.o.store.OwnersOf(t.Context(), d.Unit)
	if err != nil {
		t.Fatal(err)
	}
	s.owner = owners[0].Owner.ID
	err = s.o.store.Do(t.Context(), chief, "test.owner", func(tx *records.Tx) error {
		o, err := tx.Owner(s.owner)
		if err != nil {
			return err
		}
		o.Phone2, o.Note = ownerPhone2, ownerNote
		return tx.PutOwner(o)
	})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// typed is what a command says to somebody.
func (s *lookedAt) typed(role app.Role, args ...string) string {
	s.Helper()
	out, errs, code := typedBy(s.T, s.of[role].Name, map[string]string{"KEYDAY_PIN": "2580"}, s.dir, args...)
	if code != command.Done {
		s.Fatalf("%s: %q: %s", role, args, errs)
	}
	return out
}

// read is what one reads on pages.
func (s *lookedAt) read(proof office.Proof, err error) string {
	s.Helper()
	if err != nil {
		s.Fatal(err)
	}
	path := filepath.Join(s.TempDir(), "proof.pdf")
	if err := os.WriteFile(path, proof.PDF, 0o600); err != nil {
		s.Fatal(err)
	}
	return textOf(s.T, path)
}

func said[T any](s *lookedAt) func(v T, err error) string {
	return func(v T, err error) string {
		s.Helper()
		if err != nil {
			s.Fatal(err)
		}
		return fmt.Sprintf("%+v", v)
	}
}

// listed is all that the lines of a list say.
func listed[L any](s *lookedAt, read func(context.Context, []app.ID, func(L)) error) string {
	s.Helper()
	all := ""
	if err := read(s.Context(), nil, func(l L) { all += fmt.Sprintf("%+v", l) }); err != nil {
		s.Fatal(err)
	}
	return all
}

// Lists, pages, search, previews, exports and histories mask what is private of an
// owner, whoever looks.
func TestListsAndPreviewsMask(t *testing.T) {
	s := newLookedAt(t)
	ctx := t.Context()
	if _, err := s.o.Privacy.ShowOwner(ctx, s.chief, s.unit.ID, s.owner, site.Comparing); err != nil { // the history tells of it
		t.Fatal(err)
	}
	// Corrected and back again: the history says from what to what.
	for _, phone := range []string{"13900009999", ownerPhone2} {
		seen, err := s.o.Privacy.ShowOwner(ctx, s.chief, s.unit.ID, s.owner, site.Correcting)
		if err != nil {
			t.Fatal(err)
		}
		o := seen.Value
		o.Phone2 = phone
		if err := s.o.Site.PutOwner(ctx, s.chief, &seen, o, site.Part{Unit: s.unit.ID, Reason: site.ItChanged}); err != nil {
			t.Fatal(err)
		}
	}
	changed := filepath.Join(t.TempDir(), "台账.csv")
	ledger := "楼栋,单元,房号,业主,证件号码,联系电话,通讯地址,备注\n1幢,1,101," + ownerName + ",320105198801015673,13900007733,北京市,电话 " + ownerPhone + "\n1幢,1," + ownerPhone + ",张三,,,,\n"
	if err := os.WriteFile(changed, []byte(ledger), 0o600); err != nil {
		t.Fatal(err)
	}
	code, tail := s.unit.Code, ownerPhone[7:]
	looks := map[string]func(role app.Role) string{
		"unit":       func(r app.Role) string { return s.typed(r, "show", "unit", code) },
		"unit, json": func(r app.Role) string { return s.typed(r, "show", "unit", code, "--json") },
		"units":      func(r app.Role) string { return s.typed(r, "show", "units", "--json") },
		"search":     func(r app.Role) string { return s.typed(r, "search", ownerName) + s.typed(r, "search", tail) },
		"search, json": func(r app.Role) string {
			return s.typed(r, "search", ownerName, "--json") + s.typed(r, "search", tail, "--json")
		},
		"document":       func(r app.Role) string { return s.typed(r, "show", "document", "WY-01-00001") },
		"document, json": func(r app.Role) string { return s.typed(r, "show", "document", "WY-01-00001", "--json") },
		"conflicts":      func(r app.Role) string { return s.typed(r, "conflicts", "--json") },
		"export":         func(r app.Role) string { return s.exported(r) },
		"unit's page":    func(app.Role) string { return said[any](s)(s.o.store.HandoverDesk(ctx, s.unit.ID)) },
		"owners":         func(app.Role) string { return said[any](s)(s.o.store.OwnersOf(ctx, s.unit.ID)) },
		"known owners": func(app.Role) string {
			return said[any](s)(s.o.store.KnownOwners(ctx, site.Owner{Name: ownerName})) + said[any](s)(s.o.store.KnownOwners(ctx, site.Owner{IDNo: ownerID})) +
				said[any](s)(s.o.store.KnownOwners(ctx, site.Owner{Phone: ownerPhone2[:3]}))
		},
		"handovers":        func(app.Role) string { return listed(s, s.o.store.HandoverLines) + "of the list" },
		"owner's history":  func(app.Role) string { return said[any](s)(s.o.store.History(ctx, s.owner, 400)) },
		"former owners":    func(app.Role) string { return said[any](s)(s.o.store.FormerOwners(ctx, s.unit.ID)) },
		"history":          func(app.Role) string { return said[any](s)(s.o.store.History(ctx, s.unit.ID, 400)) },
		"agreements":       func(app.Role) string { return listed(s, s.o.store.AgreementLines) },
		"records":          func(app.Role) string { return said[any](s)(s.o.store.Showings(ctx, 100)) },
		"preview":          func(r app.Role) string { return s.read(s.o.office.Preview(ctx, s.of[r], s.document, words.Chinese)) },
		"courtesy preview": func(r app.Role) string { return s.read(s.o.office.Preview(ctx, s.of[r], s.document, words.English)) },
		"courtesy print": func(r app.Role) string {
			p, err := s.o.office.Print(ctx, s.of[r], office.Order{Document: s.document, Lang: words.English, To: office.ToPrinter})
			return s.read(office.Proof{PDF: p.PDF}, err)
		},
	}
	for look, says := range looks {
		for _, role := range allRoles {
			s.masked(look+" for "+string(role), says(role))
		}
	}
	if err := s.o.Close(); err != nil {
		t.Fatal(err)
	}
	for _, role := range []app.Role{app.Assistant, app.Supervisor, app.Senior} {
		for _, format := range [][]string{nil, {"--json"}} {
			args := append([]string{"import", "units", changed, "--dry-run", "--column", "通讯地址=联系地址"}, format...)
			text, errs, _ := typedBy(t, s.of[role].Name, map[string]string{"KEYDAY_PIN": "2580"}, s.dir, args...) // ends with what is in question
			text += errs
			s.masked("dry run for "+string(role), text)
			for _, other := range []string{"320105198801015673", "13900007733"} {
				if strings.Contains(text, other) {
					t.Errorf("a dry run says %s", other)
				}
			}
		}
	}
}

// exported is a masked export, as a file holds it.
func (s *lookedAt) exported(role app.Role) string {
	s.Helper()
	path := filepath.Join(s.TempDir(), "导出.csv")
	s.typed(role, "export", "units", "--out", path)
	raw, err := os.ReadFile(path)
	if err != nil {
		s.Fatal(err)
	}
	return string(raw)
}

func (s *lookedAt) masked(look, text string) {
	s.Helper()
	if text == "" {
		s.Errorf("%s: nothing to look at", look)
	}
	for _, private := range []string{ownerID, ownerPhone, ownerPhone2, ownerHome, "13711119933"} {
		if strings.Contains(text, private) {
			s.Errorf("%s: %s stands there whole", look, private)
		}
	}
}

// The comparison with the card, and what else asks for whole numbers, shows them to who
// may see them; each showing is recorded, and nothing is shown that is not.
func TestWholeNumbersAreShownAndRecorded(t *testing.T) {
	s := newLookedAt(t)
	recorded := 0
	var whole app.Seen[site.Owner]
	for _, role := range allRoles {
		for _, why := range []site.Occasion{site.Comparing, site.Correcting, site.Contacting} {
			o, err := s.o.Privacy.ShowOwner(t.Context(), s.of[role], s.unit.ID, s.owner, why)
			if role == app.Handover {
				if app.RefusalCode(err) != "permission.missing" || o.Value != (site.Owner{}) {
					t.Errorf("%s is shown %+v, %v", role, o, err)
				}
				continue
			}
			if err != nil || o.Value.IDNo != ownerID || o.Value.Phone != ownerPhone || o.Value.Address != ownerHome {
				t.Errorf("%s is shown %+v, %v", role, o, err)
			}
			whole = o
			recorded++
			s.recorded(recorded, site.Showing{Unit: s.unit.ID, Owner: s.owner, Occasion: why, Who: s.of[role].Staff})
		}
	}
	elsewhere := s.of[app.Supervisor]
	elsewhere.Communities = []app.ID{{9}}
	if _, err := s.o.Privacy.ShowOwner(t.Context(), elsewhere, s.unit.ID, s.owner, site.Comparing); app.RefusalCode(err) != "permission.scope" {
		t.Errorf("of another community: %v", err)
	}
	if _, err := s.o.Privacy.ShowOwner(t.Context(), s.chief, s.unit.ID, app.ID{9}, site.Comparing); app.RefusalCode(err) != "owner.none_of_unit" {
		t.Errorf("nobody's owner: %v", err)
	}
	s.recorded(recorded, site.Showing{})
	events, err := s.o.store.History(t.Context(), s.unit.ID, 400)
	if err != nil || events[0].Action != "owner.show" || events[0].Name != s.of[app.Manager].Name {
		t.Errorf("the unit's history says %+v, %v", events[0], err)
	}
	masked := whole.Value
	masked.Phone = site.Mask(ownerPhone)
	if err := s.o.Site.PutOwner(t.Context(), s.chief, &whole, masked, site.Part{Unit: s.unit.ID, Reason: site.Mistyped}); app.RefusalCode(err) != "owner.masked" {
		t.Errorf("a mask is taken for a number: %v", err)
	}
	if r, err := s.o.store.Verify(context.Background(), store.Checking{}); err != nil || !r.OK() || len(r.Orphans) != 0 {
		t.Errorf("%+v, %v", r, err)
	}
}

// Who settles a dispute about an owner sees both values whole, which is recorded; who may
// not see them is shown the dispute as it stands in the list.
func TestDisputedNumbersAreShownAndRecorded(t *testing.T) {
	s := newLookedAt(t)
	d := s.o.disputes(nil).Book
	c := app.Conflict{Record: app.Ref{Kind: "owner", ID: s.owner}, Field: "phone", Sides: []app.ConflictSide{{Private: true}, {Private: true}}}
	elsewhere := s.of[app.Supervisor]
	elsewhere.Communities = []app.ID{{9}}
	for _, who := range []app.Actor{s.of[app.Handover], elsewhere} {
		if shown, err := d.Show(t.Context(), who, c); err != nil || len(shown.Sides) != 2 || !shown.Sides[0].Private {
			t.Errorf("%s is shown %+v, %v", who.Name, shown, err)
		}
	}
	s.recorded(0, site.Showing{})
	if _, err := d.Show(t.Context(), s.chief, c); app.RefusalCode(err) != "conflict.settled" { // there is none
		t.Errorf("a dispute that does not wait: %v", err)
	}
	s.recorded(1, site.Showing{Unit: s.unit.ID, Owner: s.owner, Occasion: site.Correcting, Who: s.chief.Staff})
	c.Record = app.Ref{Kind: "defect", ID: app.ID{9}}
	if _, err := d.Show(t.Context(), s.chief, c); app.RefusalCode(err) == "" {
		t.Errorf("a dispute of a record that is not there: %v", err)
	}
	s.recorded(1, site.Showing{})
}

// recorded fails the test unless so many showings are recorded, the latest as given.
func (s *lookedAt) recorded(n int, latest site.Showing) {
	s.Helper()
	all, err := s.o.store.Showings(s.Context(), 100)
	if err != nil || len(all) != n {
		s.Fatalf("%d showings are recorded, want %d: %v", len(all), n, err)
	}
	if latest == (site.Showing{}) {
		return
	}
	ids := make([]site.Showing, len(all))
	for i, a := range all {
		ids[i] = a.Showing
		ids[i].ID, ids[i].At = app.Nil, latest.At
		if all[i].At.IsZero() || all[i].WhoName == "" {
			s.Errorf("recorded without who or when: %+v", a)
		}
	}
	if !slices.Contains(ids, latest) {
		s.Errorf("%+v is not recorded", latest)
	}
}

// The original is whole for whoever may take the signature, and that is recorded; what
// is only looked at is another paper, which nobody takes for it.
func TestTheOriginalIsWhole(t *testing.T) {
	s := newLookedAt(t)
	k, err := s.o.store.Paper(t.Context(), s.document)
	if err != nil {
		t.Fatal(err)
	}
	hash := k.Document.ContentHash[:4]
	recorded := 0
	for _, f := range k.Fields {
		for _, role := range allRoles {
			proof, err := s.o.office.Original(t.Context(), s.of[role], s.document, f.ID)
			if contract.MayTake(s.of[role], k.Document, f) != nil {
				if app.RefusalCode(err) == "" || proof.PDF != nil {
					t.Errorf("%s is shown the original at the place of %s, %v", role, f.Role, err)
				}
				continue
			}
			text := s.read(proof, err)
			if proof.Masked || !strings.Contains(text, ownerID) || !strings.Contains(text, ownerPhone) || strings.Contains(text, "号码已隐去") {
				t.Errorf("%s signs what is hidden", role)
			}
			recorded++
			s.recorded(recorded, site.Showing{Unit: s.unit.ID, Owner: f.Person, Document: s.document, Occasion: site.Signing, Who: s.of[role].Staff})
		}
	}
	if recorded == 0 {
		t.Fatal("nobody may sign")
	}
	preview, err := s.o.office.Preview(t.Context(), s.chief, s.document, words.Chinese)
	text := s.read(preview, err)
	// The text of an agreement speaks of the hash too; here it is the foot that must not say one.
	if !preview.Masked || strings.Count(text, "号码已隐去，不是原件") < 2 || strings.Contains(text, hash+" ") || strings.Contains(strings.ReplaceAll(text, " ", ""), "内容校验Contenthash") || strings.Contains(text, "链锚") {
		t.Error("a masked preview passes for the original")
	}
	p, err := s.o.office.Print(t.Context(), s.chief, office.Order{Document: s.document, To: office.ToPrinter})
	if text := s.read(office.Proof{PDF: p.PDF}, err); !strings.Contains(text, ownerID) || !strings.Contains(text, "内容校验") || strings.Contains(text, "隐去") {
		t.Error("what is printed is not the original")
	}
	s.recorded(recorded, site.Showing{})
}

// The scan of a contract names its owner in full: it is open to who may see that, and
// each look is recorded.
func TestScansAreShownAndRecorded(t *testing.T) {
	s := newLookedAt(t)
	k := photo.Scans{Photos: s.o.photos, Seal: s.o.store, Shown: s.o.Privacy}
	scan, err := k.Keep(t.Context(), s.document, strings.NewReader("%PDF-1.4 "+ownerID), "扫描.pdf")
	if err != nil {
		t.Fatal(err)
	}
	if raw, err := k.Open(t.Context(), s.of[app.Handover], s.document, scan); app.RefusalCode(err) != "permission.missing" || raw != nil {
		t.Errorf("handover staff see %q, %v", raw, err)
	}
	s.recorded(0, site.Showing{})
	if raw, err := k.Open(t.Context(), s.of[app.Assistant], s.document, scan); err != nil || !strings.Contains(string(raw), ownerID) {
		t.Errorf("%q, %v", raw, err)
	}
	s.recorded(1, site.Showing{Unit: s.unit.ID, Document: s.document, Occasion: site.Scanned, Who: s.of[app.Assistant].Staff})
}

// An export with whole numbers is for who may see them, asked for by name, and recorded;
// no command makes one beside the window, where it could not record it.
func TestExportsInFullAreRecorded(t *testing.T) {
	s := newLookedAt(t)
	path := filepath.Join(t.TempDir(), "全号.csv")
	export := func(role app.Role) (string, int) {
		_, errs, code := typedBy(t, s.of[role].Name, map[string]string{"KEYDAY_PIN": "2580"}, s.dir, "export", "units", "--whole", "--out", path)
		return errs, code
	}
	if errs, code := export(app.Supervisor); code != command.Refused || !strings.Contains(errs, "关闭那个窗口") {
		t.Fatalf("beside the window it ends with %d: %s", code, errs)
	}
	if err := s.o.Close(); err != nil {
		t.Fatal(err)
	}
	if errs, code := export(app.Handover); code != command.Refused || !strings.Contains(errs, "客服主管") {
		t.Errorf("handover staff: %d, %s", code, errs)
	}
	if _, err := os.Stat(path); err == nil {
		t.Fatal("a refused export leaves a file")
	}
	if errs, code := export(app.Assistant); code != command.Done {
		t.Fatal(errs)
	}
	raw, err := os.ReadFile(path)
	if err != nil || !strings.Contains(string(raw), ownerID) || !strings.Contains(string(raw), ownerPhone) {
		t.Errorf("the export is not whole: %v", err)
	}
	s.o = openTestSite(t, s.dir)
	all, err := s.o.store.Showings(t.Context(), 10)
	if err != nil || len(all) != 1 || all[0].Occasion != site.Exporting || all[0].Owners == 0 || all[0].Who != s.of[app.Assistant].Staff {
		t.Errorf("recorded: %+v, %v", all, err)
	}
}
