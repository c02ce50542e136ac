package contract

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"keyday/app"
	"keyday/app/site"
	"keyday/app/staff"
)

// Terms are what the property agreements of a site have in common: the firms, the
// place, fees and periods. They fill what the template leaves open; an agreement
// that is locked keeps the terms of its day.
type Terms struct {
	ID app.ID // TermsID of the site

	DeveloperRepresentative string // 法定代表人
	DeveloperCreditCode     string // 统一社会信用代码
	PropertyRepresentative  string
	PropertyCreditCode      string
	PropertyAddress         string
	PropertyPhone           string

	Place      string // 坐落
	Boundaries string // 四至
	SiteArea   string // 总建筑面积

	ServiceContractNo     string // 前期物业服务合同, which each owner's agreement rests on: its number
	ServiceContractFiling string // and where it was filed, under which number
	ServiceRooms          string // 物业服务用房: area and place

	FeeBasis       FeeBasis
	Rates          []Rate
	FeeRule        FeeRule  // from which day on the fee is owed
	FeeFrom        app.Date // before which none is owed, whatever the rule says; zero for no such day
	FirstMonths    int      // 首次缴纳期间
	PrepayLimit    int      // months that may be taken in advance by the rules of the place; 0 while nobody has looked
	PayEvery       string   // 缴费周期
	ParkingRent    string   // 车位租金
	ParkingFee     string   // 车位管理费
	LateRate       string   // 逾期违约金
	CommissionRate string   // 酬金标准, where the basis is a commission
	VacantRate     string   // 空置房减收, by agreement or by the rules of the place
	SharedEnergy   string   // 公共能耗: who pays it, and how it is shared
	DataRetention  string   // until when the owners' personal data are kept
	TermFrom       app.Date
	TermTo         app.Date
	Extra          []string // 特别约定, each an article of its own
	Copies         int
	SignedAt       string // 签订地点
}

// FeeBasis is how the property company is paid.
type FeeBasis string

// The two ways of the law (物业服务收费管理办法 art. 9).
const (
	LumpSum    FeeBasis = "lump_sum"   // 包干制
	Commission FeeBasis = "commission" // 酬金制
)

// FeeRule says from which day on the property fee is owed, counted from the day on
// which the handover certificate is signed. Before it the developer pays
// (物业管理条例 art. 41), so that no rule begins sooner.
type FeeRule string

// The rules that companies keep; no law says from which day an owner pays.
const (
	FromHandover  FeeRule = "handover"   // the very day; also where nobody has chosen
	FromHalfMonth FeeRule = "half_month" // handed over by the 15th: the 15th, later: the first of the next month
	FromNextMonth FeeRule = "next_month" // the first of the next month
)

// FeeRules lists the rules in their order.
var FeeRules = []FeeRule{FromHandover, FromHalfMonth, FromNextMonth}

// or is the rule that holds.
func (r FeeRule) or() FeeRule {
	if r == "" {
		return FromHandover
	}
	return r
}

// From is the day from which a home that was handed over on the day owes the fee.
func (r FeeRule) From(handedOver app.Date) app.Date {
	y, m, d := handedOver.Time().Date()
	switch {
	case r == FromHalfMonth && d <= 15:
		return app.NewDate(y, m, 15)
	case r == FromHalfMonth || r == FromNextMonth:
		return app.NewDate(y, m+1, 1)
	}
	return handedOver
}

// prepayUsual is how many months in advance no place is known to forbid.
const prepayUsual = 3

// Prepayment says what is to be minded of the months that are asked for in advance:
// more than the place allows, or so many that somebody should look what it allows; nil
// for nothing. It stops no agreement.
func (t Terms) Prepayment() *app.Refusal {
	switch n, limit := strconv.Itoa(t.FirstMonths), strconv.Itoa(t.PrepayLimit); {
	case t.PrepayLimit > 0 && t.FirstMonths > t.PrepayLimit:
		return app.Refuse("contract.prepay_over", "months", n, "limit", limit)
	case t.PrepayLimit == 0 && t.FirstMonths > prepayUsual:
		return app.Refuse("contract.prepay_unchecked", "months", n)
	}
	return nil
}

// Rate is the price of one type of property.
type Rate struct {
	Type       string    `cbor:"type"`        // 物业类型: 高层住宅
	Price      app.Money `cbor:"price"`       // 元/平方米·月
	HouseTypes []string  `cbor:"house_types"` // names of the house types it holds for; none: all others
}

// TermsID is the identity of a site's terms, the same on every laptop.
func TermsID(siteID app.ID) app.ID { return app.DerivedID(siteID, "contract/terms") }

// RateFor is the rate of a home of the house type: the one that names the type,
// else the first that names none.
func (t Terms) RateFor(houseType string) (Rate, bool) {
	for _, r := range t.Rates {
		if slices.Contains(r.HouseTypes, houseType) {
			return r, true
		}
	}
	for _, r := range t.Rates {
		if len(r.HouseTypes) == 0 {
			return r, true
		}
	}
	return Rate{}, false
}

// PutTerms changes the terms of agreements that are drawn up from now on, compared with
// what was seen of them.
func (k *Desk) PutTerms(ctx context.Context, actor app.Actor, seen *app.Seen[Terms], t Terms) error {
	return k.w.Do(ctx, actor, "contract.terms", func(tx Tx) error {
		if err := staff.May(tx.Actor(), staff.SignContracts); err != nil {
			return err
		}
		s, err := tx.Site()
		if err != nil {
			return err
		}
		t.ID = TermsID(s.ID)
		t.tidy()
		if err := tx.AmendAgreementTerms(seen, t); err != nil {
			return err
		}
		now, err := tx.AgreementTerms(t.ID)
		if err != nil {
			return err
		}
		return now.check()
	})
}

// tidy drops what says nothing.
func (t *Terms) tidy() {
	t.Rates = slices.Clone(t.Rates)
	for i := range t.Rates {
		t.Rates[i].Type = strings.TrimSpace(t.Rates[i].Type)
	}
	t.Extra = slices.DeleteFunc(slices.Clone(t.Extra), func(s string) bool { return strings.TrimSpace(s) == "" })
}

// check refuses terms by which no agreement could be drawn up; what is merely not
// known yet is asked for when one is.
func (t *Terms) check() error {
	named := map[string]bool{}
	others := false
	for i := range t.Rates {
		r := &t.Rates[i]
		if r.Type == "" || !r.Price.IsPositive() {
			return app.Refuse("contract.rate_unclear", "type", r.Type)
		}
		if len(r.HouseTypes) == 0 {
			if others {
				return app.Refuse("contract.rate_twice", "type", r.Type)
			}
			others = true
		}
		for _, h := range r.HouseTypes {
			if named[h] {
				return app.Refuse("contract.rate_twice", "type", h)
			}
			named[h] = true
		}
	}
	switch {
	case t.FeeBasis != "" && t.FeeBasis != LumpSum && t.FeeBasis != Commission:
		return app.Refuse("contract.basis_unclear", "field", "fee_basis")
	case !t.TermFrom.IsZero() && !t.TermTo.IsZero() && t.TermTo <= t.TermFrom:
		return app.Refuse("contract.term_backwards", "field", "term_to", "from", t.TermFrom.String(), "to", t.TermTo.String())
	case !slices.Contains(FeeRules, t.FeeRule.or()):
		return app.Refuse("contract.fee_rule_unclear", "field", "fee_rule")
	case t.FirstMonths < 0 || t.PrepayLimit < 0 || t.Copies < 0:
		return app.Refuse("contract.count_negative")
	case t.Copies > 0 && t.Copies < parties:
		return app.Refuse("contract.copies_few", "field", "copies", "copies", strconv.Itoa(t.Copies))
	}
	return nil
}

// parties are developer, property company and owners, each of whom keeps a copy.
const parties = 3

// terms reads the site's terms; empty where nobody has set any.
func terms(tx Tx, s site.Site) (Terms, error) {
	t, err := tx.AgreementTerms(TermsID(s.ID))
	if app.RefusalCode(err) == "record.unknown" {
		return Terms{}, nil
	}
	return t, err
}
