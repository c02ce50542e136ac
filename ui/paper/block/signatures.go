package block

import (
	"slices"

	"keyday/app"
	"keyday/ui/paper/set"
	"keyday/ui/words"
)

// Signatures are the fields of the frame's signers, in two columns: a person's is for a
// signature, a company's for its seal, with who signs for it under it. What they sign for
// stands before them, or, where that saves room, over the first column.
type Signatures struct {
	Title    Text
	Said     Text            // what is signed for
	Copies   int             // how many there are of the paper, which is said then
	Seals    map[int]Seal    // by the signer's place: of those who sign for a company
	As       map[string]Text // capacities that this form alone knows, by the signer's role
	Optional []string        // roles in which a company may have nobody sign
}

// Seal is a company that signs: by its seal, under which stands who signs for it. What is
// not known is left to be written.
type Seal struct {
	As      Text // in what capacity
	Company string
	Office  string // of who signs
}

// The fields.
const (
	column     = (set.Right - set.Left - 4) / 2
	LeastSeal  = 45 // of the side of a company's seal and the air around it
	MostSeal   = 55 // beside which there is room to sign
	between    = 2.0
	headOf     = 6.2
	underSeal  = 11.2
	signedFoot = 6.4
)

// companies are the roles in which companies sign.
var companies = []string{"developer", "property", "firm"}

// signer is one who signs, with the signature where there is one.
type signer struct {
	app.SignatureField
	at    int
	hand  float64 // how high a person's field is
	side  float64 // of a seal
	role  Text
	seal  *Seal // nil for a person
	mark  *app.SignatureMark
	added bool // by the company: they sign on paper alone
}

// signers are those of the frame, and those whom the company has sign besides.
func (b Signatures) signers(p *page) (all []signer) {
	side := float64(p.Count(app.OwnSealSide, LeastSeal))
	for i, who := range p.Frame.Signers {
		s := signer{SignatureField: who, at: i, hand: p.hand, side: side, role: b.capacity(who.Role)}
		for _, m := range p.Imprint.Marks {
			if m.Field == i {
				s.mark = &m
			}
		}
		if b.absent(p, s) {
			continue
		}
		s.seal = b.sealOf(p, i)
		all = append(all, s)
	}
	for i, more := range p.More(app.OwnSigner) {
		s := signer{SignatureField: app.SignatureField{Role: more.Of}, at: len(p.Frame.Signers) + i, hand: p.hand, side: side, role: Text{ZH: more.Of}, added: true}
		if more.Value == app.Sealed {
			s.seal = &Seal{As: Text{ZH: more.Of}}
		}
		all = append(all, s)
	}
	return all
}

// capacity is what a role is called on the form.
func (b Signatures) capacity(role string) Text {
	if own, is := b.As[role]; is {
		return own
	}
	zh, en := set.RoleSaid(role)
	return Text{zh, en}
}

// absent reports whether nobody signs there, for the company has it so.
func (b Signatures) absent(p *page, s signer) bool {
	return p.Without(app.Ask{What: app.OwnWithout, Of: s.Role, ZH: s.role.ZH, EN: s.role.EN, Fixed: !slices.Contains(b.Optional, s.Role)}) && s.mark == nil && !s.Required
}

// sealOf is by which seal the ith of the frame signs; nil for one who signs by hand. A
// company chooses for all but the owners.
func (b Signatures) sealOf(p *page, i int) *Seal {
	who := p.Frame.Signers[i]
	as := b.capacity(who.Role)
	seal := Seal{As: as, Company: who.Name}
	own, sealed := b.Seals[i]
	if sealed {
		seal = own
	}
	sealed = sealed || slices.Contains(companies, who.Role)
	if who.Role == "owner" || who.Role == "agent" {
		if !sealed {
			return nil
		}
		return &seal
	}
	usual := app.HandSigned
	if sealed {
		usual = app.Sealed
	} else {
		seal.Company = p.Frame.Letterhead.Company
	}
	if p.Choose(app.Ask{What: app.OwnSeal, Of: who.Role, ZH: seal.As.ZH, EN: seal.As.EN, Usual: usual}) != app.Sealed {
		return nil
	}
	return &seal
}

func (s signer) high() float64 {
	if s.seal != nil {
		return headOf + s.longName() + s.side + underSeal
	}
	return s.hand + s.longName()
}

// longName is the room for a name that does not fit beside the capacity.
func (s signer) longName() float64 {
	as := s.as()
	if set.Bold(8.5).Width(as.ZH)+set.Small.Width(as.EN)+set.Bold(9.5).Width(s.named())+9 > column {
		return 4.6
	}
	return 0
}

// as is in what capacity they sign.
func (s signer) as() Text {
	if s.seal != nil {
		return s.seal.As
	}
	return s.role
}

// person is who signs.
func (s signer) person() string {
	if s.mark != nil {
		return s.mark.Name
	}
	return s.Name
}

// signatory is who signs for a company, "" where nobody else is named than the company.
func (s signer) signatory() string {
	if s.person() == s.seal.Company {
		return ""
	}
	return s.person()
}

// named is who signs, and for whom.
func (s signer) named() string {
	if s.seal != nil {
		return s.seal.Company
	}
	name := s.person()
	return words.Join("　", name, words.Tagged("代 ", s.ActsFor))
}

// placed is a field in its column.
type placed struct {
	signer
	right bool
	y     float64
}

// masonry puts fields into the two columns: a single seal at the right, several from the left
// on, persons where there is more room. left is what stands in the left one already.
func masonry(all []signer, left float64) (fields []placed, high float64) {
	columns := [2]float64{left, 0}
	seals := 0
	for _, s := range all {
		if s.seal != nil {
			seals++
		}
	}
	aside := seals == 1 && seals < len(all)
	for _, sealed := range []bool{true, false} {
		for _, s := range all {
			if (s.seal != nil) != sealed {
				continue
			}
			at := 0
			if columns[1] < columns[0] || sealed && aside && columns[1] == columns[0] {
				at = 1
			}
			fields = append(fields, placed{s, at == 1, columns[at]})
			columns[at] += s.high() + between
		}
	}
	return fields, max(columns[0], columns[1])
}

// mostSigned is how high the fields of one page are: what they are for stands above them.
const mostSigned = 165.0

func (b Signatures) pieces(p *page) (all []piece) {
	signers := b.signers(p)
	b.Said = b.said(p)
	if len(signers) == 0 {
		return Clauses{Texts: said(b.Said)}.pieces(p)
	}
	statement := Clauses{Title: Text{"声明", "Statement"}, Texts: said(b.Said)}
	full := statement.pieces(p)
	aside := b.aside(p)
	_, beside := masonry(signers, aside)
	_, below := masonry(signers, 0)
	title := p.titled(Text{})
	if b.Said.ZH == "" || len(p.names()) > 0 || below+height(full)+p.title <= beside || beside > mostSigned {
		aside, title = 0, p.titled(b.Title)
		if b.Said.ZH != "" {
			all = append(all, full...)
		}
	}
	all = append(all, title...)
	all = append(all, p.names()...)
	for i := range all {
		all[i].keep = true
	}
	for len(signers) > 0 {
		n := len(signers)
		for n > 1 {
			if _, high := masonry(signers[:n], aside); high <= mostSigned {
				break
			}
			n--
		}
		all = append(all, b.fields(p, signers[:n], aside))
		signers, aside = signers[n:], 0
	}
	return all
}

func said(t Text) []Text {
	if t.ZH == "" {
		return nil
	}
	return []Text{t}
}

// names are rows for names that the font cannot write.
func (p *page) names() []piece {
	return p.table(Text{}, nil, p.RareRows(), nil)
}

// aside is how high what is signed for stands over the first column.
func (b Signatures) aside(p *page) float64 {
	zh, en := b.asideLines(p)
	return float64(len(zh))*asideStyle(p).Leading() + float64(len(en))*set.Small.Leading() + 3 + between
}

func (b Signatures) asideLines(p *page) (zh, en []string) {
	const room = column - 4
	return asideStyle(p).Lines(b.Said.ZH, room), set.Small.Lines(b.Said.EN, room)
}

func asideStyle(p *page) set.Style { return set.Regular(p.body - 0.5) }

// fields is one piece of fields; on a page that they begin stands of what they are.
func (b Signatures) fields(p *page, signers []signer, aside float64) piece {
	all, high := masonry(signers, aside)
	slices.SortFunc(all, func(a, b placed) int { return a.at - b.at })
	goesOn := set.NewRow(0, set.Tag(labelled, "签字续页", "Signatures"), set.Value(12-labelled, words.Join("　", p.ZH, p.Frame.Number, p.Frame.Project, p.About)))
	over := piece{high: goesOn.High + between, draw: func(y float64) { goesOn.Put(p.Leaf, y) }}
	return piece{high: high, over: []piece{over}, draw: func(y float64) {
		if aside > 0 {
			b.putAside(p, y, aside-between)
		}
		for _, f := range all {
			x := set.Left
			if f.right {
				x += column + 4
			}
			if !f.added {
				p.Fields = append(p.Fields, set.Box{Page: len(p.Leaves) - 1, X: x / set.PageWidth, Y: (y + f.y) / set.PageHeight, W: column / set.PageWidth, H: f.high() / set.PageHeight})
			}
			p.field(x, y+f.y, f.signer)
		}
	}}
}

// putAside sets what is signed for in a frame of its own.
func (b Signatures) putAside(p *page, y, high float64) {
	p.Leaf.Add(set.BoxMark{X: set.Left, Y: y, W: column, H: high, Width: set.SturdyFrame})
	zh, en := b.asideLines(p)
	y += 1.5
	for _, line := range zh {
		p.Leaf.Text(set.Left+2, y+asideStyle(p).Leading()*0.74, asideStyle(p), line)
		y += asideStyle(p).Leading()
	}
	for _, line := range en {
		p.Leaf.Text(set.Left+2, y+set.Small.Leading()*0.74, set.Small, line)
		y += set.Small.Leading()
	}
}
