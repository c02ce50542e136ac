package intake

import (
	"slices"
	"strings"

	"keyday/app"
	"keyday/app/site"
)

// FindingKind is what is wrong with a cell. Its sentence stands in the
// catalogue as intake.finding.<kind>.
type FindingKind string

// The kinds that refuse the whole row: without a place there is no home.
const (
	BadBuilding   FindingKind = "building"         // unreadable
	NoBuilding    FindingKind = "building_missing" // none here, none above
	BadEntrance   FindingKind = "entrance"
	BadRoom       FindingKind = "room"
	NoEntrance    FindingKind = "entrance_missing" // none here, and the room stands in an entrance of the building
	NoRoom        FindingKind = "room_missing"
	DuplicateUnit FindingKind = "duplicate"  // the same home stood further up
	JoinUnknown   FindingKind = "join"       // the number leads to no home
	JoinDouble    FindingKind = "join_two"   // the number leads to several
	TwoEstates    FindingKind = "estates"    // the same code in another community or phase
	SecondTable   FindingKind = "header"     // from here on the columns are others
	CodeTaken     FindingKind = "code_taken" // the hidden identity and the room name two homes
	PlaceDate     FindingKind = "place_date" // the spreadsheet made a day of 3-2
)

// The kinds that refuse the cell; the row is taken without it.
const (
	BadFloor      FindingKind = "floor"
	BadArea       FindingKind = "area"
	BadMoney      FindingKind = "money"
	BadDate       FindingKind = "date"
	BadFund       FindingKind = "fund"
	TooLong       FindingKind = "long"
	IDCheck       FindingKind = "id_check"  // GB 11643: the check digit does not fit
	IDBirth       FindingKind = "id_birth"  // the day of birth in it is no day
	IDShape       FindingKind = "id_shape"  // too short, too long, strange signs
	IDNumber      FindingKind = "id_number" // Excel made a number of it; its last digits are lost
	IDTwoNames    FindingKind = "id_two_names"
	CompanyCheck  FindingKind = "company_check" // GB 32100: the check character does not fit
	BadPhone      FindingKind = "phone"
	MorePhones    FindingKind = "phones"      // one person's third and further ones
	BadCount      FindingKind = "count"       // names and numbers do not pair off
	NoName        FindingKind = "no_name"     // a number without a person
	ErrorCell     FindingKind = "error"       // #N/A, #REF!
	Control       FindingKind = "control"     // a control character, a turn of the direction, a character that nobody sees
	Differs       FindingKind = "differs"     // another cell says something else; neither is taken
	MaskedCell    FindingKind = "masked"      // 138****1234 is no number to take
	KeyUnknown    FindingKind = "key"         // a hidden identity that this site has not given
	NameMasked    FindingKind = "name_mask"   // 张*
	BadName       FindingKind = "name"        // a phone, a number, 等2人 among the names
	Withdrawn     FindingKind = "withdrawn"   // 已退房 stands beside the name
	LostCharacter FindingKind = "lost"        // 欧阳? or U+FFFD: saving the file lost a character
	NumberLost    FindingKind = "number_lost" // of a text the spreadsheet made 2.02E+18
	BecameDate    FindingKind = "became_date" // of a text the spreadsheet made a day
	NameTitle     FindingKind = "name_title"  // 张先生: a surname, and no name
	NoValue       FindingKind = "no_value"    // a formula that was never calculated
	OwnerErased   FindingKind = "erased"      // whose personal data were erased; not taken in again
)

// The kinds that only warn; the cell is taken.
const (
	MissingGlyph  FindingKind = "glyph"          // no form can print it
	InnerLarger   FindingKind = "inner_larger"   // 套内 above 建筑面积
	FloorDiffers  FindingKind = "floor_room"     // the room's number tells another floor
	OddName       FindingKind = "name_odd"       // 张三(租户), 甲十和乙十: more than one person's name, perhaps
	HiddenRows    FindingKind = "hidden_rows"    // taken like all others
	HiddenColumns FindingKind = "hidden_columns" // likewise
	BlankKept     FindingKind = "blank_kept"     // a cell of an export was cleared; what is on record stays
	OnePhone      FindingKind = "one_phone"      // of several buyers; kept with the first
	OwnerAbsent   FindingKind = "owner_absent"   // an owner here whom the file does not name; kept
)

// MoreFound says at the end of what a run kept how many findings (Other) it did not keep.
// It is of no cell, and no plan has it.
const MoreFound FindingKind = "more"

// Weight is how much a finding keeps out.
type Weight uint8

// The weights.
const (
	Warns       Weight = iota // taken, and said
	Asks                      // a question: left out until somebody answers (question.go)
	RefusesCell               // wrong: the cell is left out, its row is taken without it
	RefusesRow                // wrong: the row is left out
)

// Weight tells what the kind keeps out.
func (k FindingKind) Weight() Weight {
	if answers := k.Answers(); len(answers) > 0 && answers[0] != Keep {
		return Asks
	}
	switch k {
	case PlaceDate, NoEntrance, BadBuilding, NoBuilding, BadEntrance, BadRoom, NoRoom, DuplicateUnit, JoinUnknown, JoinDouble, TwoEstates, SecondTable, CodeTaken:
		return RefusesRow
	case MissingGlyph, InnerLarger, FloorDiffers, OddName, HiddenRows, HiddenColumns, BlankKept, OnePhone, OwnerAbsent, MoreFound:
		return Warns
	}
	return RefusesCell
}

// Spot is a cell of the workbook.
type Spot struct {
	Sheet string
	Cell  Address
}

// Finding is one thing wrong with one cell.
type Finding struct {
	Kind  FindingKind
	At    Spot
	Field Field
	Unit  string // the home's code, "" where none is known
	Who   string // the buyer's name, or several (List)
	Text  string // what the cell says; private values masked
	Other string // the address of the cell that it is held against

	// Answer is what was answered, where the kind asks; a question without one is open,
	// and what it is about is left out of the plan.
	Answer Answer
}

// between stands between the names of a list in a finding, and in none of them: a cell
// is parted there.
const between = "、"

func list(names []string) string { return strings.Join(names, between) }

// List parts what a finding lists, for a language to join it in its own way.
func List(names string) []string { return strings.Split(names, between) }

// Weight is that of the kind; a question that was answered only warns, for the plan does
// as it was told.
func (f Finding) Weight() Weight {
	if w := f.Kind.Weight(); w != Asks || f.Answer == Unanswered {
		return w
	}
	return Warns
}

// Open reports whether the finding is a question that nobody has answered.
func (f Finding) Open() bool { return f.Weight() == Asks }

// fromTo says from what to what a field would change, as lists show it; what is blank is
// a dash.
func fromTo(f Field, old, now string) string {
	shown := func(text string) string {
		if text == "" {
			return "—"
		}
		if area, err := app.ParseArea(text); err == nil && slices.Contains([]Field{ContractArea, MeasuredArea, InnerArea}, f) {
			return area.String()
		}
		return masked(f, text)
	}
	return shown(old) + " → " + shown(now)
}

// safe is the finding without the number of a person that stands in the wrong column.
func (f Finding) safe() Finding {
	if f.Field != ContractNo {
		f.Text = site.MaskIn(f.Text)
	}
	return f
}
