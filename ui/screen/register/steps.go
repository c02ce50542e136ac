package register

import (
	"cmp"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"keyday/ui/screen/shell"
	"keyday/ui/screen/theme"
	"keyday/ui/screen/widget"
)

// Act is one thing that can be done with a record.
type Act struct {
	Name   string // on its button, or its line of the menu
	Do     func()
	Danger bool // it takes something away
	Greyed bool // it is said, and cannot be done now

	Key fyne.KeyName // that takes it with Ctrl, "" for none
}

// Offer is what can be done with a record as it stands.
type Offer struct {
	Of   any   // the record, as one compares it
	Next *Act  // what it waits for; nil for nothing that the person may do
	Else []Act // what else can be done, the likeliest first
	Calm bool  // something else in the window is the primary act
}

// Offered sorts the steps that a machine allows into what the state waits for and the
// rest. What act leaves without a name is offered elsewhere.
func Offered[T comparable](steps []T, next T, act func(T) Act) (o Offer) {
	for _, step := range steps {
		switch a := act(step); {
		case a.Name == "":
		case step == next:
			o.Next = &a
		default:
			o.Else = append(o.Else, a)
		}
	}
	return o
}

// order puts what takes something away after everything else.
func order(a Act) int {
	if a.Danger {
		return 1
	}
	return 0
}

// beside is how many acts stand beside the next one at most; the others are in the menu.
const beside = 2

// Steps is the foot of a record: what it waits for in a line of its own, two other acts
// under it, and a menu of the rest at the right. It keeps its height and the places of its
// buttons whatever is offered. The window's menu lists the same acts, with their keys.
type Steps struct {
	View fyne.CanvasObject
	Next *widget.Button
	Now  func() time.Time // tests lend another

	c      *shell.Context
	width  float32
	others [beside]*widget.Button
	more   *widget.Button
	idle   *widget.Text
	menu   fyne.CanvasObject // that is open, nil for none

	offer Offer
	stale bool
	moved map[*widget.Button]time.Time // when a button last came to say something else
}

// NewSteps is a foot of a width, without its margins.
func NewSteps(c *shell.Context, width float32) *Steps {
	s := &Steps{c: c, width: width, Now: time.Now, moved: map[*widget.Button]time.Time{}, idle: widget.NewQuiet(c.W.T("common.no_next"))}
	s.idle.Least = 40
	s.Next = widget.NewPrimary("", nil)
	row := make([]fyne.CanvasObject, 0, beside+2)
	for i := range s.others {
		s.others[i] = widget.NewButton("", nil)
		row = append(row, s.others[i])
	}
	s.more = widget.NewButtonIn(widget.Plain, "down", c.W.T("common.more"), s.openMenu)
	s.more.IconLast = true
	row = append(row, layout.NewSpacer(), s.more)
	line := func(o fyne.CanvasObject) fyne.CanvasObject {
		return container.NewStack(widget.Fixed(s.width, widget.Space(theme.Touch)), o)
	}
	lines := widget.Stack(line(container.NewStack(s.idle, s.Next)), line(widget.Bar(row...)))
	s.View = Foot(lines)
	s.lay()
	return s
}

// Foot is the foot of a pane or a card: a line over what can be done there.
func Foot(o fyne.CanvasObject) *fyne.Container {
	padded := container.New(layout.NewCustomPaddedLayout(theme.Gap, theme.Gap, theme.Margin, theme.Margin), o)
	return widget.Stack(widget.HLine(), widget.NewPanel(theme.Paper, padded))
}

// Offer says what can be done with the record now; what takes something away is put last.
func (s *Steps) Offer(o Offer) {
	slices.SortStableFunc(o.Else, func(a, b Act) int { return cmp.Compare(order(a), order(b)) })
	if !slices.Equal(names(o), names(s.offer)) {
		s.closeMenu()
	}
	same, before := o.Of == s.offer.Of, s.said()
	s.offer, s.stale = o, false
	s.lay()
	for b, said := range s.said() {
		if same && said != before[b] {
			s.moved[b] = s.Now()
		}
	}
	s.c.Offer(s.commands()...)
}

// commands are the acts as the menu of the window lists them.
func (s *Steps) commands() (all []shell.Command) {
	acts := s.offer.Else
	if s.offer.Next != nil {
		acts = append([]Act{*s.offer.Next}, acts...)
	}
	for _, a := range acts {
		all = append(all, shell.Command{Text: a.Name, Key: a.Key, Greyed: a.Greyed, Do: func() { s.take(a) }})
	}
	return all
}

// Wait lets nothing answer until what can be done now is offered: what stands there is of
// a record that has changed, or that another one takes the place of.
func (s *Steps) Wait() {
	s.stale = true
	s.closeMenu()
	s.lay()
}

// names are those of all acts, in their order.
func names(o Offer) (all []string) {
	if o.Next != nil {
		all = append(all, o.Next.Name)
	}
	for _, a := range o.Else {
		all = append(all, "", a.Name)
	}
	return all
}

// said is what each button says, "" where it is gone.
func (s *Steps) said() map[*widget.Button]string {
	all := map[*widget.Button]string{}
	for _, b := range append(s.others[:], s.Next) {
		if all[b] = ""; b.Visible() {
			all[b] = b.Text
		}
	}
	return all
}

// lay puts the acts upon the buttons.
func (s *Steps) lay() {
	s.Next.Weight = widget.Primary
	if s.offer.Calm {
		s.Next.Weight = widget.Plain
	}
	s.put(s.Next, s.offer.Next)
	widget.ShowIf(s.idle, s.offer.Next == nil)
	shown := s.fitting()
	for i, b := range s.others {
		var a *Act
		if i < shown {
			a = &s.offer.Else[i]
		}
		s.put(b, a)
	}
	widget.ShowIf(s.more, len(s.offer.Else) > shown)
	s.enable(s.more, true)
	s.View.Refresh()
}

// put lets a button do the act; without one it is gone.
func (s *Steps) put(b *widget.Button, a *Act) {
	widget.ShowIf(b, a != nil)
	if a == nil {
		b.OnTap = nil
		return
	}
	b.Text, b.OnTap = a.Name, func() {
		if s.Now().Sub(s.moved[b]) >= twice {
			s.take(*a)
		}
	}
	if b != s.Next {
		b.Weight = widget.Plain
	}
	if a.Danger {
		b.Weight = widget.Danger
	}
	s.enable(b, !a.Greyed)
}

func (s *Steps) enable(b *widget.Button, on bool) {
	b.Greyed = s.stale || !on
	b.Refresh()
}

// fitting is how many of the other acts have room beside the menu of the rest.
func (s *Steps) fitting() int {
	width := func(text string) float32 { return widget.NewButton(text, nil).MinSize().Width }
	for n := min(beside, len(s.offer.Else)); n > 0; n-- {
		need := float32(0)
		if n < len(s.offer.Else) {
			need = s.more.MinSize().Width
		}
		for _, a := range s.offer.Else[:n] {
			need += width(a.Name) + theme.Gap
		}
		if need <= s.width {
			return n
		}
	}
	return 0
}

// twice is how long after a button has changed a tap is still meant for what stood there
// before: as long as the second half of a double one takes.
const twice = 400 * time.Millisecond

// take does what was asked for, unless it is not known what can be done now.
func (s *Steps) take(a Act) {
	if !s.stale && !a.Greyed {
		a.Do()
	}
}

// openMenu shows the acts that stand on no button.
func (s *Steps) openMenu() {
	var items []*fyne.MenuItem
	for _, a := range s.offer.Else[s.fitting():] {
		item := fyne.NewMenuItem(widget.Shown(a.Name), func() { s.take(a) })
		item.Disabled = a.Greyed
		items = append(items, item)
	}
	s.menu = widget.DropMenu(s.more, items...)
}

func (s *Steps) closeMenu() {
	if s.menu != nil {
		s.menu.Hide()
		s.menu = nil
	}
}
