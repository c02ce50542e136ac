package inspection

import (
	"keyday/app/defect"
	"keyday/app/inspect"
	"keyday/ui/words"
)

// said is a text of the checklist in the language spoken.
func said(w *words.Words, s inspect.Said) string {
	if w.Language() == words.English && s.EN != "" {
		return s.EN
	}
	return s.ZH
}

// occasion is 内部验收 第 2 轮; the first of an occasion without rounds is not counted.
func occasion(w *words.Words, o defect.Origin, round int) string {
	name := w.T("inspect.origin." + string(o))
	if o != defect.Internal && round < 2 {
		return name
	}
	return w.T("inspect.occasion", "origin", name, "n", round)
}
