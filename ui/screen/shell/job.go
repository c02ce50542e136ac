package shell

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"keyday/ui/screen/theme"
	"keyday/ui/screen/widget"
)

// Progress is how a long job tells how far it is. It may be used from the job's
// goroutine.
type Progress struct {
	job *job
}

// At says that done of total is done, in words ("3幢 1501").
func (p Progress) At(done, total int, what string) {
	p.job.shell.runner.Screen(func() { p.job.at(done, total, what) })
}

// job is a long act with a title, a bar and a stop.
type job struct {
	shell  *Shell
	title  string
	cancel context.CancelFunc
	bar    *widget.Gauge
	words  *widget.Text
	view   fyne.CanvasObject
	shown  bool
}

// patience is how long an act may take before its progress is shown.
const patience = 2 * time.Second

// Job runs a long act. After two seconds a line with title, progress and a stop
// appears over the page; whichever page is open, the job goes on. done is told on
// the screen's goroutine; a stopped job ends with context.Canceled.
func (c *Context) Job(title string, act func(context.Context, Progress) error, done func(error)) {
	c.shell.job(title, act, done)
}

func (s *Shell) job(title string, act func(context.Context, Progress) error, done func(error)) {
	ctx, cancel := context.WithCancel(s.life)
	j := &job{shell: s, title: title, cancel: cancel}
	j.build()
	stop := s.runner.After(patience, func() {
		j.shown = true
		s.jobs.Add(j.view)
		s.jobs.Refresh()
	})
	s.running++
	s.runner.Go(func() {
		err := act(ctx, Progress{j})
		s.runner.Screen(func() {
			cancel()
			stop()
			s.running--
			if j.shown {
				s.jobs.Remove(j.view)
				s.jobs.Refresh()
			}
			done(err)
		})
	})
}

func (j *job) build() {
	w := j.shell.words
	j.bar = widget.NewGauge()
	j.words = widget.NewQuiet("")
	j.words.Least = 220
	stop := widget.NewButton(w.T("common.stop"), nil)
	stop.OnTap = func() {
		stop.Disable()
		j.words.SetText(w.T("shell.job.stopping"))
		j.cancel()
	}
	row := widget.Bar(widget.NewBold(j.title), widget.Fixed(220, j.bar), j.words, layout.NewSpacer(), stop)
	padded := container.New(layout.NewCustomPaddedLayout(2, 2, theme.Margin, theme.Margin), row)
	j.view = widget.Stack(widget.HLine(), widget.NewPanel(theme.Ground, padded))
}

func (j *job) at(done, total int, what string) {
	j.bar.Set(done, total)
	j.words.SetText(j.shell.words.T("shell.job.progress", "done", done, "total", total, "what", what))
}
