package shell

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"keyday/app"
	"keyday/ui/screen/theme"
	"keyday/ui/screen/widget"
	"keyday/ui/words"
)

// Pick is what a person is asked to choose on the disk. It speaks our language and
// takes several files at once, which the toolkit's picker does not.
type Pick struct {
	Kind    string   // the folder is remembered under it: "photo", "ledger"
	Title   string   // what is wanted
	Types   []string // endings of the files that are shown, ".jpg"; none: all
	Several bool     // several files may be chosen
	Folder  bool     // a folder is wanted
	Save    string   // a file is to be written, and may be called so
	Done    func(paths []string)
}

// PhotoTypes are the endings of the files that are offered as photos. What cannot be
// shown, HEIC say, is refused by name by whoever keeps them.
var PhotoTypes = []string{".jpg", ".jpeg", ".png", ".gif", ".webp", ".bmp", ".heic", ".heif"}

// PictureTypes are the endings of the files that are offered as a logo or a plan.
var PictureTypes = []string{".png", ".jpg", ".jpeg", ".webp", ".bmp"}

// Pick asks for files or a folder; Done is not called where the person leaves.
func (c *Context) Pick(p Pick) { p.Show(c.Canvas(), c.W, c.shell.runner) }

// Show asks over a window that has no shell, as before a site is open.
func (p Pick) Show(over fyne.Canvas, w *words.Words, runner Runner) {
	k := &picker{Pick: p, canvas: over, w: w, runner: runner}
	k.open()
}

// picker is an open Pick.
type picker struct {
	Pick
	canvas fyne.Canvas
	w      *words.Words
	runner Runner
	dialog *widget.Dialog
	folder string
	ticket int // of the newest folder that was asked for
	path   *widget.Entry
	name   *widget.Entry // with Save
	said   *widget.Text
	table  *widget.DataTable[diskFile]
	none   *widget.Text // instead of files where the folder holds none of the kind
	// arrived shows, in the choice of places, in which one the list is now.
	arrived func()
	warned  string // the file of which it was said that it is there already
}

const (
	pickWidth  float32 = 820
	pickHeight float32 = 360
)

func (k *picker) open() {
	w := k.w
	k.path = widget.NewEntry("")
	k.path.OnSubmitted = k.typed
	k.table = k.files()
	k.said, k.none = widget.NewQuiet(""), widget.NewQuiet(k.nothing())
	k.none.Hide()
	k.dialog = widget.NewDialog(w, k.Title, "")
	k.dialog.Confirm, k.dialog.Width, k.dialog.Focus = w.T("shell.pick.confirm"), pickWidth, k.table.Focusable()
	up := widget.NewIconButton("up", w.T("shell.pick.up"), k.up)
	head := widget.Edges(nil, nil, widget.Bar(up, widget.Fixed(150, k.places())), nil,
		container.New(layout.NewCustomPaddedLayout(4, 4, theme.Gap, 0), k.path))
	parts := []fyne.CanvasObject{head, widget.Space(theme.Gap), widget.HLine(), container.New(pickTable{}, container.NewStack(k.table, container.NewCenter(k.none))), widget.HLine()}
	switch {
	case k.Save != "":
		k.dialog.Confirm = w.T("common.save")
		k.name = widget.NewEntry("")
		k.name.SetText(k.Save)
		k.name.OnSubmitted = func(string) { widget.Confirm(k.canvas) }
		k.dialog.Focus = k.name
		parts = append(parts, widget.Space(theme.Gap), widget.NewField(w.T("shell.pick.name"), k.name))
	case k.Folder:
		k.dialog.Confirm = w.T("shell.pick.this_folder")
	case k.Several:
		parts = append(parts, widget.Space(4), k.said)
	}
	k.dialog.Content = widget.Stack(parts...)
	k.dialog.OnConfirm = k.confirm
	k.count(nil)
	k.dialog.Show(k.canvas)
	k.folder = k.begin() // who is quick saves here, though the list has not come yet
	k.path.SetText(k.folder)
	k.visit(k.folder)
}

// begin is the folder where the last one of the kind was chosen, else where such
// files mostly lie.
func (k *picker) begin() string {
	if last := fyne.CurrentApp().Preferences().String("pick." + k.Kind); filepath.IsAbs(last) {
		if info, err := os.Stat(last); err == nil && info.IsDir() {
			return last
		}
	}
	usual := "downloads"
	if k.Kind == "photo" {
		usual = "pictures"
	}
	begin := string(filepath.Separator)
	for _, p := range diskPlaces() {
		if p.key == usual {
			return p.folder
		}
		if p.key == "home" {
			begin = p.folder
		}
	}
	return begin
}

func (k *picker) files() *widget.DataTable[diskFile] {
	w := k.w
	t := widget.NewDataTable(
		widget.Column[diskFile]{Title: "", Width: 40,
			Cell: func() fyne.CanvasObject { return folderIcon() },
			Show: func(f diskFile, o fyne.CanvasObject) {
				o.(*fyne.Container).Objects[0].(*canvas.Image).Hidden = !f.folder
				o.Refresh()
			}},
		widget.Column[diskFile]{Title: w.T("shell.pick.file"), Width: 280, Grow: true, Text: func(f diskFile) string { return f.name }},
		widget.Column[diskFile]{Title: w.T("shell.pick.size"), Width: 90, Right: true, Text: func(f diskFile) string {
			if f.folder {
				return ""
			}
			return sizeText(f.size)
		}, Colour: func(diskFile) fyne.ThemeColorName { return theme.Quiet }},
		widget.Column[diskFile]{Title: w.T("shell.pick.changed"), Width: 150, Text: func(f diskFile) string { return w.Moment(f.at) },
			Colour: func(diskFile) fyne.ThemeColorName { return theme.Quiet }})
	t.SetMulti(k.Several)
	t.OnSelect = k.count
	t.OnOpen = k.opened
	return t
}

// places offers the user's folders and media.
func (k *picker) places() fyne.CanvasObject {
	all := diskPlaces()
	names := make([]string, len(all))
	for i, p := range all {
		if names[i] = p.name; p.key != "" {
			names[i] = k.w.T("shell.pick." + p.key)
		}
	}
	choice := widget.NewSelect(names, nil)
	choice.OnChanged = func(string) {
		if i := choice.Index(); i >= 0 {
			k.visit(all[i].folder)
		}
	}
	k.arrived = func() {
		choice.Choose(k.w.T("shell.pick.places"))
		for i, p := range all {
			if p.folder == k.folder {
				choice.Choose(names[i])
			}
		}
	}
	return choice
}

func folderIcon() fyne.CanvasObject {
	icon := canvas.NewImageFromResource(theme.IconIn("folder", theme.Accent))
	icon.FillMode = canvas.ImageFillContain
	icon.SetMinSize(fyne.NewSquareSize(20))
	return container.NewCenter(icon)
}

// visit shows another folder, read off the screen's goroutine.
func (k *picker) visit(folder string) {
	wanted := ofTypes(k.Types)
	if k.Folder {
		wanted = func(string) bool { return false }
	}
	k.ticket++
	ticket := k.ticket
	k.runner.Go(func() {
		files, err := listFolder(folder, wanted)
		k.runner.Screen(func() {
			if ticket == k.ticket && k.dialog.Open() {
				k.list(folder, files, err)
			}
		})
	})
}

// list shows what a folder holds, or that it cannot be read.
func (k *picker) list(folder string, files []diskFile, err error) {
	if err != nil {
		k.dialog.SetError(k.w.Refusal(app.Refuse("disk.missing", "what", folder)))
		return
	}
	k.dialog.SetError("")
	k.folder = folder
	k.path.SetText(folder)
	k.arrived()
	k.table.ClearSelection()
	k.table.SetRecords(files)
	k.none.Hidden = len(files) > 0 || k.Folder || k.Save != ""
	k.none.Refresh()
	k.table.GoTo(func(diskFile) bool { return true })
	k.count(nil)
}

// nothing says that a folder has nothing to choose: an empty one, or one without
// files of the kind.
func (k *picker) nothing() string {
	if len(k.Types) == 0 {
		return k.w.T("shell.pick.empty")
	}
	return k.w.T("shell.pick.none", "types", strings.Join(k.Types, " "))
}

func (k *picker) up() { k.visit(filepath.Dir(k.folder)) }

// typed goes to the folder whose path was typed, or takes the file.
func (k *picker) typed(path string) {
	if !filepath.IsAbs(path) {
		path = filepath.Join(k.folder, path)
	}
	if info, err := os.Stat(path); err == nil && !info.IsDir() && !k.Folder && k.Save == "" {
		k.take(path)
		return
	}
	k.visit(path)
}

// opened goes into a folder, and takes a file with those that are marked.
func (k *picker) opened(f diskFile) {
	switch {
	case f.folder:
		k.visit(f.path)
	case k.Save != "":
		k.name.SetText(f.name)
	default:
		k.take(k.marked(f)...)
	}
}

// marked are the files that are selected; where none is, the one at hand.
func (k *picker) marked(at diskFile) []string {
	var paths []string
	for _, f := range k.table.Selected() {
		if !f.folder {
			paths = append(paths, f.path)
		}
	}
	if len(paths) == 0 && !at.folder && at.path != "" {
		paths = []string{at.path}
	}
	return paths
}

// count says how many files are selected, or how several are.
func (k *picker) count(selected []diskFile) {
	n := 0
	for _, f := range selected {
		if !f.folder {
			n++
		}
	}
	if n == 0 {
		k.said.SetText(k.w.T("shell.pick.several"))
		return
	}
	k.said.SetText(k.w.T("shell.pick.selected", "n", n))
}

// confirm does what the dialog's act says.
func (k *picker) confirm() bool {
	at, _ := k.table.Current()
	switch {
	case k.Folder:
		k.take(k.folder)
	case k.Save != "":
		k.save()
	case len(k.marked(at)) > 0:
		k.take(k.marked(at)...)
	case at.folder:
		k.visit(at.path)
	}
	return false
}

// save takes the path to write to; a file that is there is replaced at the second
// word.
func (k *picker) save() {
	if k.name.Text == "" {
		return
	}
	path := filepath.Join(k.folder, k.name.Text)
	if _, err := os.Stat(path); err == nil && k.warned != path {
		k.warned = path
		k.dialog.SetError(k.w.T("shell.pick.replace", "file", k.name.Text))
		return
	}
	k.take(path)
}

func (k *picker) take(paths ...string) {
	folder := k.folder
	if !k.Folder {
		folder = filepath.Dir(paths[0])
	}
	fyne.CurrentApp().Preferences().SetString("pick."+k.Kind, folder)
	k.dialog.Close()
	k.Done(paths)
}

// sizeText is a size as people read it: 3 KB, 2.4 MB.
func sizeText(bytes int64) string {
	if bytes < 1<<20 {
		return strconv.FormatInt((bytes+1023)>>10, 10) + " KB"
	}
	return strconv.FormatFloat(float64(bytes)/(1<<20), 'f', 1, 64) + " MB"
}

// pickTable gives the list of files its height.
type pickTable struct{}

func (pickTable) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(pickWidth, pickHeight)
}

func (pickTable) Layout(objects []fyne.CanvasObject, size fyne.Size) { objects[0].Resize(size) }
