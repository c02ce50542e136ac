package settings

import (
	"time"

	"fyne.io/fyne/v2"

	"keyday/ui/screen/theme"
	"keyday/ui/screen/widget"
	"keyday/ui/words"
)

// The steps of text and of idle time that are offered.
var (
	textSizes = []float32{0.9, 1, 1.15, 1.3, 1.5}
	idleTimes = []time.Duration{2 * time.Minute, 5 * time.Minute, 10 * time.Minute, 15 * time.Minute, 30 * time.Minute, 0}
)

// laptop is how Keyday looks and locks on this laptop; each choice holds at once.
func (pg *page) laptop() fyne.CanvasObject {
	w := pg.c.W
	row := func(n int, text func(i int) string, lit func(i int) bool, do func(i int)) fyne.CanvasObject {
		texts, now := make([]string, n), -1
		for i := range n {
			texts[i] = text(i)
			if lit(i) {
				now = i
			}
		}
		return widget.Bar(widget.Choices(texts, now, do)...)
	}
	modes := []theme.Mode{theme.System, theme.Light, theme.Dark}
	language := row(len(words.Languages), func(i int) string { return words.Languages[i].Name() },
		func(i int) bool { return words.Languages[i] == w.Language() }, func(i int) { pg.c.SetLanguage(words.Languages[i]) })
	mode := row(len(modes), func(i int) string { return w.T("shell.mode." + string(modes[i])) },
		func(i int) bool { return modes[i] == pg.c.Mode() }, func(i int) { pg.c.SetMode(modes[i]) })
	cramped := widget.NewQuiet("")
	tellCramped := func() {
		said := ""
		if asked, shown := pg.p.Laptop.TextSize(); shown < asked {
			said = w.T("settings.size_cramped")
		}
		cramped.SetText(said)
	}
	tellCramped()
	asked, _ := pg.p.Laptop.TextSize()
	size := row(len(textSizes), func(i int) string {
		return w.T("settings.size." + []string{"small", "normal", "large", "larger", "largest"}[i])
	},
		func(i int) bool { return textSizes[i] == asked }, func(i int) {
			pg.p.Laptop.SetTextSize(textSizes[i])
			tellCramped()
		})
	idle := row(len(idleTimes), func(i int) string {
		if idleTimes[i] == 0 {
			return w.T("settings.idle_never")
		}
		return w.T("settings.idle_minutes", "n", int(idleTimes[i]/time.Minute))
	}, func(i int) bool { return idleTimes[i] == pg.p.Laptop.Idle() }, func(i int) {
		pg.p.Laptop.SetIdle(idleTimes[i])
		pg.c.SetIdle(idleTimes[i])
	})
	return column(
		widget.NewField(w.T("settings.field.language"), language),
		widget.NewField(w.T("settings.field.mode"), mode),
		widget.NewField(w.T("settings.field.size"), size), cramped, widget.Space(theme.Gap),
		widget.NewField(w.T("settings.field.idle"), idle),
		widget.Space(theme.Gap),
		widget.Bar(widget.NewButtonIn(widget.Plain, "lock", w.T("settings.pin_title"), pg.changePIN)),
		widget.Space(theme.Margin), widget.NewSection(w.T("settings.start_title")),
		pg.startPassphrase(),
	)
}
