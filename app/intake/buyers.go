package intake

import (
	"slices"
	"strings"
	"unicode/utf8"

	"keyday/app"
	"keyday/app/site"
)

// Buyer is one of a home's owners as the ledger has them.
type Buyer struct {
	Key     app.ID // the hidden identity of an export
	Said    perField[Said]
	Refused perField[refused]
	Tie     Said // 租户, 子女: what they are to the owner, where the row says that they are none
}

// refused is a cell that was not taken, for the note on the unit.
type refused struct {
	kind FindingKind
	at   Spot
}

// Name is the buyer's name.
func (b *Buyer) Name() string { return b.Said.Of(OwnerName).Text }

// buyerCells are the columns of one set of buyers: the main ones, or 共有人.
type buyerCells struct{ name, idType, idNo, phone, phone2, address, share Field }

var (
	mainBuyers = buyerCells{OwnerName, IDType, IDNo, Phone, Phone2, OwnerAddress, Share}
	coBuyers   = buyerCells{name: CoName, idNo: CoIDNo, phone: CoPhone}
	co2Buyers  = buyerCells{name: Co2Name, idNo: Co2IDNo, phone: Co2Phone}
)

// buyers reads the people of one row.
func (r *row) buyers() []Buyer {
	if c, at, withdrawn := r.soldNoMore(); withdrawn && r.text(OwnerName) != "" {
		r.ledger.find(Finding{Kind: Withdrawn, At: at, Field: OwnerName, Unit: r.unit, Who: hideNumbers(r.text(OwnerName)), Text: c.String()})
		return nil
	}
	all := r.buyersIn(mainBuyers)
	if id := r.ownerKey(); len(all) > 0 {
		all[0].Key = id
	}
	if tie := r.tie(); tie.Text != "" {
		for i := range all {
			all[i].Tie = tie
		}
	}
	return append(append(all, r.buyersIn(coBuyers)...), r.buyersIn(co2Buyers)...)
}

// ownerKey is the hidden identity that an export gave the owner.
func (r *row) ownerKey() app.ID {
	key := r.text(OwnerKey)
	if key == "" {
		return app.Nil
	}
	id, err := app.ParseID(key)
	if err != nil {
		r.find(KeyUnknown, OwnerKey, key, "")
	}
	return id
}

// unread is the person of a row whose name was not taken: the hidden identity says who
// it is, so that nobody takes them for gone.
func (r *row) unread(f buyerCells) []string {
	if f != mainBuyers || r.text(OwnerKey) == "" {
		return nil
	}
	return []string{unreadName}
}

// unreadName stands for a name that was not taken, of which was said why. It is none that
// a cell can hold: of one that holds it, too, was said that it cannot be read.
const unreadName = "\uFFFD"

// noOwner notes at the home that the cell of its owner's name was not taken.
func (r *row) noOwner(why refused) {
	if r.home != nil {
		r.home.Refused.Set(OwnerName, why)
	}
}

// buyersIn reads the people of one set of columns.
func (r *row) buyersIn(f buyerCells) []Buyer {
	names, ok := r.names(f)
	if !ok {
		names = r.unread(f)
	}
	if len(names) == 0 {
		return nil
	}
	buyers := make([]Buyer, len(names))
	for i, n := range names {
		buyers[i] = r.buyer(f, n)
	}
	idCell, idAt := r.cell(f.idNo)
	r.ids(buyers, f.idNo, f.idType, idCell, idAt)
	r.phones(buyers, f.phone, r.text(f.phone))
	r.secondPhones(buyers, f)
	r.addresses(buyers, f)
	r.shares(buyers, f)
	return buyers
}

// names reads the cell of the names; ok is false where nobody is taken from the row.
func (r *row) names(f buyerCells) (names []string, ok bool) {
	for _, field := range []Field{f.name, f.idType, f.phone2, f.address, f.share} {
		if kind := r.isFault(field); kind != "" && field == f.name && kind != LostCharacter {
			r.noOwner(refused{kind, r.spot(field)})
			return nil, false
		}
	}
	text := r.nameText(f.name)
	if site.IsNothing(text) || unsold.MatchString(text) {
		for _, n := range []Field{f.idNo, f.phone} {
			if text := r.text(n); !site.IsNothing(text) && !unsold.MatchString(text) {
				r.find(NoName, n, site.Mask(site.ReadID(text)), "")
			}
		}
		return nil, false
	}
	if m := goneWithName.FindStringSubmatch(text); m != nil {
		r.findFor(Withdrawn, f.name, m[2], hideNumbers(m[1]))
		return nil, false
	}
	names = splitNames(r.raw(f.name))
	for _, n := range names {
		if kind := notName(n); kind != "" {
			r.find(kind, f.name, cut(hideNumbers(text), app.MostName), "")
			r.noOwner(refused{kind, r.spot(f.name)})
			return nil, false
		}
	}
	return names, true
}

// nameText is the cell of the names on one line, also where saving it lost a character:
// what is left tells whose row it is.
func (r *row) nameText(f Field) string {
	c, _ := r.cell(f)
	if kind, _ := c.unreadable(); kind == LostCharacter {
		return oneLine(site.Fold(c.Text))
	}
	return r.text(f)
}

// buyer is one of the names, with the share that may stand behind it.
func (r *row) buyer(f buyerCells, name string) Buyer {
	b := Buyer{Said: make(perField[Said], 0, r.buyerFields)}
	if m := nameShare.FindStringSubmatch(name); m != nil {
		b.Said.Set(Share, Said{Text: m[1], At: r.spot(f.name)})
		name = strings.TrimSpace(nameShare.ReplaceAllString(name, ""))
	}
	name = strings.TrimSpace(nameTail.ReplaceAllString(name, ""))
	if m := tieBehind.FindStringSubmatch(name); m != nil {
		b.Tie = Said{Text: m[2], At: r.spot(f.name)}
		name = m[1]
	}
	lost := lostIn(name)
	b.Said.Set(OwnerName, Said{Text: name, At: r.spot(f.name), Masked: lost || strings.Contains(name, "*"), Unread: lost})
	if lost {
		if name != unreadName {
			r.lostName(f.name, name)
		}
		why := refused{LostCharacter, r.spot(f.name)}
		b.Refused.Set(OwnerName, why)
		r.noOwner(why)
		return b
	}
	if oddName(name) {
		r.findFor(OddName, f.name, name, name)
	}
	if missing := r.reader.glyphs(name); len(missing) > 0 {
		r.findFor(MissingGlyph, f.name, string(missing), name)
	}
	return b
}

// lostName says that saving the file lost a character of the name, unless the cell as a
// whole was said to have lost one.
func (r *row) lostName(f Field, name string) {
	if c, _ := r.cell(f); !strings.ContainsRune(c.Text, utf8.RuneError) {
		r.findFor(LostCharacter, f, name, name)
	}
}

// secondPhones pairs the column of second phones with names; of a person who has two
// in the first column already, the second of those gives way, and is said.
func (r *row) secondPhones(buyers []Buyer, f buyerCells) {
	if site.IsNothing(r.text(f.phone2)) {
		return
	}
	before := buyers[0].Said.Of(Phone2)
	r.spread(buyers, f.phone2, Phone2, splitNumbers(r.raw(f.phone2), wholePhone), r.onePhone)
	if now := buyers[0].Said.Of(Phone2); before.Text != "" && now.Text != before.Text {
		r.findFor(MorePhones, f.phone, site.Mask(before.Text), buyers[0].Name())
	}
}

// addresses gives all buyers the one address of the row.
func (r *row) addresses(buyers []Buyer, f buyerCells) {
	address := r.text(f.address)
	if site.IsNothing(address) {
		return
	}
	for i := range buyers {
		buyers[i].Said.Set(OwnerAddress, Said{Text: address, At: r.spot(f.address), Masked: strings.Contains(address, "*")})
	}
}

// shares pairs shares with names.
func (r *row) shares(buyers []Buyer, f buyerCells) {
	text := r.text(f.share)
	if site.IsNothing(text) {
		return
	}
	parts := betweenPeople.Split(foldLines(r.raw(f.share)), -1)
	if strings.Contains(text, "/") && len(parts) != len(buyers) {
		parts = betweenShares.Split(foldLines(r.raw(f.share)), -1) // 1/2 is a share, not two of them
	}
	if each := eachShare.FindStringSubmatch(text); each != nil {
		parts = slices.Repeat([]string{each[1]}, len(buyers))
	}
	if len(parts) == 1 && len(buyers) > 1 && !strings.ContainsAny(text, "%/") {
		parts = nil // 共同共有 says that nobody has a share of their own
	}
	r.spread(buyers, f.share, Share, parts, func(text string, _ *Buyer) (string, FindingKind) { return readShare(text), "" })
}

// ids pairs identity numbers with names.
func (r *row) ids(buyers []Buyer, field, typeField Field, cell Cell, at Spot) {
	var types []string
	if text := r.text(typeField); !site.IsNothing(text) {
		types = betweenPeople.Split(foldLines(r.raw(typeField)), -1)
	}
	for i := range buyers {
		if len(types) == 1 {
			buyers[i].Said.Set(IDType, Said{Text: types[0], At: r.spot(typeField)})
		} else if i < len(types) {
			buyers[i].Said.Set(IDType, Said{Text: strings.TrimSpace(types[i]), At: r.spot(typeField)})
		}
	}
	if r.faultOf(buyers, field, IDNo) || cell.IsBlank() || site.IsNothing(plainText(cell)) {
		return
	}
	if lostDigits(cell) {
		r.refuseAll(buyers, IDNumber, field, IDNo, mostDigits(cell))
		return
	}
	parts := splitNumbers(r.raw(field), site.WholeID)
	r.spread(buyers, field, IDNo, parts, func(text string, b *Buyer) (string, FindingKind) {
		number := site.ReadID(text)
		if strings.Contains(number, "*") {
			return number, MaskedCell
		}
		if scientific.MatchString(number) {
			return number, IDNumber
		}
		kind := b.Said.Of(IDType).Text
		if kind == "" && companyName.MatchString(b.Name()) {
			kind = site.BusinessLicence
		}
		kind, wrong := site.CheckID(number, kind)
		if _, stated := b.Said.Get(IDType); !stated && kind != "" && wrong == "" {
			b.Said.Set(IDType, Said{Text: kind, At: at})
		}
		return number, FindingKind(wrong)
	})
}

// mostDigits is what Excel left of a number, as it shows it: 3.3E+17.
func mostDigits(c Cell) string {
	text := plainText(c)
	if c.Kind != Number || len(text) < 3 {
		return text
	}
	return text[:1] + "." + text[1:2] + "E+" + itoa(len(text)-1)
}

// phones pairs phones with names; one person may have two, and of several
// people's one the first is called.
func (r *row) phones(buyers []Buyer, field Field, text string) {
	if r.faultOf(buyers, field, Phone) || site.IsNothing(text) {
		return
	}
	parts := splitNumbers(r.raw(field), wholePhone)
	switch {
	case len(buyers) == 1 && len(parts) > 1:
		r.spread(buyers, field, Phone, parts[:1], r.onePhone)
		r.spread(buyers, field, Phone2, parts[1:2], r.onePhone)
		if len(parts) > 2 {
			r.findFor(MorePhones, field, site.Mask(list(parts[2:])), buyers[0].Name())
		}
	case len(buyers) > 1 && len(parts) == 1:
		r.spread(buyers[:1], field, Phone, parts, r.onePhone)
		if said, ok := buyers[0].Said.Get(Phone); ok && !said.Masked {
			r.findFor(OnePhone, field, site.Mask(said.Text), buyers[0].Name())
		}
	default:
		r.spread(buyers, field, Phone, parts, r.onePhone)
	}
}

// faultOf reports that what stands where the buyers' numbers should be cannot be read.
func (r *row) faultOf(buyers []Buyer, field, as Field) bool {
	kind := r.isFault(field)
	if kind == "" {
		return false
	}
	for i := range buyers {
		buyers[i].Refused.Set(as, refused{kind, r.spot(field)})
	}
	return true
}

func (r *row) onePhone(text string, _ *Buyer) (string, FindingKind) {
	if strings.Contains(text, "*") {
		return site.Fold(text), MaskedCell
	}
	number, ok := site.ReadPhone(text)
	if !ok {
		return text, BadPhone
	}
	return number, ""
}

// spread gives each buyer their part of a cell. Where the parts do not pair off
// with the names none is given to anybody: a wrong number is worse than none.
func (r *row) spread(buyers []Buyer, field, as Field, parts []string, read func(string, *Buyer) (string, FindingKind)) {
	if len(parts) > len(buyers) {
		parts = filled(parts)
	}
	switch {
	case len(parts) == 0:
		return
	case len(parts) != len(buyers):
		r.refuseAll(buyers, BadCount, field, as, itoa(len(parts)))
		return
	}
	at := r.spot(field)
	for i, part := range parts {
		b := &buyers[i]
		if site.IsNothing(part) {
			continue
		}
		text, wrong := read(part, b)
		switch wrong {
		case "":
			b.Said.Set(as, Said{Text: text, At: at})
		case MaskedCell:
			b.Said.Set(as, Said{Text: text, At: at, Masked: true})
		default:
			shown := text
			if as.Private() {
				shown = site.Mask(text)
			}
			r.findFor(wrong, field, shown, b.Name())
			b.Refused.Set(as, refused{wrong, at})
		}
	}
}

func filled(parts []string) []string {
	var out []string
	for _, p := range parts {
		if strings.TrimSpace(p) != "" {
			out = append(out, p)
		}
	}
	return out
}

func (r *row) refuseAll(buyers []Buyer, kind FindingKind, field, as Field, text string) {
	names := make([]string, len(buyers))
	for i := range buyers {
		names[i] = buyers[i].Name()
		buyers[i].Refused.Set(as, refused{kind, r.spot(field)})
	}
	r.findFor(kind, field, text, list(names))
}
