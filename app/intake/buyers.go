package intake

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"keyday/app"
	"keyday/app/site"
)

// Buyer is one of a home's owners as the ledger has them.
type Buyer struct {
	Key     app.ID // the hidden identity of an export
	Said    map[Field]Said
	Refused map[Field]refused
}

// refused is a cell that was not taken, for the note on the unit.
type refused struct {
	kind FindingKind
	at   Spot
}

// Name is the buyer's name.
func (b *Buyer) Name() string { return b.Said[OwnerName].Text }

// The words of a buyer's cell that only say that the home is not sold.
var unsold = regexp.MustCompile(`^\(?(未售|待售|可售|在售|未出售|空置|空房|空|自持|自留|(?:开发商|公司|甲方)(?:自持|自留|保留)|保留|预留|工抵|抵押|暂无业主|无业主)\)?$`)

var (
	betweenPeople = regexp.MustCompile(`[、,;/|\\&\n\r]+`)
	betweenNames  = regexp.MustCompile(`[、,;/|\\&+\n\r]+`)
	numberJoined  = regexp.MustCompile(`(\d{7,}[Xx]?)(?:\+|\([^()\d]*\))`) // 138…(本人)139…
	nameTail      = regexp.MustCompile(`\((共有|共同共有|按份共有|主|主业主|业主|买受人|男|女|夫|妻|配偶|等)\)$`)
	nameShare     = regexp.MustCompile(`\(?((?:100|\d{1,2})(?:\.\d+)?%)\)?$`)
	eachShare     = regexp.MustCompile(`^(?:每人|各占?)((?:100|\d{1,2})(?:\.\d+)?%|\d+/\d+)$`)
	onlyHan       = regexp.MustCompile(`^\p{Han}+$`)
	companyName   = regexp.MustCompile(`\S{3,}(公司|集团|厂|合作社|事务所|中心|商行|银行|学校|医院|委员会)$`)
)

// doubleSurnames are the surnames of two characters.
var doubleSurnames = func() map[string]bool {
	m := map[string]bool{}
	for _, s := range strings.Fields("欧阳 司马 司徒 上官 诸葛 夏侯 皇甫 尉迟 公孙 慕容 令狐 长孙 宇文 轩辕 端木 东方 南宫 西门 独孤 赫连 澹台 呼延 申屠 公冶 宗政 濮阳 淳于 单于 太史 钟离 鲜于 闻人 仲孙 百里 东郭 司空 万俟 拓跋 纳兰 第五") {
		m[s] = true
	}
	return m
}()

// surnamesJoined joins 欧阳 娜娜: a surname alone is nobody.
func surnamesJoined(words []string) []string {
	var out []string
	for i := 0; i < len(words); i++ {
		if doubleSurnames[words[i]] && i+1 < len(words) && onlyHan.MatchString(words[i+1]) && len([]rune(words[i+1])) <= 2 {
			out = append(out, words[i]+words[i+1])
			i++
			continue
		}
		out = append(out, words[i])
	}
	return out
}

// splitNames parts the names in a cell. Spaces part Chinese names of two
// characters and more; a single character beside a space is padding (张　伟).
// Names of companies and foreigners hold spaces and brackets of their own.
func splitNames(text string) []string {
	var names []string
	for _, part := range betweenNames.Split(foldLines(text), -1) {
		words := surnamesJoined(strings.Fields(part))
		several := len(words) > 1
		for _, w := range words {
			w = nameTail.ReplaceAllString(nameShare.ReplaceAllString(w, ""), "")
			if n := len([]rune(w)); !onlyHan.MatchString(w) || n < 2 || n > 4 {
				several = false
			}
		}
		if several {
			names = append(names, words...)
			continue
		}
		if isChinese(strings.Join(words, "")) {
			names = append(names, strings.Join(words, ""))
		} else if len(words) > 0 {
			names = append(names, strings.Join(words, " "))
		}
	}
	return names
}

var (
	andOthers  = regexp.MustCompile(`等(\d|[一二三四五六七八九十]|多|几)*(人|位|名|户)?$`)
	longNumber = regexp.MustCompile(`\d{7,}`)
)

// noName reports whether a text holds more than a name: a phone, a row's number,
// 等2人. Companies have figures in their names.
func noName(n string) bool {
	if m := nameShare.FindStringIndex(n); m != nil {
		n = n[:m[0]]
	}
	return !companyName.MatchString(n) && (strings.ContainsAny(n, "0123456789") || andOthers.MatchString(n) && len([]rune(n)) > 3)
}

// oddName reports whether a text may be more than one person's name: a remark stands
// behind it, or it has more characters than Chinese names have.
func oddName(n string) bool {
	return !companyName.MatchString(n) && (strings.HasSuffix(n, ")") || onlyHan.MatchString(n) && len([]rune(n)) > 4)
}

// hideNumbers masks the phones and identity numbers within a text.
func hideNumbers(text string) string { return longNumber.ReplaceAllStringFunc(text, site.Mask) }

// foldLines is Fold that keeps line breaks apart from spaces.
func foldLines(text string) string {
	lines := strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n")
	for i, l := range lines {
		lines[i] = site.Fold(l)
	}
	return strings.TrimSpace(strings.Join(lines, "\n"))
}

// splitNumbers parts identity numbers or phones: by the signs between people,
// and by spaces where the whole is not one number written in groups. Blanks
// between signs stay, so that A/B and 123/ still pair off.
func splitNumbers(text string, whole func(string) bool) []string {
	text = strings.TrimRight(numberJoined.ReplaceAllString(foldLines(text), "$1、"), "、,;|&\n\r ")
	if text == "" {
		return nil
	}
	var out []string
	for _, part := range betweenPeople.Split(text, -1) {
		part = strings.TrimSpace(part)
		words := strings.Fields(part)
		if len(words) < 2 || whole(strings.Join(words, "")) {
			out = append(out, strings.Join(words, ""))
			continue
		}
		out = append(out, words...)
	}
	return out
}

func wholeID(s string) bool {
	s = readIDText(s)
	return len(s) == 18 && (digits(s[:17]) || alphanumeric(s)) || len(s) == 15 && digits(s)
}

func wholePhone(s string) bool {
	_, ok := readPhone(s)
	return ok
}

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
	if key := r.text(OwnerKey); key != "" && len(all) > 0 {
		if id, err := app.ParseID(key); err == nil {
			all[0].Key = id
		} else {
			r.find(KeyUnknown, OwnerKey, key, "")
		}
	}
	return append(append(all, r.buyersIn(coBuyers)...), r.buyersIn(co2Buyers)...)
}

// noOwner notes at the home that the cell of its owner's name was not taken.
func (r *row) noOwner(why refused) {
	if r.home != nil {
		r.home.Refused[OwnerName] = why
	}
}

func (r *row) buyersIn(f buyerCells) []Buyer {
	for _, field := range []Field{f.name, f.idType, f.phone2, f.address, f.share} {
		if r.isFault(field) && field == f.name {
			r.noOwner(refused{ErrorCell, r.spot(field)})
			return nil
		}
	}
	nameText := r.text(f.name)
	if site.IsNothing(nameText) || unsold.MatchString(nameText) {
		nameText = ""
	}
	idCell, idAt := r.cell(f.idNo)
	phoneText := r.text(f.phone)
	if nameText == "" {
		for _, n := range []Field{f.idNo, f.phone} {
			if text := r.text(n); !site.IsNothing(text) && !unsold.MatchString(text) {
				r.find(NoName, n, site.Mask(readIDText(text)), "")
			}
		}
		return nil
	}
	nameSpot := r.spot(f.name)
	names := splitNames(r.raw(f.name))
	if slices.ContainsFunc(names, noName) {
		r.find(BadName, f.name, hideNumbers(nameText), "")
		r.noOwner(refused{BadName, nameSpot})
		return nil
	}
	var buyers []Buyer
	for _, n := range names {
		b := Buyer{Said: map[Field]Said{}, Refused: map[Field]refused{}}
		if m := nameShare.FindStringSubmatch(n); m != nil {
			b.Said[Share] = Said{Text: m[1], At: nameSpot}
			n = strings.TrimSpace(nameShare.ReplaceAllString(n, ""))
		}
		n = strings.TrimSpace(nameTail.ReplaceAllString(n, ""))
		b.Said[OwnerName] = Said{Text: n, At: nameSpot, Masked: strings.Contains(n, "*")}
		if oddName(n) {
			r.findFor(OddName, f.name, n, n)
		}
		if missing := r.reader.glyphs(n); len(missing) > 0 {
			r.findFor(MissingGlyph, f.name, string(missing), n)
		}
		buyers = append(buyers, b)
	}
	r.ids(buyers, f.idNo, f.idType, idCell, idAt)
	r.phones(buyers, f.phone, phoneText)
	if second := r.text(f.phone2); !site.IsNothing(second) {
		before := buyers[0].Said[Phone2] // where the first column held two
		r.spread(buyers, f.phone2, Phone2, splitNumbers(r.raw(f.phone2), wholePhone), r.onePhone)
		if now := buyers[0].Said[Phone2]; before.Text != "" && now.Text != before.Text {
			r.findFor(MorePhones, f.phone, site.Mask(before.Text), buyers[0].Name())
		}
	}
	if address := r.text(f.address); !site.IsNothing(address) {
		masked := strings.Contains(address, "*")
		for i := range buyers {
			buyers[i].Said[OwnerAddress] = Said{Text: address, At: r.spot(f.address), Masked: masked}
		}
	}
	if shares := r.text(f.share); !site.IsNothing(shares) {
		parts := betweenPeople.Split(foldLines(r.raw(f.share)), -1)
		if strings.Contains(shares, "/") && len(parts) != len(buyers) {
			parts = []string{shares} // 1/2 is a share, not two of them
		}
		if each := eachShare.FindStringSubmatch(shares); each != nil {
			parts = slices.Repeat([]string{each[1]}, len(buyers))
		}
		if len(parts) == 1 && len(buyers) > 1 && !strings.ContainsAny(shares, "%/") {
			parts = nil // 共同共有 says that nobody has a share of their own
		}
		r.spread(buyers, f.share, Share, parts, func(text string, _ *Buyer) (string, FindingKind) { return readShare(text), "" })
	}
	return buyers
}

// ids pairs identity numbers with names.
func (r *row) ids(buyers []Buyer, field, typeField Field, cell Cell, at Spot) {
	var types []string
	if text := r.text(typeField); !site.IsNothing(text) {
		types = betweenPeople.Split(foldLines(r.raw(typeField)), -1)
	}
	for i := range buyers {
		if len(types) == 1 {
			buyers[i].Said[IDType] = Said{Text: types[0], At: r.spot(typeField)}
		} else if i < len(types) {
			buyers[i].Said[IDType] = Said{Text: strings.TrimSpace(types[i]), At: r.spot(typeField)}
		}
	}
	if r.faultOf(buyers, field, IDNo) || cell.IsBlank() || site.IsNothing(plainText(cell)) {
		return
	}
	if lostDigits(cell) {
		r.refuseAll(buyers, IDNumber, field, IDNo, mostDigits(cell))
		return
	}
	parts := splitNumbers(r.raw(field), wholeID)
	r.spread(buyers, field, IDNo, parts, func(text string, b *Buyer) (string, FindingKind) {
		number := readIDText(text)
		if strings.Contains(number, "*") {
			return number, MaskedCell
		}
		if scientific.MatchString(number) {
			return number, IDNumber
		}
		kind := b.Said[IDType].Text
		if kind == "" && companyName.MatchString(b.Name()) {
			kind = BusinessLicence
		}
		kind, wrong := checkID(number, kind)
		if _, stated := b.Said[IDType]; !stated && kind != "" && wrong == "" {
			b.Said[IDType] = Said{Text: kind, At: at}
		}
		return number, wrong
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
			r.findFor(MorePhones, field, site.Mask(strings.Join(parts[2:], "、")), buyers[0].Name())
		}
	case len(buyers) > 1 && len(parts) == 1:
		r.spread(buyers[:1], field, Phone, parts, r.onePhone)
		if said, ok := buyers[0].Said[Phone]; ok && !said.Masked {
			r.findFor(OnePhone, field, site.Mask(said.Text), buyers[0].Name())
		}
	default:
		r.spread(buyers, field, Phone, parts, r.onePhone)
	}
}

// faultOf reports that Excel shows an error where the buyers' numbers should be.
func (r *row) faultOf(buyers []Buyer, field, as Field) bool {
	if !r.isFault(field) {
		return false
	}
	for i := range buyers {
		buyers[i].Refused[as] = refused{ErrorCell, r.spot(field)}
	}
	return true
}

func (r *row) onePhone(text string, _ *Buyer) (string, FindingKind) {
	if strings.Contains(text, "*") {
		return site.Fold(text), MaskedCell
	}
	number, ok := readPhone(text)
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
			b.Said[as] = Said{Text: text, At: at}
		case MaskedCell:
			b.Said[as] = Said{Text: text, At: at, Masked: true}
		default:
			shown := text
			if as.Private() {
				shown = site.Mask(text)
			}
			r.findFor(wrong, field, shown, b.Name())
			b.Refused[as] = refused{wrong, at}
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
		buyers[i].Refused[as] = refused{kind, r.spot(field)}
	}
	r.findFor(kind, field, text, strings.Join(names, "、"))
}

// isChinese reports whether every letter is a Chinese character.
func isChinese(s string) bool {
	return s != "" && !strings.ContainsFunc(s, func(r rune) bool { return !unicode.Is(unicode.Han, r) && r != '·' })
}
