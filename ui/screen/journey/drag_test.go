package journey

import (
	"fmt"
	"io"
	"net/url"
	"strings"
	"time"

	"github.com/jezek/xgb"
	"github.com/jezek/xgb/xproto"
)

// xdndVersion is the version of the protocol that file managers speak.
const xdndVersion = 5

// drag lets files fall upon a place of the window, as a file manager does: it
// offers them as text/uri-list by the XDND protocol, version 5, and waits until
// the window has taken them. What xdotool moves is only the pointer.
func (w *window) drag(x, y int, files ...string) {
	w.t.Helper()
	w.xdo("mousemove", fmt.Sprint(x), fmt.Sprint(y))
	d, err := newDragging(w.display, w.id)
	if err != nil {
		w.t.Fatal(err)
	}
	defer d.x.Close()
	if err := d.drop(x, y, uriList(files)); err != nil {
		w.t.Fatalf("dropping %q: %v", files, err)
	}
	w.still()
}

// uriList is what a file manager hands over: percent-encoded addresses, a line each.
func uriList(files []string) []byte {
	var b strings.Builder
	for _, f := range files {
		b.WriteString((&url.URL{Scheme: "file", Path: f}).String() + "\r\n")
	}
	return []byte(b.String())
}

// dragging is a drag that is under way, with a connection of its own to the display.
type dragging struct {
	x              *xgb.Conn
	source, target xproto.Window
	atoms          map[string]xproto.Atom
}

func newDragging(display, target string) (*dragging, error) {
	xgb.Logger.SetOutput(io.Discard) // it tells of every display without a key
	x, err := xgb.NewConnDisplay(display)
	if err != nil {
		return nil, err
	}
	d := &dragging{x: x, atoms: map[string]xproto.Atom{}}
	if _, err := fmt.Sscan(target, &d.target); err != nil {
		return nil, err
	}
	for _, name := range []string{"XdndEnter", "XdndPosition", "XdndStatus", "XdndDrop", "XdndFinished", "XdndSelection", "XdndActionCopy", "text/uri-list"} {
		a, err := xproto.InternAtom(x, false, uint16(len(name)), name).Reply()
		if err != nil {
			return nil, err
		}
		d.atoms[name] = a.Atom
	}
	if d.source, err = xproto.NewWindowId(x); err != nil {
		return nil, err
	}
	root := xproto.Setup(x).DefaultScreen(x)
	return d, xproto.CreateWindowChecked(x, root.RootDepth, d.source, root.Root, 0, 0, 1, 1, 0,
		xproto.WindowClassInputOutput, root.RootVisual, 0, nil).Check()
}

// drop goes through a drag from entering the window to its word that it is done.
func (d *dragging) drop(x, y int, list []byte) error {
	if err := xproto.SetSelectionOwnerChecked(d.x, d.source, d.atoms["XdndSelection"], xproto.TimeCurrentTime).Check(); err != nil {
		return err
	}
	if err := d.tell("XdndEnter", xdndVersion<<24, uint32(d.atoms["text/uri-list"]), 0, 0); err != nil {
		return err
	}
	if err := d.tell("XdndPosition", 0, uint32(x<<16|y), xproto.TimeCurrentTime, uint32(d.atoms["XdndActionCopy"])); err != nil {
		return err
	}
	status, err := d.hear("XdndStatus", nil)
	if err != nil {
		return err
	}
	if status[1]&1 == 0 {
		return fmt.Errorf("the window takes no files there")
	}
	if err := d.tell("XdndDrop", 0, xproto.TimeCurrentTime, 0, 0); err != nil {
		return err
	}
	finished, err := d.hear("XdndFinished", list)
	if err == nil && finished[1] == 0 { // the toolkit tells how many bytes it took
		err = fmt.Errorf("the window took none")
	}
	return err
}

// tell sends the window a message of the protocol.
func (d *dragging) tell(what string, rest ...uint32) error {
	event := xproto.ClientMessageEvent{Format: 32, Window: d.target, Type: d.atoms[what],
		Data: xproto.ClientMessageDataUnionData32New(append([]uint32{uint32(d.source)}, rest...))}
	return xproto.SendEventChecked(d.x, false, d.target, xproto.EventMaskNoEvent, string(event.Bytes())).Check()
}

// hear waits for a message of the window, and hands over the list when asked for it.
func (d *dragging) hear(what string, list []byte) ([]uint32, error) {
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(10 * time.Millisecond) {
		event, xerr := d.x.PollForEvent()
		if xerr != nil {
			return nil, xerr
		}
		switch event := event.(type) {
		case xproto.SelectionRequestEvent:
			if err := d.hand(event, list); err != nil {
				return nil, err
			}
		case xproto.ClientMessageEvent:
			if event.Type == d.atoms[what] {
				return event.Data.Data32, nil
			}
		}
	}
	return nil, fmt.Errorf("no %s within %v", what, patience)
}

// hand lays the list where the window wants it.
func (d *dragging) hand(to xproto.SelectionRequestEvent, list []byte) error {
	if err := xproto.ChangePropertyChecked(d.x, xproto.PropModeReplace, to.Requestor, to.Property, to.Target, 8, uint32(len(list)), list).Check(); err != nil {
		return err
	}
	event := xproto.SelectionNotifyEvent{Time: to.Time, Requestor: to.Requestor, Selection: to.Selection, Target: to.Target, Property: to.Property}
	return xproto.SendEventChecked(d.x, false, to.Requestor, xproto.EventMaskNoEvent, string(event.Bytes())).Check()
}
