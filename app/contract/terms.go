package contract

import (
	"context"
	"slices"
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

	FeeBasis    FeeBasis
	Rates       []Rate
	FeeFrom     app.Date // 起算日 of homes that are not handed over yet; theirs is the day of possession
	FirstMonths int      // 首次缴纳期间
	PayEvery    string   // 缴费周期
	ParkingFee  string
	LateRate    string // 逾期违约金
	TermFrom    app.Date
	TermTo      app.Date
	Extra       []string // 特别约定, each an article of its own
	Copies      int
	SignedAt    string // 签订地点
}

// FeeBasis is how the property company is paid.
type FeeBasis string

// The two ways of the law (物业服务收费管理办法 art. 9).
const (
	LumpSum    FeeBasis = "lump_sum"   // 包干制
	Commission FeeBasis = "commission" // 酬金制
)

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
		return app.Refuse("contract.basis_unclear")
	case !t.TermFrom.IsZero() && !t.TermTo.IsZero() && t.TermTo <= t.TermFrom:
		return app.Refuse("contract.term_backwards", "from", t.TermFrom.String(), "to", t.TermTo.String())
	case t.FirstMonths < 0 || t.Copies < 0:
		return app.Refuse("contract.count_negative")
	}
	return nil
}

// terms reads the site's terms; empty where nobody has set any.
func terms(tx Tx, s site.Site) (Terms, error) {
	t, err := tx.AgreementTerms(TermsID(s.ID))
	if app.RefusalCode(err) == "record.unknown" {
		return Terms{}, nil
	}
	return t, err
}
