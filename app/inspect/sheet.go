package inspect

import "keyday/app"

// SheetContent is the content of a 验房单 as it is printed: plain data, complete
// in itself, rooms and items in the order in which they were walked.
type SheetContent struct {
	app.Frame

	UnitCode   string
	UnitName   string
	HouseType  string
	Finish     string // 毛坯, 精装
	Origin     string // 内部验收, 交付陪验 …
	Round      int    // 0 where the origin has no rounds
	Owner      string // 陪验: owner or agent, "" for an internal round
	Inspector  string
	Supervisor string
	Date       app.Date
	Start, End string // 09:41, 11:05
	Weather    string
	Rooms      []SheetRoom
	Conclusion string
	Remarks    string
}

// SheetRoom is a room with its items.
type SheetRoom struct {
	Name string
	Rows []SheetRow
}

// The results of an item; "" is an item that nobody has looked at, which must
// never look like one that does not apply.
const (
	SheetPass          = "pass"
	SheetFail          = "fail"
	SheetNotApplicable = "na"
)

// SheetRow is an item of the checklist with what was found.
type SheetRow struct {
	Item      string // 抹灰空鼓
	Tolerance string // ≤ 4 mm
	Nominal   string // 设计值 2800, which the readings are held against; "" where none is needed
	Result    string // SheetPass, SheetFail, SheetNotApplicable or ""
	Readings  []SheetReading
	Problems  []SheetProblem
}

// SheetReading is one measured value as it was read.
type SheetReading struct {
	Value string // 2.78
	Out   bool   // outside the limit: ringed in red
}

// SheetProblem is a defect found at the item.
type SheetProblem struct {
	Number   string
	Part     string
	Phrase   string
	Note     string
	Severity string // key of site.Severity
	Promised app.Date
	Firm     string
}
