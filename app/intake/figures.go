package intake

import (
	"strings"

	"github.com/shopspring/decimal"

	"keyday/app"
	"keyday/app/site"
)

// What can be read and yet is hardly right (site.Doubt): a decimal point in another place,
// the total in the column of the price, a contract's number that was copied down. A file
// says it of many homes at once, so each is asked, and left out until somebody says that
// it is right.

// doubts are the home's fields that wait for somebody's word, and why.
func (c *comparer) doubts(h *Home, old *site.Unit) map[Field]refused {
	d := doubting{comparer: c, home: h, found: map[Field]refused{}, asked: map[Field]bool{}}
	if old != nil {
		d.old = *old
	}
	d.now = d.old
	for _, f := range []Field{ContractArea, MeasuredArea, InnerArea, UnitPrice, SignedOn, DeliveryDue} {
		if said, ok := h.Said.Get(f); ok {
			unitFields[f].set(&d.now, said.Text)
		}
	}
	d.againstRecord()
	d.byItself()
	d.sizes()
	d.contract()
	return d.found
}

// doubting judges what the file says of one home.
type doubting struct {
	*comparer
	home     *Home
	old, now site.Unit // as it is on record, as it will be
	asked    map[Field]bool
	found    map[Field]refused
}

// fresh reports whether the file says something new of the field.
func (d *doubting) fresh(f Field) bool {
	said, ok := d.home.Said.Get(f)
	return ok && said.Text != unitFields[f].get(&d.old)
}

// ask asks whether the field is right as it is written; until somebody says so it stays
// as it was.
func (d *doubting) ask(k FindingKind, f Field, other string) {
	said := d.home.Said.Of(f)
	d.asked[f] = true
	text := said.Text
	if area, err := app.ParseArea(text); err == nil && k != ContractShared {
		text = area.String()
	}
	if !d.old.ID.IsNil() && d.heldHome(d.old, with(d.old, f, said.Text), f, said.At) || // that is asked first
		d.comparer.ask(Finding{Kind: k, At: said.At, Field: f, Unit: d.home.Code(), Text: text, Other: other}) != Take {
		d.leave(k, f)
	}
}

// with is the home with the field as it is written.
func with(u site.Unit, f Field, text string) site.Unit {
	unitFields[f].set(&u, text)
	return u
}

func (d *doubting) leave(k FindingKind, f Field) {
	d.found[f] = refused{k, d.home.Said.Of(f).At}
	if was := unitFields[f].get(&d.old); was != "" {
		unitFields[f].set(&d.now, was)
		return
	}
	unitFields[f].set(&d.now, "0")
}

// againstRecord asks where an area is more than a tenth from the one on record.
func (d *doubting) againstRecord() {
	for _, f := range []Field{ContractArea, MeasuredArea, InnerArea} {
		if was := unitFields[f].get(&d.old); was != "" && d.fresh(f) && far(d.home.Said.Of(f).Text, was) {
			d.ask(AreaFar, f, was)
		}
	}
}

// far reports whether an area is more than a tenth from another.
func far(area, from string) bool {
	a, b := decimal.RequireFromString(area), decimal.RequireFromString(from)
	return a.Sub(b).Abs().Shift(1).GreaterThan(b)
}

// asksOf are the questions that the site's doubts become; InnerLarger only warns.
var asksOf = map[site.DoubtKind]FindingKind{site.AreasFar: AreaFar, site.PriceFar: PriceSize, site.SignedAfter: SignedLate}

// byItself asks of what is hardly right about the home as it will be, as far as the file
// says it.
func (d *doubting) byItself() {
	for _, doubt := range d.now.Doubts() {
		kind, asks := asksOf[doubt.Kind]
		if !asks {
			continue
		}
		answered := false
		for i, name := range doubt.Fields {
			f, other := Field(name), ""
			if !d.fresh(f) {
				continue
			}
			if len(doubt.Values) == 2 {
				other = doubt.Values[1-i]
			}
			if kind == SignedLate && i == 1 { // says the day of signing first
				if answered = answered || d.fresh(SignedOn); answered {
					if _, open := d.found[SignedOn]; open {
						d.found[f] = refused{kind, d.home.Said.Of(f).At}
					}
					continue
				}
			}
			d.ask(kind, f, other)
		}
	}
}

// The areas of homes that stand alone and need no asking. Shops, storage rooms and
// villas have any.
var smallestHome, largestHome = decimal.NewFromInt(15), decimal.NewFromInt(1_000)

// sizes asks where a home's only area is none of a home.
func (d *doubting) sizes() {
	p := d.home.Place
	if p.Room == "" || p.Room[0] < '0' || p.Room[0] > '9' || strings.HasPrefix(p.Building, "V") || strings.HasPrefix(p.Building, "S") {
		return
	}
	for _, f := range []Field{ContractArea, MeasuredArea} {
		area, err := decimal.NewFromString(d.home.Said.Of(f).Text)
		if err != nil || d.asked[f] || !d.fresh(f) {
			continue
		}
		if area.LessThan(smallestHome) || area.GreaterThan(largestHome) {
			d.ask(AreaSize, f, "")
		}
	}
}

// contract asks where another home has the contract's number. A storage room may stand
// in the contract of its home.
func (d *doubting) contract() {
	if !d.fresh(ContractNo) || storage(d.home.Code()) {
		return
	}
	var others []string
	for _, code := range d.contracts[site.ContractKey(d.home.Said.Of(ContractNo).Text)] {
		if len(others) > 3 {
			break // more are not named, and a number may stand in each row
		}
		if code != d.home.Code() && code != d.old.Code && !storage(code) {
			others = append(others, code)
		}
	}
	if doubt, shared := site.NumberDoubt(d.home.Said.Of(ContractNo).Text, others); shared {
		others = doubt.Values[1:]
		more := ""
		if len(others) > 3 {
			others, more = others[:3], "…"
		}
		d.ask(ContractShared, ContractNo, list(others)+more)
	}
}

func storage(code string) bool {
	room := code[strings.LastIndexByte(code, '-')+1:]
	return strings.HasPrefix(room, "C")
}

// indexContracts tells which homes will have which contract's number once the file is
// taken.
func (c *comparer) indexContracts(l *Ledger) {
	said := map[string]bool{}
	for _, h := range l.Homes {
		number, ok := h.Said.Get(ContractNo)
		if !ok {
			continue
		}
		said[h.Code()] = true
		if u := c.unitByID[h.Key]; u != nil && !c.wrongKeys[h] {
			said[u.Code] = true
		}
		key := site.ContractKey(number.Text)
		c.contracts[key] = append(c.contracts[key], h.Code())
	}
	for _, u := range c.kept.Units {
		if u.ContractNo != "" && !said[u.Code] {
			key := site.ContractKey(u.ContractNo)
			c.contracts[key] = append(c.contracts[key], u.Code)
		}
	}
}

// sharesDoubted asks where the shares of those who will own the home miss the whole.
func (c *comparer) sharesDoubted(h *Home, owned *holding, all []matched) bool {
	var told []string
	var fresh Said
	named := map[*site.Ownership]bool{}
	for _, m := range all {
		has := owned.by(m.person)
		named[has] = true
		said := m.buyer.Said.Of(Share)
		switch {
		case m.out && has == nil:
			continue
		case has != nil && (m.out || said.Text == "" || said.Text == has.Share):
			told = append(told, has.Share)
			continue
		case said.Text != "" && fresh.Text == "":
			fresh = said
		}
		told = append(told, said.Text)
	}
	for _, s := range owned.shares {
		if !named[s] && c.options.To(replaceAsked(h)) != Replace {
			told = append(told, s.Share)
		}
	}
	doubt, wrong := site.SharesDoubt(told)
	if fresh.Text == "" || !wrong {
		return false
	}
	f := Finding{Kind: SharesSum, At: fresh.At, Field: Share, Unit: h.Code(), Text: doubt.Values[0]}
	if doubt.Kind == site.SharesFull {
		f.Text, f.Other = "100%", doubt.Values[0]
	}
	return c.ask(f) != Take
}
