package store

import (
	"cmp"
	"maps"
	"slices"
	"strconv"

	"keyday/app"
	"keyday/data/registry"
)

// numbering is what numbers are counted by.
type numbering struct{ series, lane string }

// number notes the last number of each series that a record has.
func (v *verifier) number(k *registry.Kind, rec any) {
	for i := range k.Fields {
		if k.Fields[i].Numbered == nil {
			continue
		}
		text, _ := k.Fields[i].Get(rec).(string)
		if series, lane, n, ok := app.ParseNumber(text); ok {
			of := numbering{series.String(), lane}
			v.numbers[of] = max(v.numbers[of], n)
		}
	}
}

// mostUnused is by how many a counter may be ahead of the records: those at its end may
// have been deleted again, as an import that is undone deletes them.
const mostUnused = 100_000

// checkCounters finds series whose next number was given before.
func (v *verifier) checkCounters() error {
	rows, err := v.is.sql.QueryContext(v.ctx, "SELECT series, lane, last FROM counter")
	if err != nil {
		return err
	}
	defer rows.Close()
	last := map[numbering]int{}
	for rows.Next() {
		var of numbering
		var n int
		if err := rows.Scan(&of.series, &of.lane, &n); err != nil {
			return err
		}
		last[of] = n
		if n > v.numbers[of]+mostUnused {
			v.differs("verify.number_ahead", "series", of.series+"-"+of.lane, "last", strconv.Itoa(n))
		}
	}
	byName := func(a, b numbering) int { return cmp.Compare(a.series+"-"+a.lane, b.series+"-"+b.lane) }
	for _, of := range slices.SortedFunc(maps.Keys(v.numbers), byName) {
		n, known := last[of]
		own := slices.ContainsFunc(v.report.Streams, func(r StreamReport) bool { return r.Own && r.Lane == of.lane })
		if (known || own) && n < v.numbers[of] {
			v.differs("verify.number_behind", "series", of.series+"-"+of.lane, "last", strconv.Itoa(v.numbers[of]))
		}
	}
	return rows.Err()
}
