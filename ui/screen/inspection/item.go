package inspection

import (
	"slices"
	"strings"

	"keyday/app/inspect"
	"keyday/ui/words"
)

// item shows a row.
func (wk *walk) item(r row) AnswerItem {
	w := wk.c.W
	a := wk.answers[r.place()]
	it := AnswerItem{
		Text: said(w, r.item.Name), Detail: words.Join(" · ", said(w, r.item.Part), said(w, r.item.Demand), said(w, r.item.Method)),
		Answer: answerOf[a.Result], Pending: wk.pending[r.place()] > 0, Count: wk.counts[r.place()], Locked: !wk.open(),
	}
	if r.item.Measured {
		wk.measured(r, a, &it)
	}
	if strings.TrimSpace(wk.panes.find.Text) != "" {
		it.Detail = words.Join(" · ", w.Term(r.room.Name), it.Detail)
	}
	if before := wk.before[r.place()]; len(before) > 0 {
		it.Detail = w.T("inspect.walk_page.before", "what", strings.Join(before, " / "))
	}
	return it
}

var answerOf = map[inspect.Result]Answer{
	inspect.NotLooked: NotLooked, inspect.Pass: Pass, inspect.Fail: Fail, inspect.NotApplicable: NotApplicable,
}

// measured fills what a measured item shows besides: its fields, and how what was
// read so far is judged.
func (wk *walk) measured(r row, a inspect.Answer, it *AnswerItem) {
	w := wk.c.W
	readings := readingsOf(r.item, a)
	j := wk.judge(r.item, a)
	it.Unit = r.item.Unit
	if r.item.NeedsNominal() {
		it.Readings, it.Hints, it.Out = []string{a.Nominal}, []string{nominalWord(w, r.item)}, []bool{false}
	}
	for n, text := range readings {
		it.Readings = append(it.Readings, text)
		it.Out = append(it.Out, j.Out[n])
	}
	var unreadable error
	for n, text := range it.Readings {
		if _, err := inspect.Reading(text); err != nil {
			unreadable, it.Out[n] = err, true
		}
	}
	limit := tolerance(w, j.Limit, r.item.Unit)
	it.Detail = words.Join(" · ", said(w, r.item.Part), limit, said(w, r.item.Method))
	it.Beyond = j.Beyond() || unreadable != nil
	read := slices.ContainsFunc(readings, func(s string) bool { return s != "" })
	switch {
	case unreadable != nil:
		it.Verdict = unreadableWord(w, unreadable)
	case j.Spread:
		it.Verdict = w.T("inspect.walk_page.spread", "value", j.Range.String(), "unit", r.item.Unit)
	case j.Beyond() && r.item.Deviates():
		it.Verdict = w.T("inspect.walk_page.worst", "value", j.WorstText(), "unit", r.item.Unit)
	case j.Beyond():
		it.Verdict = w.T("inspect.walk_page.beyond", "value", j.WorstText(), "unit", r.item.Unit)
	case read && r.item.NeedsNominal() && a.Nominal == "":
		it.Verdict = w.T("inspect.walk_page.needs_nominal", "what", nominalWord(w, r.item))
	case j.Complete():
		it.Verdict = w.T("common.reading.within")
	case read:
		it.Verdict = w.T("common.reading.missing", "n", j.Missing)
	}
}

func nominalWord(w *words.Words, i inspect.Item) string {
	if i.Reference == inspect.BySize {
		return said(w, i.Size)
	}
	return w.T("inspect.walk_page.nominal")
}

// readingsOf are the texts of an item's points, as many as the item asks for.
func readingsOf(i inspect.Item, a inspect.Answer) []string {
	readings := slices.Clone(a.Readings)
	for len(readings) < i.Points {
		readings = append(readings, "")
	}
	return readings
}
