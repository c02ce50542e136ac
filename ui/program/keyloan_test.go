package program

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"keyday/app"
	"keyday/app/search"
	"keyday/data/records"
	"keyday/data/sheet"
	"keyday/data/store"
	model "keyday/ui/register"
	"keyday/ui/screen/register"
	"keyday/ui/screen/shell"
	"keyday/ui/screen/shell/shelltest"
	"keyday/ui/screen/widget"
	"keyday/ui/words"
)

// lending is the window of a Keyday that lends keys, on a site of its own.
type lending struct {
	*shelltest.Stage
	o      *opened
	out    *viewer // its printer
	actor  app.Actor
	list   *model.Source
	places []shell.Place
}

func lend(t *testing.T) *lending {
	t.Helper()
	t.Setenv("LANG", "zh_CN.UTF-8")
	if fyne.CurrentApp() == nil {
		test.NewApp()
	}
	dir := filepath.Join(ownHome(t), "site")
	plainSite(t, dir, 1, 2, false)
	kept, err := store.Open(t.Context(), dir, recordsWithLoans(), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	w := words.New(os.DirFS("testdata"))
	s := &records.Store{Store: kept}
	o, err := newOpened(s, w, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { o.Close() })
	team, err := s.People(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	l := &lending{o: o, out: &viewer{}, actor: inRole(team, app.Supervisor), list: model.Open(loansOf(s.Today), loanLines(s), s)}
	o.office.Printer = l.out
	l.Stage = shelltest.Begin(t, shelltest.Params{Title: "key_loan.title", Words: w, Now: time.Now(), Header: shell.Header{Actor: l.actor}, Output: listOutput{o, w},
		Place: func(title func() string) shell.Place {
			l.places = []shell.Place{loanPlace(loanParams{read: s, lines: loanLines(s), list: l.list, desk: loanDesk{s}, print: o.printSlip}, title)}
			return l.places[0]
		}})
	s.Subscribe(func(c app.Change) { l.Changed(c.Kinds()...) })
	l.Open(shell.To("key_loan"))
	return l
}

// ask notes loans as a colleague does elsewhere, each of a home of its own.
func (l *lending) ask(names ...string) {
	l.Helper()
	units, err := l.o.store.Units(l.Context())
	if err != nil {
		l.Fatal(err)
	}
	for i, name := range names {
		if _, err := (loanDesk{l.o.store}).Ask(l.Context(), l.actor, keyLoan{Unit: units[i].ID, Borrower: name, Due: l.o.store.Today() + app.Date(i)}); err != nil {
			l.Fatal(err)
		}
	}
}

func (l *lending) table() *register.Table { return shelltest.Find[*register.Table](l.Stage, nil) }

// shown are the borrowers in the order in which the window lists them.
func (l *lending) shown() string { return borrowers(l.table().Records()) }

func borrowers(rows []register.Row) string {
	var names []string
	for _, r := range rows {
		names = append(names, r.Text("borrower"))
	}
	return strings.Join(names, " ")
}

func (l *lending) shows(want string) {
	l.Helper()
	if got := l.shown(); got != want {
		l.Errorf("the list shows %s, want %s", got, want)
	}
}

// tap does what one taps after the other.
func (l *lending) tap(keys ...string) {
	l.Helper()
	for _, key := range keys {
		l.TapText(l.Words.T(key))
	}
}

// A register that no Keyday has is made of the shared pieces alone, and has what every
// register has: its list, page, form, states, search, history, exports and prints.
func TestAMadeUpRegister(t *testing.T) {
	l := lend(t)
	w := l.Words

	// It is empty, and offers the one act that fills it. What is wrong is said at each field.
	l.Said(w.T("key_loan.none"))
	l.Tap(w.T("key_loan.ask"))
	l.Field(w.T("field.key_loan.unit")).Input.(*widget.Select).Choose("1-1-101")
	due := l.Field(w.T("field.key_loan.due")).Input.(*widget.DateField)
	due.Set(l.o.store.Today() - 1)
	l.WindowKey(fyne.KeyReturn)
	l.Said(w.T("refusal.key_loan.borrower_missing"), w.T("refusal.key_loan.due_past", "due", (l.o.store.Today()-1).String()))
	l.Field(w.T("field.key_loan.borrower")).Input.(*widget.Entry).SetText("赵敏")
	due.Set(l.o.store.Today())
	l.WindowKey(fyne.KeyReturn)
	if l.Top() != nil {
		t.Fatalf("the form stays: %s", l.Says())
	}
	l.shows("赵敏")
	l.Said("YS-01-00001", w.T("key_loan.asked"))

	// Chips, filters, order, groups, search.
	l.ask("钱伟", "孙丽", "李娜", "周强", "吴静")
	l.shows("赵敏 钱伟 孙丽 李娜 周强 吴静")
	l.tap("column.borrower")
	l.shows("李娜 钱伟 孙丽 吴静 赵敏 周强")
	l.Tap(w.T("register.filter"))
	l.tap("column.borrower")
	l.Field(w.T("register.part")).Input.(*widget.Entry).SetText("q") // of 钱 or 强
	l.Tap(w.T("register.filter"))
	l.shows("钱伟 周强")

	// Two are selected and handed out at once, of which a colleague hands out one meanwhile.
	l.table().Focus()
	l.Win.Canvas().Focused().(fyne.Shortcutable).TypedShortcut(&fyne.ShortcutSelectAll{})
	rows := l.table().Records()
	if err := (loanDesk{l.o.store}).Take(t.Context(), l.actor, rows[1].ID(), handOutKeys, ""); err != nil {
		t.Fatal(err)
	}
	l.tap("key_loan.step.hand_out")
	l.WindowKey(fyne.KeyReturn)
	l.Said(w.T("refusal.key_loan.step_refused", "number", rows[1].Text("number"), "state", w.T("key_loan.state.out"), "step", w.T("key_loan.step.hand_out")))
	l.WindowKey(fyne.KeyEscape)
	l.Said(w.T("key_loan.state.out"))
	l.TapChip(w.T("key_loan.state.asked"))
	l.Said(w.T("common.list.no_match"))
	l.Tap(w.T("register.show_all"))
	l.TapChip(w.T("key_loan.state.out"))
	l.shows("钱伟 周强")

	// The steps of the one that is current: out, and back once it is said how.
	l.table().GoToFirst()
	l.Command(w.T("key_loan.step.take_back"))
	l.WindowKey(fyne.KeyReturn)
	l.Said(w.T("refusal.key_loan.reason_missing", "number", "YS-01-00002"))
	l.Type("钥匙齐全")
	l.WindowKey(fyne.KeyReturn)
	l.shows("周强")
	l.TapChip(w.T("key_loan.state.back"))
	l.shows("钱伟")
	for _, said := range []string{"action.key_loan.ask", "action.key_loan.hand_out", "action.key_loan.take_back"} {
		if !strings.Contains(l.Says(), w.T(said)) {
			t.Errorf("its history does not say %s:\n%s", w.T(said), l.Says())
		}
	}
	l.Said("钥匙齐全")

	// What leaves the site is what is shown, and on record; the slip is printed.
	l.TapChip(w.T("key_loan.state.out"))
	file := filepath.Join(t.TempDir(), "钥匙.xlsx")
	fyne.CurrentApp().Preferences().SetString("pick.list", filepath.Dir(file))
	l.Tap(w.T("register.output"))
	l.tap("register.export")
	l.Field(w.T("shell.pick.name")).Input.(*widget.Entry).SetText(filepath.Base(file))
	l.WindowKey(fyne.KeyReturn)
	book, err := sheet.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	var cells []string
	for _, row := range book.Sheets[0].Rows {
		for _, cell := range row {
			cells = append(cells, cell.Text)
		}
	}
	day := l.o.store.Today() + 3
	if got, want := strings.Join(cells, "|"), "编号|房号|楼栋|借用人|期限|剩余|状态|YS-01-00005|1-2-102|1幢|周强|"+day.String()+"|3|已借出"; got != want {
		t.Errorf("the file holds\n%s, want\n%s", got, want)
	}
	l.Choose(w.T("key_loan.print"))
	l.Tap(w.T("register.output"))
	l.tap("register.print")
	for n, says := range [][]string{{"钥匙借用单", "YS-01-00005", "周强", "归还日期", "交付人员", "借用人Borrower周强签字"}, {"钥匙借用", "状态", "周强", "已借出"}} {
		paper := filepath.Join(t.TempDir(), "paper.pdf")
		if len(l.out.read) <= n {
			t.Fatalf("%d papers were opened", len(l.out.read))
		}
		if err := os.WriteFile(paper, l.out.read[n], 0o600); err != nil {
			t.Fatal(err)
		}
		read := textOf(t, paper)
		for _, said := range says {
			if !strings.Contains(read, said) || strings.Contains(read, "钱伟") {
				t.Errorf("paper %d says not %s alone: %s", n, said, read)
			}
		}
	}
	if all, err := l.o.store.Exports(t.Context(), 10); err != nil || len(all) != 2 || all[0].List != "key_loans" || all[0].Rows != 1 {
		t.Errorf("on record: %+v, %v", all, err)
	}

	// It is found where it stands, and read as commands read lists.
	found, err := search.Find(t.Context(), l.o.store, l.actor, "zhouqiang")
	if err != nil {
		t.Fatal(err)
	}
	hits, err := shell.HitsOf(w, l.places, found)
	if err != nil || len(hits) != 1 || hits[0].Title != "YS-01-00005" || hits[0].Route.Place != "key_loan" {
		t.Errorf("found: %+v, %v", hits, err)
	}
	c, err := l.list.ReadCondition(w, "状态=已归还")
	if err != nil {
		t.Fatal(err)
	}
	all, err := l.list.Sheet(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	looked := l.list.Look(all, model.View{Where: []model.Condition{c}}, model.Asker{Words: w, Today: l.o.store.Today()})
	if h, _ := l.list.Head("borrower"); looked.Len() != 1 || h.Plain(looked.Row(0).Value("borrower")) != "钱伟" {
		t.Errorf("%d are listed", looked.Len())
	}
}
