package rehearsal

import (
	"fmt"
	"strings"

	"keyday/app"
)

// person is an owner as a sales ledger has one.
type person struct {
	name, idType, idNo, phone string
}

// people makes owners: common names by how common they are, and here and there
// one that tries fonts, forms and searches.
type people struct {
	seeds
	dice dice
	rare int // how many of the rare names are used up
	made int
}

// next is one more owner. Every nineteenth bears a rare name until they are used up.
func (p *people) next() person {
	p.made++
	woman := p.dice.chance(48)
	one := person{name: p.name(woman), phone: p.phone()}
	if p.made%19 == 3 && p.rare < len(p.seeds.rare) {
		one.name = p.seeds.rare[p.rare]
		p.rare++
	}
	one.idType, one.idNo = p.paper(one.name, woman)
	return one
}

func (p *people) name(woman bool) string {
	given := p.men
	if woman {
		given = p.women
	}
	return oneOf(p.dice, p.surnames) + oneOf(p.dice, given)
}

// phone is a number of the ranges of zeros, under which nobody is called.
func (p *people) phone() string {
	return fmt.Sprintf("%s0000%04d", oneOf(p.dice, []string{"136", "137", "138", "139", "150", "158", "186", "188"}), p.dice.IntN(10000))
}

// paper is the identity paper: a foreigner's passport, else the card.
func (p *people) paper(name string, woman bool) (kind, number string) {
	if strings.ContainsFunc(name, func(r rune) bool { return r >= 'A' && r <= 'z' }) {
		return "护照", fmt.Sprintf("E%08d", p.dice.IntN(100000000))
	}
	return "身份证", p.card(woman)
}

// card is an identity number with a correct check digit (GB 11643).
func (p *people) card(woman bool) string {
	region := oneOf(p.dice, []string{"320102", "320104", "320106", "320114", "330106", "340104"})
	born := app.NewDate(p.dice.between(1955, 2001), 1, 1).AddDays(p.dice.IntN(365))
	serial := p.dice.between(1, 498)*2 + 1
	if woman {
		serial--
	}
	digits := region + strings.ReplaceAll(born.String(), "-", "") + fmt.Sprintf("%03d", serial)
	return digits + checkDigit(digits)
}

// checkDigit is the last character of an identity number: ISO 7064, MOD 11-2.
func checkDigit(seventeen string) string {
	sum := 0
	for i, r := range seventeen {
		weight := 1
		for range 17 - i {
			weight = weight * 2 % 11
		}
		sum += int(r-'0') * weight
	}
	return "10X98765432"[sum%11 : sum%11+1]
}
