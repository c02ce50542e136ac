package register

import (
	"keyday/app/site"
	"keyday/ui/register"
	"keyday/ui/screen/widget"
	"keyday/ui/words"
)

// HomeLook draws in a column, "home" where the list is of other records, how a home stands,
// and whether the law forbids handing it over.
func HomeLook(w *words.Words, column string) Look {
	return Look{Sign: func(r register.Row, s *widget.StateSign) {
		state := site.State(r.Text(column))
		s.SetHome(state, w.T("common.state."+string(state)), w.Barred(r.Text("barred") != ""))
	}}
}
