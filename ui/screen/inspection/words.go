package inspection

import (
	"errors"

	"keyday/app"
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

// noted sets what somebody added behind a phrase.
func noted(w *words.Words, phrase, note string) string {
	if phrase == "" || note == "" {
		return phrase + note
	}
	return w.T("inspect.noted", "phrase", phrase, "note", note)
}

// occasion is 内部验收 第 2 轮; the first of an occasion without rounds is not counted.
func occasion(w *words.Words, o defect.Origin, round int) string {
	name := w.T("inspect.origin." + string(o))
	if o != defect.Internal && round < 2 {
		return name
	}
	return w.T("inspect.occasion", "origin", name, "n", round)
}

// unreadableWord says in a few words why what stands in a field is no reading.
func unreadableWord(w *words.Words, err error) string {
	var r *app.Refusal
	if !errors.As(err, &r) {
		return ""
	}
	if r.Code == "inspect.reading_comma" {
		return w.T("inspect.walk_page.comma", "text", r.Args["text"])
	}
	return w.T("common.reading.unreadable", "text", r.Args["text"])
}

// tolerance says how far a reading may be off.
func tolerance(w *words.Words, l inspect.Limit, unit string) string {
	return w.T("inspect.walk_page.tolerance", "limit", l.Text(unit, w.T("inspect.spread"), w.T("inspect.spread_further")))
}
