package start

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"keyday/app"
	"keyday/ui/screen/shell/shelltest"
	"keyday/ui/screen/widget"
)

// A site with a start passphrase asks for it, at the window's start and when it is
// chosen; a wrong one is said at the field, which then waits for another.
func TestUnlock(t *testing.T) {
	const folder = "/data/锦绣花园一期"
	needed, wrong := app.Refuse(needsPassphrase, "folder", folder), app.Refuse(wrongPassphrase, "folder", folder)
	known := []Known{{Name: "锦绣花园", Folder: folder}}
	chosen := open(t, func(p *Params) { p.Known = known })
	chosen.fault = needed
	shelltest.Find(chosen.Stage, func(c *ChoiceTile) bool { return c.Title == "锦绣花园" }).TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	begun := open(t, func(p *Params) { p.Known, p.Folder, p.Failed = known, folder, needed })
	test.AssertRendersToMarkup(t, "unlock.xml", begun.Win.Canvas())
	for name, s := range map[string]*stage{"chosen": chosen, "begun": begun} {
		s.given = nil
		secret := s.entry("start_passphrase")
		if !secret.Password || s.Win.Canvas().Focused() != secret {
			t.Fatalf("%s: the field shows what is typed, or has not the keyboard", name)
		}
		field := shelltest.Find(s.Stage, func(f *widget.Field) bool { return f.Input == secret })
		secret.OnSubmitted("")
		if len(s.given) != 0 || field.Error() != s.Words.T("start.missing") {
			t.Errorf("%s: nothing is taken for a passphrase: %q", name, field.Error())
		}
		s.fault = wrong
		secret.SetText("七月的要是")
		secret.OnSubmitted("")
		if field.Error() != s.Words.Refusal(wrong) || secret.Text != "" {
			t.Errorf("%s: a wrong one says %q and leaves %q", name, field.Error(), secret.Text)
		}
		s.fault = nil
		secret.SetText("七月的钥匙")
		secret.OnSubmitted("")
		if !slices.Equal(s.given, []string{"七月的要是", "七月的钥匙"}) || s.opened[len(s.opened)-1] != folder || field.Error() != "" {
			t.Errorf("%s: gave %q to %q", name, s.given, s.opened)
		}
	}
	// Back, nothing is left of it; another failure is said as always.
	shelltest.Find(begun.Stage, func(b *widget.Button) bool { return b.Icon == "back" }).OnTap()
	if shelltest.Find(begun.Stage, func(c *ChoiceTile) bool { return c.Title == begun.Words.T("start.found") }) == nil {
		t.Error("there is no way back")
	}
	if shelltest.Find(begun.Stage, func(b *widget.Button) bool { return b.Text == begun.Words.T("common.retry") }) != nil {
		t.Error("what only lacked a passphrase is called a failure")
	}
}
