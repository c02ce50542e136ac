package start

import (
	"bytes"
	"context"
	"errors"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"keyday/app"
	"keyday/app/site"
	"keyday/ui/screen/shell"
	"keyday/ui/screen/theme"
	"keyday/ui/screen/widget"
)

// founding is the form of a new site.
type founding struct {
	s *start
	f site.Founding

	fields map[string]*widget.Field
	inputs map[string]*widget.Entry
	folder *widget.Entry // follows the name until somebody types into it
	typed  bool
	logo   *fyne.Container
	act    *widget.Button
	failed *widget.Paragraph
}

// found asks for what a new site needs.
func (s *start) found() {
	w := s.w
	p := &founding{s: s, f: site.Founding{Lane: "01"}, fields: map[string]*widget.Field{}, inputs: map[string]*widget.Entry{}}
	must := map[string]bool{"name": true, "company": true, "supervisor": true, "pin": true, "pin_again": true, "lane": true, "folder": true}
	field := func(key string) fyne.CanvasObject {
		e := widget.NewEntry("")
		if strings.HasPrefix(key, "pin") {
			e = widget.NewSecretEntry("")
		}
		if key := "start.field." + key + "_hint"; w.Has(key) {
			e.SetPlaceHolder(w.T(key))
		}
		if s.kept != nil {
			e.SetText(s.kept.inputs[key].Text)
		}
		f := widget.NewField(w.T("start.field."+key), e)
		f.Must = must[key]
		e.OnSubmitted = func(string) { p.found() }
		p.fields[key], p.inputs[key] = f, e
		return f
	}
	left := widget.Stack(
		widget.NewSection(w.T("start.part.site")), field("name"), field("communities"),
		widget.NewSection(w.T("start.part.letterhead")), field("company"), field("address"), field("phone"), field("property"), p.logoField(),
	)
	right := widget.Stack(
		widget.NewSection(w.T("start.part.supervisor")), field("supervisor"), field("pin"), field("pin_again"),
		widget.NewSection(w.T("start.part.laptop")), field("lane"), field("folder"),
	)
	if s.kept == nil {
		p.inputs["lane"].SetText("01")
	} else {
		p.typed = s.kept.typed
		if len(s.kept.f.Logo) > 0 {
			_ = p.showLogo(s.kept.f.Logo, s.kept.f.LogoName) // it was shown before
		}
	}
	s.kept = p
	p.inputs["name"].OnChanged = func(string) { p.follow() }
	p.inputs["folder"].OnChanged = func(text string) { p.typed = text != p.where() }
	p.follow()
	p.failed = widget.NewParagraph("", pageWidth)
	p.failed.Colour = theme.Bad
	p.failed.Hide()
	p.act = widget.NewPrimary(w.T("start.found"), p.found)
	back := widget.NewButtonIn(widget.Flat, "back", w.T("common.back"), s.choose)
	note := widget.NewParagraph(w.T("start.pin_note"), pageWidth)
	note.Colour = theme.Quiet
	columns := container.New(layout.NewGridLayoutWithColumns(2), container.New(layout.NewCustomPaddedLayout(0, 0, 0, theme.Margin), left), container.New(layout.NewCustomPaddedLayout(0, 0, theme.Margin, 0), right))
	page := widget.Stack(widget.Bar(back, widget.NewTitle(w.T("start.found"))), columns, widget.Space(theme.Gap), note, p.failed, widget.Bar(layout.NewSpacer(), p.act))
	s.show(container.NewVScroll(container.NewCenter(widget.Padded(widget.Fixed(pageWidth, page)))), s.choose)
	s.p.Window.Canvas().Focus(p.inputs["name"])
}

func (p *founding) where() string {
	return p.s.p.NewFolder(strings.TrimSpace(p.inputs["name"].Text))
}

// follow keeps the folder's name that of the site's.
func (p *founding) follow() {
	if !p.typed {
		p.inputs["folder"].SetText(p.where())
		p.typed = false
	}
}

// logoField takes the letterhead's logo and shows it.
func (p *founding) logoField() fyne.CanvasObject {
	w := p.s.w
	p.logo = container.NewStack(widget.NewQuiet(w.T("start.logo_none")))
	pick := widget.NewButtonIn(widget.Plain, "photo", w.T("start.logo_pick"), p.pickLogo)
	f := widget.NewField(w.T("start.field.logo"), widget.Edges(nil, nil, nil, pick, p.logo))
	p.fields["logo"] = f
	return f
}

func (p *founding) pickLogo() {
	p.s.pick(shell.Pick{Kind: "picture", Title: p.s.w.T("settings.pick_picture"), Types: shell.PictureTypes, Done: func(paths []string) {
		p.fields["logo"].SetError(p.s.w.Refusal(p.readLogo(paths[0])))
	}})
}

func (p *founding) readLogo(path string) error {
	f, err := shell.OpenFile(path)
	if err != nil {
		return err
	}
	defer f.Close()
	content, err := io.ReadAll(io.LimitReader(f, 20<<20))
	if err != nil {
		return app.Refuse("photo.unreadable", "name", filepath.Base(path))
	}
	return p.showLogo(content, filepath.Base(path))
}

func (p *founding) showLogo(content []byte, name string) error {
	picture, err := p.s.p.Picture(bytes.NewReader(content), name)
	if err != nil {
		return err
	}
	p.f.Logo, p.f.LogoName = content, name
	shown := canvas.NewImageFromImage(picture)
	shown.FillMode = canvas.ImageFillContain
	shown.SetMinSize(fyne.NewSize(120, 44))
	p.logo.Objects = []fyne.CanvasObject{shown}
	p.logo.Refresh()
	return nil
}

// found makes the site. What is wrong is said at its field.
func (p *founding) found() {
	w, f := p.s.w, p.f
	text := func(key string) string { return strings.TrimSpace(p.inputs[key].Text) }
	for _, field := range p.fields {
		field.SetError("")
	}
	p.failed.Hide()
	var missing []string
	for _, key := range []string{"name", "company", "supervisor", "pin", "lane", "folder"} {
		if text(key) == "" {
			missing = append(missing, key)
			p.refuse(key, w.T("start.missing"))
		}
	}
	if len(missing) > 0 {
		p.s.p.Window.Canvas().Focus(p.inputs[missing[0]])
		return
	}
	if !filepath.IsAbs(text("folder")) {
		p.refuse("folder", w.T("start.folder_whole", "example", p.where()))
		return
	}
	if text("pin") != text("pin_again") {
		p.refuse("pin_again", w.T("start.pin_differs"))
		return
	}
	f.Name, f.Company, f.Address, f.Phone, f.Property = text("name"), text("company"), text("address"), text("phone"), text("property")
	for name := range strings.FieldsFuncSeq(text("communities"), func(r rune) bool { return strings.ContainsRune("、，,;；\n", r) }) {
		switch name = strings.TrimSpace(name); {
		case slices.Contains(f.Communities, name):
			p.refuse("communities", w.T("start.community_twice", "name", name))
			return
		case name != "":
			f.Communities = append(f.Communities, name)
		}
	}
	if len(f.Communities) == 0 {
		f.Communities = []string{f.Name}
	}
	f.Supervisor, f.PIN, f.Lane, f.Folder = text("supervisor"), text("pin"), text("lane"), text("folder")
	if len(f.Lane) == 1 {
		f.Lane = "0" + f.Lane
	}
	p.act.Disable()
	p.s.run.Go(func() {
		err := p.s.p.Found(context.Background(), f)
		p.s.run.Screen(func() {
			p.act.Enable()
			if err != nil {
				p.refuse(fieldFor(err), w.Refusal(err))
			}
		})
	})
}

// fieldOf says at which field a refusal belongs.
var fieldOf = map[string]string{
	"site.name_missing": "name", "site.folder_taken": "folder", "site.being_made": "folder", "site.half_made": "folder", "site.lane_unreadable": "lane", "staff.name_missing": "supervisor", "staff.pin_weak": "pin",
	"disk.readonly": "folder", "disk.permission": "folder", "disk.full": "folder", "disk.missing": "folder",

	// By the field of the record, where what was written is no plain text, or too long.
	"site.name": "name", "site.company": "company", "site.address": "address", "site.phone": "phone", "site.property": "property",
	"community.name": "communities", "person.name": "supervisor",
}

func fieldFor(err error) string {
	var refusal *app.Refusal
	if errors.As(err, &refusal) && strings.HasPrefix(refusal.Code, "text.") {
		return fieldOf[refusal.Args["kind"]+"."+refusal.Args["field"]]
	}
	return fieldOf[app.RefusalCode(err)]
}

func (p *founding) refuse(key, text string) {
	if f := p.fields[key]; f != nil {
		f.SetError(text)
		p.s.p.Window.Canvas().Focus(p.inputs[key])
	} else {
		p.failed.SetText(text)
		p.failed.Show()
	}
	p.s.body.Refresh()
}
