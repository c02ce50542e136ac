package register

import (
	"keyday/app/site"
	"keyday/ui/register"
	"keyday/ui/screen/theme"
	"keyday/ui/screen/widget"
	"keyday/ui/words"
)

// HomeLook draws in a column, "home" where the list is of other records, how a home stands,
// and whether the law forbids handing it over.
func HomeLook(w *words.Words, column string) Look {
	return Look{State: func(r register.Row) Mark {
		state := site.State(r.Text(column))
		return Mark{Form: widget.FormOf(state), Colour: theme.OfState(state), Barred: w.Barred(r.Text("barred") != "")}
	}}
}
