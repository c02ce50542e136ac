package paper

import (
	"keyday/app"
	"keyday/app/contract"
	"keyday/app/inspect"
	"keyday/ui/paper/first"
	"keyday/ui/paper/set"
)

// sheetForm is the 验房单: room by room what was looked at, measured and found.
var sheetForm = Form{Template: inspect.SheetTemplate, Kind: contract.Sheet, ZH: "验房单", EN: "Inspection Sheet", Packed: true,
	layout: layout[inspect.SheetContent]{
		blank: func(f app.Frame) inspect.SheetContent { return inspect.SheetContent{Frame: f} },
		about: func(c inspect.SheetContent) string { return c.UnitCode },
		lay: func(e edition, c inspect.SheetContent) (*set.Flow, error) {
			f := e.flow(c.Frame, c.UnitCode)
			return f, first.Sheet(f, c)
		},
		specimens: specimensOf(first.SheetSpecimens()...),
	}}
