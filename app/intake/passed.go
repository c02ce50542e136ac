package intake

// PassedKind is why cells were passed over. Its word stands in the catalogue
// as intake.passed.<kind>.
type PassedKind string

// The kinds: of whole sheets, of rows, of columns.
const (
	PassedHidden  PassedKind = "hidden_sheet"
	PassedNoTable PassedKind = "no_table"
	PassedParking PassedKind = "parking"
	PassedStorage PassedKind = "storage"

	PassedTitle    PassedKind = "title"         // above the table
	PassedHeader   PassedKind = "header"        // the header, and where it is repeated
	PassedSubtotal PassedKind = "subtotal"      // 小计, 合计
	PassedRemark   PassedKind = "remark"        // 备注, 制表人
	PassedBelow    PassedKind = "below_table"   // behind the grand total or the remark
	PassedSection  PassedKind = "section"       // a row that only names the building
	PassedBeside   PassedKind = "beside_table"  // in a column without a header
	PassedColumn   PassedKind = "column"        // in a column that is not taken
	PassedRow      PassedKind = "row_refused"   // in a row that a finding refuses
	PassedNothing  PassedKind = "says_nothing"  // 无, /
	PassedSame     PassedKind = "row_duplicate" // said again, with nothing new
)

// Passed is a rectangle of cells that was not taken in, and why.
type Passed struct {
	Sheet string
	Range Range
	Kind  PassedKind
	Rows  int    // rows that hold anything
	Text  string // what stands in the first cell, unless it is private
}
