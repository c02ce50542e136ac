package paper

import (
	"crypto/sha256"
	"fmt"
	"testing"

	"keyday/app"
	"keyday/app/contract"
	"keyday/ui/words"
)

// sampleAgreementFirst is one that was locked in the first text.
func sampleAgreementFirst() contract.AgreementContent {
	c := sampleAgreement()
	c.Wording = Wording(contract.AgreementFirst)
	c.FeePeriod, c.SignedOn = "三个月", day("2026-11-23")
	c.AreaKind, c.FeeRule, c.FeeReceipt, c.FeeReceiptOn, c.ParkingRent = "", "", "", 0, ""
	return c
}

// What was locked in the first text prints mark for mark as it did before there was a
// second one: an owner who asks for it again gets the paper that was signed.
func TestFirstAgreementPrintsAsItDid(t *testing.T) {
	signed := marked(app.SignatureMark{Field: 0, Name: "欧阳䶮"})
	for _, c := range []struct {
		lang    words.Language
		imprint app.Imprint
		want    string
	}{
		{words.Chinese, sampleImprint(), "20ff077156d61f2698e4861fdbc36913"},
		{words.Chinese, app.Imprint{}, "55d625724da01e97c79f42983cff4cb6"},
		{words.Chinese, signed, "f945a83463028ef768573246b0970567"},
		{words.English, sampleImprint(), "dac7778a3666c6bf551363bd90a17d4d"},
		{words.English, app.Imprint{}, "42256944c213b6d1cc2b1102db458a20"},
	} {
		if got := marksOf(must(Agreement(sampleAgreementFirst(), c.imprint).lay(c.lang))); got != c.want {
			t.Errorf("in %s it is set as %s, and was as %s", c.lang, got, c.want)
		}
	}
}

// sampleAgreementSecond is one that was locked in the second text, of a home on which
// the fee began later than by the rule.
func sampleAgreementSecond() contract.AgreementContent {
	c := sampleAgreement()
	c.Wording = Wording(contract.AgreementSecond)
	c.FeeStart, c.FeeNotBefore = day("2026-12-01"), day("2026-12-01")
	return c
}

// So does what was locked in the second text, which named the day twice.
func TestSecondAgreementPrintsAsItDid(t *testing.T) {
	signed := marked(app.SignatureMark{Field: 0, Name: "欧阳䶮"})
	for _, c := range []struct {
		lang    words.Language
		imprint app.Imprint
		want    string
	}{
		{words.Chinese, sampleImprint(), "b1d7bfa4a28be1bd9d5524a4e50a0625"},
		{words.Chinese, app.Imprint{}, "33b4a4f7b0eae28a4bf88f19c14d73ba"},
		{words.Chinese, signed, "efc6c2a55085cf5d851d1c888dc364d1"},
		{words.English, sampleImprint(), "a7ed407d46674bd60d9345c892b89154"},
	} {
		if got := marksOf(must(Agreement(sampleAgreementSecond(), c.imprint).lay(c.lang))); got != c.want {
			t.Errorf("in %s it is set as %s, and was as %s", c.lang, got, c.want)
		}
	}
}

// marksOf is the hash of everything that is set, and where.
func marksOf(f *flow) string {
	sum := sha256.New()
	for _, l := range f.leaves {
		for _, m := range l.marks {
			if p, is := m.(pictureMark); is { // which holds where its bytes lie
				fmt.Fprintf(sum, "%v %v %v %v\n", p.x, p.y, p.w, p.h)
				continue
			}
			fmt.Fprintf(sum, "%T %+v\n", m, m)
		}
	}
	return fmt.Sprintf("%x", sum.Sum(nil)[:16])
}
