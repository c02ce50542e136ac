// Package apptest is what the fakes of the store have in common. Tests of app's domains
// import it, and nobody else.
package apptest

import (
	"reflect"

	"keyday/app"
)

// Amend takes over into what is kept the fields in which given differs from what was
// seen, as the store does where nobody else wrote them.
func Amend[T any](kept T, seen *app.Seen[T], given T) T {
	was, mine, now := reflect.ValueOf(seen.Was()), reflect.ValueOf(given), reflect.ValueOf(&kept).Elem()
	for i := range now.NumField() {
		if !reflect.DeepEqual(was.Field(i).Interface(), mine.Field(i).Interface()) {
			now.Field(i).Set(mine.Field(i))
		}
	}
	return kept
}

// AmendIn is Amend of one of several records; one that is not kept yet is put.
func AmendIn[T any](all map[app.ID]T, id app.ID, seen *app.Seen[T], given T) {
	if kept, there := all[id]; there {
		given = Amend(kept, seen, given)
	}
	all[id] = given
}
