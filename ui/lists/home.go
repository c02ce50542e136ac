package lists

import (
	"slices"

	"keyday/app"
	"keyday/app/site"
	"keyday/ui/register"
)

// home makes the columns of the home that a record is about. They are the same in every
// list; which of them one sees at first is the list's.
type home[R any] func(R) site.HomeLine

// who are the columns that say which home it is. Those that are not named are not shown
// at first.
func (of home[R]) who(shown ...string) []register.Column[R] {
	return among(shown,
		register.Codes("unit", func(r R) string { return of(r).Code }, register.Strong, register.Width(104)),
		register.Texts("building", func(r R) string { return of(r).Building }, register.Width(96)),
		register.Counts("floor", func(r R) int { return of(r).Floor }),
		register.Texts("house_type", func(r R) string { return of(r).HouseType }, register.Gives, register.Width(96)),
		register.Texts("batch", func(r R) string { return of(r).Batch }, register.Width(96)),
		register.Names("owners", func(r R) string { return of(r).Owners }, register.Personal, register.Grow, register.Width(140)),
	)
}

// how are the columns that say how the home stands: its own state under a key that the list
// chooses, for the state of its records may be another.
func (of home[R]) how(state string, shown ...string) []register.Column[R] {
	return among(shown,
		register.Counts("open", func(r R) int { return of(r).Open }, register.Gives, register.Sum),
		register.Counts("grave", func(r R) int { return of(r).Grave }, register.Gives, register.Sum),
		register.Choices(state, "common.state", site.States, func(r R) site.State { return of(r).State }, register.Width(200)),
		register.Choices("barred", "site.bar", []site.Bar{site.Barred}, func(r R) site.Bar { return of(r).Bar() }),
		register.Days("handed_over", func(r R) app.Date { return of(r).HandedOver }),
	)
}

// among leaves out of sight, until they are chosen, the columns that are not named.
func among[R any](shown []string, columns ...register.Column[R]) []register.Column[R] {
	for i := range columns {
		columns[i].Off = !slices.Contains(shown, columns[i].Key)
	}
	return columns
}
