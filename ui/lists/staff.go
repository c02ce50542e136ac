package lists

import (
	"keyday/app"
	"keyday/app/staff"
	"keyday/ui/register"
)

// Staff is the list of the team.
func Staff() register.Register[staff.Line] {
	type line = staff.Line
	return register.Register[line]{
		Spec: register.Spec{Key: OfStaff, Kind: "person", Kinds: []string{"community"},
			Chips: []register.Chip{register.OneOf(InUse, "staff.state.in_use", "state", InUse), register.OneOf(Gone, "staff.state.gone", "state", Gone), register.All},
			First: register.View{Chip: InUse, By: []register.By{{Column: "name"}}},
		},
		ID: func(p line) app.ID { return p.ID },
		Columns: []register.Column[line]{
			register.Names("name", func(p line) string { return p.Name }, register.Strong, register.Width(160)),
			register.Choices("role", "shell.role", staff.Roles, func(p line) app.Role { return p.Role }, register.Width(140)),
			register.Texts("scope", func(p line) string { return p.Communities }, register.Grow, register.Width(160), register.Nothing("shell.all_communities")),
			register.Codes("phone", func(p line) string { return p.Phone }, register.Width(140)),
			register.Choices("state", "staff.state", []string{InUse, Gone}, func(p line) string { return standing(p.Left) }, register.Off),
		},
	}
}
