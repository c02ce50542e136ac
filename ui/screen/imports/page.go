package imports

import (
	"context"
	"path/filepath"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"keyday/app"
	"keyday/app/intake"
	"keyday/app/site"
	"keyday/app/staff"
	"keyday/ui/screen/register"
	"keyday/ui/screen/shell"
	"keyday/ui/screen/widget"
)

// state is how far a file has come; it outlives a change of language.
type state struct {
	community app.ID // Nil until it is known which
	file      string // the name, "" before one is chosen
	survey    *intake.Survey
	pointing  *pointing // while a person says where the table is
	options   intake.Options
	plan      *intake.Plan
	stale     bool   // something was answered since the dry run
	settle    func() // draws the acts of the dry run as that leaves them
	tab       string
	typed     string         // the path, until its file is taken
	kept      *intake.Run    // whose findings are shown
	undone    *intake.Undone // the last undoing, while it has things to list

	given bool  // the file that the way here named has been taken
	busy  bool  // a job runs, whichever page is open
	page  *page // that shows this state at present; nil while another place is open
}

// page is the place as it stands in the window.
type page struct {
	c      *shell.Context
	p      Params
	s      *state
	body   *register.Body
	stands bool // the shell has shown the page: from now on it moves the keyboard itself
	home   fyne.Focusable
	step   string // that the keyboard has been taken to
	read   shell.Latest

	communities []site.Community
	people      map[app.ID]string
}

func newPage(c *shell.Context, p Params) *page {
	pg := &page{c: c, p: p, s: shell.Kept[state](c, "import", nil), body: register.NewBody(c, 6)}
	c.OnDrop(pg.dropped)
	pg.s.page = pg
	c.OnLeave(func() { pg.s.page = nil })
	c.OnEscape(pg.escape)
	c.Watch(pg.watched, "unit", "owner", "ownership", "building", "house_type", "intake_run")
	c.Commands(
		shell.Command{Text: c.W.T("intake.start.pick"), Key: fyne.KeyO, Do: func() {
			if pg.may() && !pg.s.busy && !pg.s.community.IsNil() {
				pg.pickFile()
			}
		}},
		shell.Command{Text: c.W.T("intake.step.next"), Key: fyne.KeyReturn, Do: pg.next})
	pg.show()
	pg.stands = true
	return pg
}

// dropped takes a file that was dropped upon the window. Of several none is taken:
// which of them comes first is for the person to say.
func (pg *page) dropped(files []fyne.URI) bool {
	switch {
	case pg.s.busy:
		pg.c.Fail(app.Refuse("intake.busy"))
	case len(files) > 1:
		pg.c.Fail(app.Refuse("intake.one_file", "count", strconv.Itoa(len(files))))
	default:
		pg.take(files[0].Path())
	}
	return true
}

// show draws the step at which the file is, on the page that stands for it now: a
// job may end after its page was left, or was built anew in another language.
func (pg *page) show() {
	if pg = pg.s.page; pg == nil {
		return
	}
	switch {
	case pg.s.plan != nil:
		pg.body.Show(pg.planView())
		pg.goHome()
	case pg.s.kept != nil:
		pg.body.Show(pg.keptView(*pg.s.kept))
		pg.goHome()
	case pg.s.pointing != nil:
		pg.body.Show(pg.tableView())
		pg.goHome()
	case pg.s.survey != nil:
		pg.body.Show(pg.columnsView())
		pg.goHome()
	default:
		pg.readStart()
	}
}

// begin says where the keyboard begins in a step; it is taken there once, so that
// reading anew steals it from nobody.
func (pg *page) begin(step string, at fyne.Focusable) {
	if pg.s.busy {
		return
	}
	if pg.c.Home(at); pg.stands && pg.step != step {
		pg.home = at
	}
	pg.step = step
}

// goHome takes the keyboard where the step begins, once its view stands.
func (pg *page) goHome() {
	if pg.home != nil {
		pg.c.Canvas().Focus(pg.home)
		pg.home = nil
	}
}

// next goes one step on, where nothing stands in the way: to the dry run, to
// writing it.
func (pg *page) next() {
	switch {
	case pg.s.busy:
	case pg.s.plan != nil && pg.s.stale:
		pg.dryRun()
	case pg.s.plan != nil:
		if !pg.s.plan.Empty() {
			pg.apply()
		}
	case pg.s.pointing != nil:
		pg.takeHeader()
	case pg.s.survey != nil && pg.s.survey.RequireReady() == nil:
		pg.dryRun()
	}
}

// escape goes one step back.
func (pg *page) escape() bool {
	switch {
	case pg.s.busy:
		return true
	case pg.s.plan != nil:
		pg.toColumns()
	case pg.s.pointing != nil && len(pg.s.survey.Tables) > 0:
		pg.pointed()
	case pg.s.survey != nil, pg.s.kept != nil:
		pg.restart()
	default:
		return false
	}
	return true
}

func (pg *page) restart() {
	pg.s.survey, pg.s.pointing, pg.s.plan, pg.s.file, pg.s.options, pg.s.stale, pg.s.kept = nil, nil, nil, "", intake.Options{}, false, nil
	pg.show()
}

func (pg *page) toColumns() {
	pg.s.plan, pg.s.stale = nil, false
	pg.show()
}

// watched reads the start page anew after a commit; a dry run that is open says
// by itself, when it is applied, that it has grown old.
func (pg *page) watched() {
	if pg.s.survey == nil && pg.s.kept == nil && !pg.s.busy {
		pg.readStart()
	}
}

// may reports whether the person may import at all.
func (pg *page) may() bool { return staff.May(pg.c.Actor(), staff.ImportUnits) == nil }

// take reads a file, off the screen's goroutine, and shows what its columns are.
func (pg *page) take(path string) {
	w := pg.c.W
	if !pg.may() {
		pg.c.Fail(staff.May(pg.c.Actor(), staff.ImportUnits))
		return
	}
	if pg.s.community.IsNil() {
		pg.c.Fail(app.Refuse("intake.community_open", "known", pg.communityNames()))
		return
	}
	actor, community, desk, open := pg.c.Actor(), pg.s.community, pg.p.Desk, pg.p.Open
	var survey intake.Survey
	pg.work(w.T("intake.job.read"), func(ctx context.Context, _ shell.Progress) error {
		book, err := open(path)
		if err != nil {
			return err
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		survey, err = desk.Look(ctx, actor, community, book)
		return err
	}, func() {
		pg.s.kept, pg.s.typed = nil, ""
		pg.s.file, pg.s.survey, pg.s.pointing, pg.s.plan, pg.s.options, pg.s.undone = filepath.Base(path), &survey, nil, nil, intake.Options{}, nil
		if len(survey.Tables) == 0 {
			pg.point()
			return
		}
		pg.show()
	}, func() { pg.take(path) })
}

// takeGiven takes, once, the file that the way here named: it was dropped upon the
// grid.
func (pg *page) takeGiven() {
	if path := pg.c.Route.Arg("file"); path != "" && !pg.s.given && pg.may() && !pg.s.community.IsNil() {
		pg.s.given = true
		pg.take(path)
	}
}

// dryRun compares the file with the site.
func (pg *page) dryRun() {
	actor, community, desk := pg.c.Actor(), pg.s.community, pg.p.Desk
	survey, options := *pg.s.survey, pg.s.options
	var plan *intake.Plan
	pg.work(pg.c.W.T("intake.job.dry_run"), func(ctx context.Context, _ shell.Progress) (err error) {
		plan, err = desk.DryRun(ctx, actor, community, survey, options)
		return err
	}, func() {
		if pg.s.plan == nil {
			pg.s.tab = firstTab(plan)
		}
		pg.s.plan, pg.s.stale = plan, false
		pg.show()
	}, nil)
}

// firstTab is the part that most wants to be read.
func firstTab(p *intake.Plan) string {
	switch {
	case p.Counts().Open > 0:
		return "questions"
	case len(p.New) > 0:
		return "new"
	case len(p.Changes) > 0:
		return "changes"
	case len(p.Findings) > 0:
		return "wrong"
	}
	return "passed"
}

// apply writes what the dry run shows.
func (pg *page) apply() {
	w, actor, desk := pg.c.W, pg.c.Actor(), pg.p.Desk
	plan := pg.s.plan
	var run intake.Run
	pg.work(w.T("intake.job.apply"), func(ctx context.Context, progress shell.Progress) (err error) {
		run, err = desk.Apply(ctx, actor, plan, func(done, total int) {
			progress.At(done, total, w.T("intake.job.records"))
		})
		return err
	}, func() {
		pg.restart()
		if run.ID.IsNil() {
			pg.c.Say(w.T("intake.done.same"))
			return
		}
		toast := widget.Toast{Tone: widget.Well, Text: w.Written(plan), Act: w.T("intake.done.to_units"), Do: func() { pg.c.Open(shell.To("units")) }}
		if n := run.Found(); n > 0 && plan.LeavesOut() {
			toast.Tone, toast.Act, toast.Do = widget.Caution, w.T("intake.findings.open", "n", n), func() {
				if pg := pg.s.page; pg != nil && pg.s.survey == nil && !pg.s.busy {
					pg.openFindings(run)
				}
			}
		}
		pg.c.Toast(toast)
	}, nil)
}

// undo takes the run back after a question.
func (pg *page) undo(run intake.Run) {
	w := pg.c.W
	d := widget.NewDialog(w, w.T("intake.undo.title"), w.T("intake.undo.text", "file", run.File))
	d.Keeps, d.Confirm, d.Danger = w.T("intake.undo.keeps"), w.T("intake.start.undo"), true
	d.OnConfirm = func() bool {
		actor, desk := pg.c.Actor(), pg.p.Desk
		var undone intake.Undone
		pg.work(w.T("intake.job.undo"), func(ctx context.Context, _ shell.Progress) (err error) {
			undone, err = desk.Undo(ctx, actor, run.ID)
			return err
		}, func() {
			pg.s.undone = nil
			if len(undone.Stays) > 0 {
				pg.s.undone = &undone
				pg.c.Toast(widget.Toast{Tone: widget.Caution, Text: w.Undone(undone)})
			} else {
				pg.c.Say(w.Undone(undone))
			}
			pg.show()
		}, nil)
		return true
	}
	pg.c.Ask(d)
}

// export writes homes and owners to a file that may be edited and come in again, with
// whole numbers where they were asked for.
func (pg *page) export(path string, whole bool) {
	w, actor, community, desk, write := pg.c.W, pg.c.Actor(), pg.s.community, pg.p.Desk, pg.p.Write
	terms, make := w.LedgerTerms(), desk.Export
	if whole {
		make = desk.ExportWhole
	}
	pg.work(w.T("intake.job.export"), func(ctx context.Context, _ shell.Progress) error {
		sheet, err := make(ctx, actor, community, terms)
		if err != nil {
			return err
		}
		return write(path, sheet)
	}, func() {
		pg.c.Say(w.T("intake.done.exported", "file", filepath.Base(path)))
		pg.show()
	}, func() { pg.export(path, whole) })
}

// write writes pages to a file, and says so by the entry.
func (pg *page) write(path, done string, pages ...intake.Page) {
	w, write := pg.c.W, pg.p.Write
	if strings.EqualFold(filepath.Ext(path), ".csv") { // which has one table
		pages = pages[:1]
	}
	pg.work(w.T("intake.job.export"), func(context.Context, shell.Progress) error { return write(path, pages...) }, func() {
		pg.c.Say(w.T(done, "file", filepath.Base(path)))
		pg.show()
	}, func() { pg.write(path, done, pages...) })
}

// pickTemplate saves a ledger to be filled in.
func (pg *page) pickTemplate() {
	w := pg.c.W
	pg.c.Pick(shell.Pick{Kind: "ledger", Title: w.T("intake.template.pick"), Types: []string{".xlsx", ".csv"}, Save: w.T("intake.template.file") + ".xlsx",
		Done: func(paths []string) { pg.write(paths[0], "intake.done.template", w.LedgerTemplate()...) }})
}

// pickFindings saves what an import found.
func (pg *page) pickFindings(file string, findings []intake.Finding) {
	w := pg.c.W
	name := strings.TrimSuffix(file, filepath.Ext(file)) + " " + w.T("intake.findings.sheet")
	pg.c.Pick(shell.Pick{Kind: "ledger", Title: w.T("intake.findings.pick"), Types: []string{".xlsx", ".csv"}, Save: name + ".xlsx",
		Done: func(paths []string) { pg.write(paths[0], "intake.done.findings", w.FindingsPage(file, findings)) }})
}

// work runs a job while the page takes no other; done is called where it went
// well, again is offered where it did not and trying again may help.
func (pg *page) work(title string, act func(context.Context, shell.Progress) error, done, again func()) {
	if pg.s.busy {
		return
	}
	pg.s.busy = true
	pg.c.Job(title, act, func(err error) {
		pg.s.busy = false
		if err != nil {
			if app.RefusalCode(err) == "intake.changed_since" {
				again = pg.dryRun
			}
			pg.c.FailOr(err, again)
			pg.show()
			return
		}
		done()
	})
	if pg.s.busy {
		pg.show() // with its acts greyed
	}
}

func (pg *page) communityNames() string {
	var names []string
	for _, c := range pg.communities {
		names = append(names, c.Name)
	}
	return pg.c.W.List(names)
}

// act is a button that is greyed while the page is busy.
func (pg *page) act(b *widget.Button, also bool) *widget.Button {
	if pg.s.busy || !also {
		b.Disable()
	}
	return b
}

func (pg *page) who(id app.ID) string { return pg.people[id] }
