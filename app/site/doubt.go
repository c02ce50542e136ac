package site

import (
	"math/big"
	"regexp"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"
)

// DoubtKind is a way in which a home's figures look wrong although each of them can be
// read. A doubt warns and never refuses: the original document decides.
type DoubtKind string

// The doubts.
const (
	AreasFar      DoubtKind = "areas_far"      // 合同面积 and 实测面积 differ by more than a tenth
	InnerLarger   DoubtKind = "inner_larger"   // 套内面积 above the floor area
	PriceFar      DoubtKind = "price_far"      // no yuan per square metre: 1.2 is 万元
	SignedAfter   DoubtKind = "signed_after"   // the contract is of a later day than the handover it promises
	SharesOff     DoubtKind = "shares_off"     // 份额 do not make up the whole
	SharesFull    DoubtKind = "shares_full"    // they do, and somebody has none
	NumberOfOther DoubtKind = "number_another" // the contract's number stands on another home too
)

// Doubt is one of them, with the fields that it is about, by their names in the registry,
// and what they say.
type Doubt struct {
	Kind   DoubtKind
	Fields []string
	Values []string // of the fields, in the same order; of NumberOfOther the number, and the other homes; of SharesFull how many have none
}

var (
	tenth      = decimal.New(1, -1)
	leastPrice = decimal.NewFromInt(100)
	mostPrice  = decimal.NewFromInt(500_000)
)

// Doubts lists what looks wrong about the home, compared with no other.
func (u *Unit) Doubts() []Doubt {
	var all []Doubt
	add := func(kind DoubtKind, pairs ...string) {
		d := Doubt{Kind: kind}
		for i := 0; i < len(pairs); i += 2 {
			d.Fields, d.Values = append(d.Fields, pairs[i]), append(d.Values, pairs[i+1])
		}
		all = append(all, d)
	}
	contract, measured, inner := u.ContractArea, u.MeasuredArea, u.InnerArea
	if !contract.IsZero() && !measured.IsZero() && measured.Sub(contract.Decimal).Abs().GreaterThan(contract.Mul(tenth)) {
		add(AreasFar, "measured_area", measured.String(), "contract_area", contract.String())
	}
	switch {
	case inner.IsZero():
	case !measured.IsZero():
		if inner.GreaterThan(measured.Decimal) {
			add(InnerLarger, "inner_area", inner.String(), "measured_area", measured.String())
		}
	case !contract.IsZero() && inner.GreaterThan(contract.Decimal):
		add(InnerLarger, "inner_area", inner.String(), "contract_area", contract.String())
	}
	if p := u.UnitPrice; !p.IsZero() && (p.LessThan(leastPrice) || p.GreaterThan(mostPrice)) {
		add(PriceFar, "unit_price", p.String())
	}
	if !u.SignedOn.IsZero() && !u.DeliveryDue.IsZero() && u.SignedOn > u.DeliveryDue {
		add(SignedAfter, "signed_on", u.SignedOn.String(), "delivery_due", u.DeliveryDue.String())
	}
	return all
}

// ContractKey is a contract's number as two are compared: written in full width or
// half, with spaces or without, it is one.
func ContractKey(number string) string { return tight(number) }

// NumberDoubt says which other homes have the contract's number too; ok is false where
// none has.
func NumberDoubt(number string, others []string) (d Doubt, ok bool) {
	if ContractKey(number) == "" || len(others) == 0 {
		return d, false
	}
	return Doubt{Kind: NumberOfOther, Fields: []string{"contract_no"}, Values: append([]string{number}, others...)}, true
}

var (
	percentShare  = regexp.MustCompile(`^(\d{1,3}(?:\.\d{1,6})?)%$`)
	fractionShare = regexp.MustCompile(`^(\d{1,6})/(\d{1,6})$`)
)

// shareOf reads a share that is a number: 50%, 1/3, 0.5; false for others (共同共有).
func shareOf(text string) (*big.Rat, bool) {
	s := tight(text)
	if m := percentShare.FindStringSubmatch(s); m != nil {
		r, ok := new(big.Rat).SetString(m[1])
		return new(big.Rat).Quo(r, big.NewRat(100, 1)), ok
	}
	if m := fractionShare.FindStringSubmatch(s); m != nil && strings.Trim(m[2], "0") != "" {
		return new(big.Rat).SetString(s)
	}
	if n, err := decimal.NewFromString(s); err == nil && n.IsPositive() && n.LessThanOrEqual(decimal.NewFromInt(1)) && !strings.ContainsAny(s, "E") {
		return n.Rat(), true
	}
	return nil, false
}

// roundingOf is by how much shares that were rounded may miss the whole: 33.33% of three.
var roundingOf = big.NewRat(1, 1000)

// SharesDoubt reports whether the shares of a home's owners do not add up to the whole.
// Owners without a share may own the rest; where a share is no number, there is no doubt.
func SharesDoubt(shares []string) (d Doubt, wrong bool) {
	sum, blank, told := new(big.Rat), 0, false
	for _, s := range shares {
		if strings.TrimSpace(s) == "" {
			blank++
			continue
		}
		part, ok := shareOf(s)
		if !ok {
			return d, false
		}
		sum.Add(sum, part)
		told = true
	}
	if !told {
		return d, false
	}
	off := new(big.Rat).Sub(sum, big.NewRat(1, 1))
	whole := new(big.Rat).Abs(off).Cmp(roundingOf) <= 0
	switch {
	case whole && blank == 0, blank > 0 && off.Sign() < 0:
		return d, false
	case whole:
		return Doubt{Kind: SharesFull, Fields: []string{"share"}, Values: []string{strconv.Itoa(blank)}}, true
	}
	hundred := new(big.Rat).Mul(sum, big.NewRat(100, 1))
	text := hundred.FloatString(2)
	text = strings.TrimSuffix(strings.TrimRight(text, "0"), ".")
	return Doubt{Kind: SharesOff, Fields: []string{"share"}, Values: []string{text + "%"}}, true
}
