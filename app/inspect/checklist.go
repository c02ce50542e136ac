package inspect

import (
	"slices"

	"github.com/shopspring/decimal"

	"keyday/app/site"
)

// Said is a text in both languages.
type Said struct{ ZH, EN string }

// Set is one of the three levels of tolerance that the trade uses side by side; a batch
// is held to one of them.
type Set string

// The sets.
const (
	Standard Set = "standard" // 国家/行业标准
	PerUnit  Set = "unit"     // 分户验收
	Company  Set = "company"  // 企业实测实量
)

// Sets lists every set. Where the chosen one says nothing about an item, the
// first here that does is used.
var Sets = []Set{Standard, PerUnit, Company}

// Known reports whether s is one of the sets.
func (s Set) Known() bool { return slices.Contains(Sets, s) }

// Spaces of the checklist that belong to no home; they are walked in a 承接查验 of
// common parts, and no unit has them.
const (
	CommonParts site.RoomKind = "common"
	Grounds     site.RoomKind = "grounds"
	Roof        site.RoomKind = "roof"
	Parking     site.RoomKind = "parking"
	Vacant      site.RoomKind = "vacant" // 空置房巡查
)

// Reference is what a reading is held against.
type Reference string

// The references.
const (
	ByItself Reference = "none"   // the reading is the deviation, or is limited as it stands
	ByDesign Reference = "design" // deviation = reading − design value, which the inspector enters
	BySize   Reference = "size"   // the limit depends on a size that the inspector enters
	ByFixed  Reference = "fixed"  // deviation = reading − Nominal
)

// Checklist is a list of items with their limits and phrases.
type Checklist struct {
	Name  string // with its version, as inspections keep it: "residential/1"
	Items []Item

	byKey   map[string]*Item
	phrases map[string]*Phrase
	byText  map[string]*Phrase
}

// Item is one thing to look at or to measure in the rooms of some kinds.
type Item struct {
	No     string // place in the list that people know it by: 21, 3a
	Key    string // "wall.plaster.hollow"; never reused
	Spaces []site.RoomKind
	Finish site.Finish // "" for both
	Sets   []Set       // asked for under these sets of tolerances only; empty: under all
	Part   Said        // 墙面
	Name   Said        // 抹灰空鼓
	Method Said
	Demand Said // what is required, in words

	Measured  bool
	Points    int // readings that make a judgement
	Unit      string
	Reference Reference
	Nominal   decimal.Decimal // ByFixed
	Size      Said            // BySize: what the size is of
	Limits    []Limit

	Trade    site.Trade
	Warranty site.WarrantyClass
	Source   string
	Grade    site.Grade
	Phrases  []Phrase
}

// Phrase is a defect as it is usually put, with what follows from it.
type Phrase struct {
	Key      string
	Item     string // key
	Text     Said   // 空鼓
	Severity site.Severity
	Trade    site.Trade
	Warranty site.WarrantyClass
}

// Item is the item of the key; false where the list has none.
func (c *Checklist) Item(key string) (Item, bool) {
	if i := c.byKey[key]; i != nil {
		return *i, true
	}
	return Item{}, false
}

// Phrase is the phrase of the key; false where the list has none.
func (c *Checklist) Phrase(key string) (Phrase, bool) {
	if p := c.phrases[key]; p != nil {
		return *p, true
	}
	return Phrase{}, false
}

// SayPhrase is a defect's phrase, which records keep in Chinese, in both
// languages; one that people made up is said as they put it.
func (c *Checklist) SayPhrase(text string) Said {
	if p := c.byText[text]; p != nil {
		return p.Text
	}
	return Said{text, text}
}

// applies reports whether the item is asked for in a room of the kind.
func (i Item) applies(kind site.RoomKind, finish site.Finish, set Set, measures bool) bool {
	return slices.Contains(i.Spaces, kind) &&
		(i.Finish == "" || i.Finish == finish) &&
		(len(i.Sets) == 0 || slices.Contains(i.Sets, set)) &&
		(measures || !i.Measured)
}

// RoomItems are a room and what is asked for in it, in the order of the list.
type RoomItems struct {
	Room  site.Room
	Items []Item
}

// Rooms lists what an inspection asks for, room by room; rooms in which nothing
// is asked for are left out.
func (c *Checklist) Rooms(i Inspection) []RoomItems {
	var all []RoomItems
	for _, room := range i.Rooms {
		r := RoomItems{Room: room}
		for _, item := range c.Items {
			if item.applies(room.Kind, i.Finish, i.Set, i.Measures) && i.covers(room.Key, item.Key) {
				r.Items = append(r.Items, item)
			}
		}
		if len(r.Items) > 0 {
			all = append(all, r)
		}
	}
	return all
}

// covers reports whether the inspection looks there at all.
func (i Inspection) covers(room, item string) bool {
	return len(i.Scope) == 0 || slices.Contains(i.Scope, Place{room, item})
}

// asks returns the item where the inspection asks for it in the room.
func (c *Checklist) asks(i Inspection, room, key string) (Item, bool) {
	item, known := c.Item(key)
	at := slices.IndexFunc(i.Rooms, func(r site.Room) bool { return r.Key == room })
	if !known || at < 0 || !item.applies(i.Rooms[at].Kind, i.Finish, i.Set, i.Measures) || !i.covers(room, key) {
		return Item{}, false
	}
	return item, true
}

// Of lists what may be found in a room of the kind, whatever an inspection asks for.
func (c *Checklist) Of(kind site.RoomKind) []Item {
	var all []Item
	for _, item := range c.Items {
		if slices.Contains(item.Spaces, kind) {
			all = append(all, item)
		}
	}
	return all
}

// Progress is how far a room, or a whole inspection, is.
type Progress struct {
	Items         int
	Looked        int // answered
	Failed        int
	NotApplicable int
}

// Passed is how many items were looked at and are in order.
func (p Progress) Passed() int { return p.Looked - p.Failed - p.NotApplicable }

// Place is one item in one room.
type Place struct {
	Room string `cbor:"room"`
	Item string `cbor:"item"`
}

// Unlooked lists what nobody has answered yet, in the order in which it is walked.
func (c *Checklist) Unlooked(i Inspection, answers map[Place]Answer) []Place {
	var open []Place
	for _, r := range c.Rooms(i) {
		for _, item := range r.Items {
			at := Place{r.Room.Key, item.Key}
			if answers[at].Result == NotLooked {
				open = append(open, at)
			}
		}
	}
	return open
}

// ByPlace arranges answers by where they were given.
func ByPlace(answers []Answer) map[Place]Answer {
	at := make(map[Place]Answer, len(answers))
	for _, a := range answers {
		at[Place{a.Room, a.Item}] = a
	}
	return at
}
