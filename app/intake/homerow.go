package intake

import (
	"slices"
	"strconv"

	"keyday/app"
	"keyday/app/site"
)

// homeRow reads a row of a home.
func (t *table) homeRow(r *row) {
	if r.faulty(Building, Entrance, Room, WholeUnit) {
		r.faults(Building, Entrance, Room, WholeUnit)
		if r.faulty(Building, Entrance) { // what follows goes on with neither that above nor this
			t.building = site.Place{}
		}
		t.leaveOut(r)
		return
	}
	if r.madeDays() {
		t.leaveOut(r)
		return
	}
	p, ok := t.place(r)
	if !ok {
		t.leaveOut(r)
		return
	}
	r.unit = p.Code()
	h, ok := t.homeAt(r, p)
	if !ok {
		return
	}
	_, repeated := t.seen[r.unit]
	t.seen[r.unit], t.taken[r.n] = r.n, true
	t.last, r.home = h, h
	r.key(h)
	r.unitFields(h)
	buyers := r.buyers()
	if added := h.takeBuyers(t.ledger, buyers); repeated && !added {
		t.passRow(r.n, PassedSame)
	}
	for _, f := range []Field{Join, ContractNo} {
		if number := r.text(f); !site.IsNothing(number) {
			t.addNumber(number, h)
		}
	}
}

// madeDays says where a spreadsheet has made a day of what names the home: 3-2.
func (r *row) madeDays() bool {
	made := false
	for _, f := range []Field{Building, Entrance, Room, WholeUnit} {
		if c, at := r.cell(f); at.Cell.Row == r.n && becameDay(c, f) {
			r.find(PlaceDate, f, oneLine(plainText(c)), "")
			made = true
		}
	}
	return made
}

// leaveOut passes over a row of which was said what is wrong; what follows without a
// room is not of the home above.
func (t *table) leaveOut(r *row) {
	t.last = nil
	t.passRow(r.n, PassedRow)
}

// homeAt is the home at the place, a new one where none is known there; ok is false
// where the row cannot be of it, or says it once more.
func (t *table) homeAt(r *row, p site.Place) (h *Home, ok bool) {
	h = t.byCode[r.unit]
	if h != nil && t.estate != "" && h.Estate != "" && t.estate != h.Estate {
		r.find(TwoEstates, Room, t.estate, h.Estate)
		t.leaveOut(r)
		return nil, false
	}
	if before, again := t.seen[r.unit]; again && (t.last == nil || t.last.Code() != r.unit) && !r.keyedTo(h) {
		if t.saysNothingNew(r, h) {
			t.last = nil
			t.passRow(r.n, PassedSame)
			return nil, false
		}
		r.find(DuplicateUnit, Room, r.text(Room), strconv.Itoa(before+1))
		t.leaveOut(r)
		return nil, false
	}
	if h == nil {
		h = &Home{Place: p, BuildingName: t.written, BuildingAt: t.builtAt, At: r.whereabouts(), Estate: t.estate, Said: make(perField[Said], 0, t.homeFields)}
		t.byCode[r.unit] = h
		t.ledger.Homes = append(t.ledger.Homes, h)
	}
	return h, true
}

// keyedTo reports whether the row's hidden identity is the home's: an export that was
// sorted has a home's owners apart.
func (r *row) keyedTo(h *Home) bool {
	id, err := app.ParseID(r.text(UnitKey))
	return err == nil && h != nil && id == h.Key
}

// whereabouts is the cell that names the row's home.
func (r *row) whereabouts() Spot {
	for _, f := range []Field{WholeUnit, Room} {
		if r.text(f) != "" {
			return r.spot(f)
		}
	}
	return r.spot(Building)
}

// key takes the hidden identity that an export gave the home.
func (r *row) key(h *Home) {
	text := r.text(UnitKey)
	if text == "" {
		return
	}
	id, err := app.ParseID(text)
	if err != nil {
		r.find(KeyUnknown, UnitKey, text, "")
	} else if h.Key.IsNil() {
		h.Key = id
	}
}

// saysNothingNew reports whether a later row of a home only repeats it.
func (t *table) saysNothingNew(r *row, h *Home) bool {
	probe := &Home{Place: h.Place}
	quiet := *t
	quiet.reader = &reader{book: t.book, glyphs: func(string) []rune { return nil }, ledger: &Ledger{}, faulted: map[Spot]bool{}}
	again := &row{table: &quiet, n: r.n, unit: r.unit}
	again.unitFields(probe)
	for f, said := range probe.Said.All() {
		if h.Said.Of(f).Text != said.Text {
			return false
		}
	}
	for _, b := range again.buyers() {
		same := h.buyerLike(&b)
		if same < 0 {
			return false
		}
		for f, said := range b.Said.All() {
			if h.Buyers[same].Said.Of(f).Text != said.Text {
				return false
			}
		}
	}
	return true
}

func (r *reader) addNumber(number string, h *Home) {
	key := site.ContractKey(number)
	if known := r.byNumber[key]; len(known) < 2 && !slices.Contains(known, h) { // of two already it is nobody's
		r.byNumber[key] = append(known, h)
	}
}

// joinRow reads a row that belongs to a home of another table.
func (t *table) joinRow(r *row) {
	for _, f := range []Field{Join, ContractNo} {
		if r.faulty(f) { // of whichever home, it is not of the one above
			r.faults(f)
			t.leaveOut(r)
			return
		}
		number := r.text(f)
		if site.IsNothing(number) {
			continue
		}
		homes := t.byNumber[site.ContractKey(number)]
		switch len(homes) {
		case 1:
			r.unit, r.home, t.last = homes[0].Code(), homes[0], homes[0]
			r.unitFields(homes[0])
			homes[0].takeBuyers(t.ledger, r.buyers())
		case 0:
			r.find(JoinUnknown, f, number, "")
			t.leaveOut(r)
		default:
			r.find(JoinDouble, f, number, list([]string{homes[0].Code(), homes[1].Code()}))
			t.leaveOut(r)
		}
		return
	}
	t.goOn(r)
}

// unitFields reads what the row says of the home itself.
func (r *row) unitFields(h *Home) {
	for _, f := range unitFieldOrder {
		c, at := r.cell(f)
		if kind := r.isFault(f); kind != "" {
			h.Refused.Set(f, refused{kind, at})
			continue
		}
		if c.IsBlank() || site.IsNothing(plainText(c)) {
			continue
		}
		if f.figure() && c.Kind == Text {
			c.Text = unquoted(f, c.Text)
		}
		text, wrong := unitFields[f].read(c, r.sheet.Date1904)
		if wrong != "" {
			r.find(wrong, f, shownText(c, wrong), "")
			if _, known := h.Said.Get(f); !known {
				h.Refused.Set(f, refused{wrong, at})
			}
			continue
		}
		h.say(r.ledger, f, Said{Text: text, At: at})
	}
	r.floor(h)
	inner, outer := h.Said.Of(InnerArea), h.Said.Of(MeasuredArea)
	if outer.Text == "" {
		outer = h.Said.Of(ContractArea)
	}
	if inner.Text != "" && outer.Text != "" && inner.At.Cell.Row == r.n && inner.At.Sheet == r.layout.Sheet && greater(inner.Text, outer.Text) {
		r.find(InnerLarger, InnerArea, inner.Text, outer.At.in(r.layout.Sheet))
	}
}

// shownText is the cell as a finding shows it.
func shownText(c Cell, wrong FindingKind) string {
	if wrong == NumberLost {
		return mostDigits(c)
	}
	return cut(oneLine(plainText(c)), 40)
}

// floor reads the floor, else takes it from the room's number.
func (r *row) floor(h *Home) {
	told, tells := site.FloorOfRoom(h.Place.Room)
	if h.Floor == 0 && tells {
		h.Floor = told
	}
	text := r.text(Floor)
	if r.isFault(Floor) != "" || site.IsNothing(text) {
		return
	}
	n, ok := site.FloorNumber(text)
	if !ok {
		r.find(BadFloor, Floor, text, "")
		return
	}
	if tells && n != told && h.Floor == told {
		r.find(FloorDiffers, Floor, text, "")
	}
	h.Floor = n
	h.Said.Set(Floor, Said{Text: itoa(n), At: r.spot(Floor)})
}
