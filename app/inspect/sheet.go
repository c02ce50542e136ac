package inspect

import "keyday/app"

// SheetContent is the content of a 验房单 as it is printed: plain data, complete
// in itself, rooms and items in the order in which they were walked.
type SheetContent struct {
	app.Frame `cbor:"frame"`

	UnitCode   string      `cbor:"unit_code"`
	UnitName   string      `cbor:"unit_name"`
	HouseType  string      `cbor:"house_type"`
	Finish     string      `cbor:"finish"` // 毛坯, 精装
	Origin     string      `cbor:"origin"` // 内部验收, 交付陪验 …
	Round      int         `cbor:"round"`  // 0 where the origin has no rounds
	Owner      string      `cbor:"owner"`  // 陪验: owner or agent, "" for an internal round
	Inspector  string      `cbor:"inspector"`
	Supervisor string      `cbor:"supervisor"`
	Date       app.Date    `cbor:"date"`
	Start      string      `cbor:"start"` // 09:41
	End        string      `cbor:"end"`   // 11:05
	Weather    string      `cbor:"weather"`
	Rooms      []SheetRoom `cbor:"rooms"`
	Conclusion string      `cbor:"conclusion"`
	Remarks    string      `cbor:"remarks"`
}

// SheetRoom is a room with its items.
type SheetRoom struct {
	Name string     `cbor:"name"`
	Rows []SheetRow `cbor:"rows"`
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
	Item      string         `cbor:"item"`      // 抹灰空鼓
	Tolerance string         `cbor:"tolerance"` // ≤ 4 mm
	Nominal   string         `cbor:"nominal"`   // 设计值 2800, which the readings are held against; "" where none is needed
	Result    string         `cbor:"result"`    // SheetPass, SheetFail, SheetNotApplicable or ""
	Readings  []SheetReading `cbor:"readings"`
	Problems  []SheetProblem `cbor:"problems"`
}

// SheetReading is one measured value as it was read.
type SheetReading struct {
	Value string `cbor:"value"` // 2.78
	Out   bool   `cbor:"out"`   // outside the limit: ringed in red
}

// SheetProblem is a defect found at the item.
type SheetProblem struct {
	Number   string   `cbor:"number"`
	Part     string   `cbor:"part"`
	Phrase   string   `cbor:"phrase"`
	Note     string   `cbor:"note"`
	Severity string   `cbor:"severity"` // key of site.Severity
	Promised app.Date `cbor:"promised"`
	Firm     string   `cbor:"firm"`
}
