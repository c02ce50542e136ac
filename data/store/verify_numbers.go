package store

import (
	"maps"
	"slices"
	"strconv"
	"strings"
)

// number notes the last number of each series that a record has.
func (v *verifier) number(k *kind, rec any) {
	for i := range k.fields {
		if k.fields[i].name != "number" {
			continue
		}
		text, _ := k.fields[i].get(rec).(string)
		if cut := strings.LastIndexByte(text, '-'); cut > 0 {
			if n, err := strconv.Atoi(text[cut+1:]); err == nil {
				v.numbers[text[:cut]] = max(v.numbers[text[:cut]], n)
			}
		}
	}
}

// counters finds series whose next number was given before.
func (v *verifier) counters() error {
	rows, err := v.is.sql.QueryContext(v.ctx, "SELECT kind || '-' || lane, last FROM counter")
	if err != nil {
		return err
	}
	defer rows.Close()
	last := map[string]int{}
	for rows.Next() {
		var series string
		var n int
		if err := rows.Scan(&series, &n); err != nil {
			return err
		}
		last[series] = n
	}
	for _, series := range slices.Sorted(maps.Keys(v.numbers)) {
		n, counted := last[series]
		own := slices.ContainsFunc(v.report.Streams, func(r StreamReport) bool { return r.Own && strings.HasSuffix(series, "-"+r.Lane) })
		if (counted || own) && n < v.numbers[series] {
			v.differs("verify.number_behind", "series", series, "last", strconv.Itoa(v.numbers[series]))
		}
	}
	return rows.Err()
}
