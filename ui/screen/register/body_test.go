package register

import (
	"context"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"keyday/app"
	"keyday/ui/screen/shell"
	"keyday/ui/screen/shell/shelltest"
	"keyday/ui/screen/widget"
)

func TestMain(m *testing.M) { shelltest.Main(m) }

var now = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)

// stage is a page whose parts a test builds.
func stage(t *testing.T, build func(*shell.Context) fyne.CanvasObject) *shelltest.Stage {
	t.Helper()
	s := shelltest.Begin(t, shelltest.Params{Title: "handover.title", Build: build, Now: now, Elsewhere: shelltest.Elsewhere("other"),
		Place: func(title func() string) shell.Place { return shell.Place{Key: "page", Title: title} }})
	s.Open(shell.To("page"))
	return s
}

// bodyOf is a page that is a body alone.
func bodyOf(t *testing.T) (*Body, *shelltest.Stage) {
	t.Helper()
	var b *Body
	s := stage(t, func(c *shell.Context) fyne.CanvasObject {
		b = NewBody(c, 6)
		return b.View
	})
	return b, s
}

func TestSkeletonComesAfterAWhile(t *testing.T) {
	b, s := bodyOf(t)
	s.Run.Elapse(patience - time.Millisecond)
	if len(b.View.Objects) != 0 {
		t.Error("a page that was hardly asked for flickers")
	}
	s.Run.Elapse(time.Millisecond)
	if len(b.View.Objects) != 1 {
		t.Error("a page that takes long says nothing")
	}
}

func TestWhatWasReadKeepsItsFace(t *testing.T) {
	b, s := bodyOf(t)
	full := widget.NewText("full")
	b.Show(full)
	s.Run.Elapse(patience)
	if !b.Shows(full) {
		t.Error("the skeleton came over what was read")
	}
}

func TestEmptyKeepsTheKeyboard(t *testing.T) {
	b, s := bodyOf(t)
	did := ""
	b.Empty(Empty{Icon: "units", Line: "nothing", Act: "fill", Do: func() { did = "first" }})
	s.Win.Canvas().Focus(s.Button("fill"))
	before := s.Button("fill")
	b.Empty(Empty{Icon: "units", Line: "nothing", Act: "fill", Do: func() { did = "second" }})
	if s.Button("fill") != before || s.Win.Canvas().Focused() != fyne.Focusable(before) {
		t.Error("read again, the empty face was built anew")
	}
	if s.Tap("fill"); did != "second" {
		t.Errorf("the act of the last reading was not taken, but %q", did)
	}
	b.Empty(Empty{Icon: "units", Line: "nothing else"})
	if s.Button("fill") != nil || !s.Sees("nothing else") {
		t.Error("another empty face says what the one before said")
	}
}

// What an empty face says is read to its end, however narrow the part is that it stands in.
func TestEmptyFaceIsReadToItsEnd(t *testing.T) {
	const line = "还没有查出问题。判为不合格的项目会列在这里，点开可以看照片、改描述、转给责任单位。"
	stage(t, func(*shell.Context) fyne.CanvasObject { return widget.Space(1) })
	face := Empty{Icon: "check", Line: line}.View()
	face.Resize(fyne.NewSize(240, 300))
	said := ""
	for _, o := range test.LaidOutObjects(face) {
		if drawn, is := o.(*canvas.Text); is {
			said += drawn.Text
			if width := drawn.MinSize().Width; width > 240 {
				t.Errorf("%q is %v wide in 240", drawn.Text, width)
			}
		}
	}
	if said != line {
		t.Errorf("says %q", said)
	}
	if empty := (Empty{Icon: "check"}); empty.Or(face, 1) != face || empty.Or(face, 0) == face {
		t.Error("the face does not stand in for what is empty alone")
	}
}

// A first reading that fails is said in place of the page and can be tried again; a later
// one leaves what stands there.
func TestRefusedReading(t *testing.T) {
	b, s := bodyOf(t)
	var latest shell.Latest
	var refusal error = app.Refuse("disk.full", "what", "site.db")
	full := widget.NewText("full")
	read := func() {
		Load(b, &latest, func(context.Context) (string, error) { return "", refusal }, func(string) { b.Show(full) })
	}
	read()
	s.Said(s.Words.Refusal(refusal))
	if s.Top() != nil {
		t.Error("what the page says stands in a dialog too")
	}
	refusal = nil
	s.Tap(s.Words.T("common.retry"))
	if !b.Shows(full) {
		t.Fatal("what was read the second time is not shown")
	}
	refusal = app.Refuse("record.unknown")
	if read(); !b.Shows(full) {
		t.Error("what stood there is gone")
	}
	s.Said(s.Words.Refusal(refusal))
}

func TestLeftPageShowsNothing(t *testing.T) {
	b, s := bodyOf(t)
	var latest shell.Latest
	s.Open(shell.To("other"))
	Load(b, &latest, func(ctx context.Context) (string, error) { return "", ctx.Err() }, func(string) { t.Error("a page that was left is shown") })
	if s.Run.Elapse(patience); b.Read() {
		t.Error("what stopped is told as a refusal")
	}
}
