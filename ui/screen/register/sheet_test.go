package register

import (
	"context"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"keyday/app"
	"keyday/ui/screen/shell"
	"keyday/ui/screen/shell/shelltest"
	"keyday/ui/screen/widget"
)

// kept is what a sheet shows in these tests.
type kept struct {
	Name  string
	Days  int
	Ended string
}

// opened is a sheet on a page, and what is kept.
type opened struct {
	*shelltest.Stage
	kept    kept
	refused error
	wrong   error // why nothing can be read
	saved   int
	form    *Form
}

func openSheet(t *testing.T, o *opened, held string) *opened {
	t.Helper()
	o.Stage = stage(t, func(c *shell.Context) fyne.CanvasObject {
		return Sheet[kept]{Kinds: []string{"site"}, Width: 400, Held: held,
			See: func(context.Context) (app.Seen[kept], error) { return app.Seen[kept]{Value: o.kept}, o.wrong },
			Fill: func(f *Form, seen *app.Seen[kept]) func() (Doing, error) {
				o.form = f
				name := f.Text("名称", seen.Value.Name, Of("name"))
				days := f.Numbers("期限", []Number{{Value: seen.Value.Days, Most: 30, Unit: "天"}}, "不少于 3 天")
				ended := Chips(f, Choice[string]{"结束", []string{"售出", "退房"}, func(k string) string { return k }}, seen.Value.Ended)
				return func() (Doing, error) {
					now := kept{name.Text, days()[0], ended()}
					return func(context.Context) error {
						if o.refused == nil {
							o.kept, o.saved = now, o.saved+1
						}
						return o.refused
					}, nil
				}
			}}.Open(c)
	})
	return o
}

func (o *opened) entry(text string) *widget.Entry {
	o.Helper()
	e := shelltest.Find(o.Stage, func(e *widget.Entry) bool { return e.Text == text })
	if e == nil {
		o.Fatalf("no field says %q: %s", text, o.Says())
	}
	return e
}

// What is filled in is kept, and what is refused of it is said at its field.
func TestSheetSavesWhatStandsInIt(t *testing.T) {
	o := openSheet(t, &opened{kept: kept{"锦绣", 7, ""}}, "")
	save := o.Words.T("common.save")
	o.entry("锦绣").SetText("花园")
	o.entry("7").SetText("40")
	if o.Tap(save); o.saved != 0 || !strings.Contains(o.Says(), "30") {
		t.Errorf("more than the most was kept, or is not said: %s", o.Says())
	}
	o.entry("40").SetText("")
	o.TapChip("退房")
	o.refused = app.Refuse("owner.name_missing", "field", "name")
	field := shelltest.Find(o.Stage, func(f *widget.Field) bool { return f.Label == "名称" })
	if o.Tap(save); field.Error() == "" || o.entry("花园") == nil {
		t.Error("what was refused of the name is not said there, or what was typed is gone")
	}
	o.refused = nil
	if o.Tap(save); o.kept != (kept{"花园", 0, "退房"}) || o.saved != 1 {
		t.Errorf("kept %+v", o.kept)
	}
}

// What others write is shown, but never over what somebody has begun to fill in.
func TestSheetFollowsUntilItIsTouched(t *testing.T) {
	o := openSheet(t, &opened{kept: kept{"锦绣", 7, "售出"}}, "")
	o.kept.Name = "花园"
	o.Changed("site")
	if o.entry("花园"); o.form.Changed() {
		t.Error("what is shown anew counts as filled in")
	}
	o.TapChip("退房")
	o.kept.Name = "别墅"
	if o.Changed("site"); o.entry("花园") == nil || !o.form.Changed() {
		t.Error("what somebody filled in was taken away")
	}
	o.TapChip("售出")
	if o.Changed("site"); o.entry("别墅") == nil {
		t.Error("what was put back as it was keeps what is kept by now from being shown")
	}
}

// Who may only look sees why, and can change nothing.
func TestSheetToLookAt(t *testing.T) {
	o := openSheet(t, &opened{kept: kept{"锦绣", 7, ""}}, "只能查看")
	o.Said("只能查看")
	if o.Button(o.Words.T("common.save")) != nil || !o.entry("锦绣").Disabled() || !o.entry("7").Disabled() {
		t.Error("who may only look can change something")
	}
}

// A sheet that cannot be read says why, and shows itself once it can.
func TestSheetRefused(t *testing.T) {
	o := openSheet(t, &opened{kept: kept{"锦绣", 7, ""}, wrong: app.Refuse("conflict.open")}, "")
	o.Said(o.Words.Refusal(o.wrong))
	o.wrong = nil
	o.Tap(o.Words.T("common.retry"))
	o.entry("锦绣")
}
