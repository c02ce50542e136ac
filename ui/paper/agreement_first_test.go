package paper

import (
	"crypto/sha256"
	"fmt"
	"strings"
	"testing"

	"keyday/app"
	"keyday/app/contract"
	"keyday/ui/paper/set"
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
		{words.Chinese, sampleImprint(), "79c46e3c5b738707ca165f995ee3da09"},
		{words.Chinese, app.Imprint{}, "74aad1cf32af544d42a09f81b5472ab4"},
		{words.Chinese, signed, "5964515d043b80434f1f6a05bf1d9438"},
		{words.English, sampleImprint(), "93ac9012e7d86a297f152d8d3d106719"},
		{words.English, app.Imprint{}, "dbdf522e20b55c792c13e24f926e2a8c"},
	} {
		if got := marksOf(must(filled(sampleAgreementFirst(), c.imprint).lay(c.lang))); got != c.want {
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
		{words.Chinese, sampleImprint(), "55114f387d4e00bece16ddeeb541398a"},
		{words.Chinese, app.Imprint{}, "cc3bfd0cfcd42560381a592d95ca1d62"},
		{words.Chinese, signed, "1d27e7d6cb17376a00b72b7d85883cbc"},
		{words.English, sampleImprint(), "71f8d7a303d9af96dc703c5b5bfb5d5e"},
	} {
		if got := marksOf(must(filled(sampleAgreementSecond(), c.imprint).lay(c.lang))); got != c.want {
			t.Errorf("in %s it is set as %s, and was as %s", c.lang, got, c.want)
		}
	}
}

// marksOf is the hash of everything that is set, and where; Go's names for it are none
// of its business.
func marksOf(f *set.Flow) string {
	sum := sha256.New()
	for _, l := range f.Leaves {
		for _, m := range l.Marks {
			if p, is := m.(set.PictureMark); is { // which holds where its bytes lie
				fmt.Fprintf(sum, "%v %v %v %v\n", p.X, p.Y, p.W, p.H)
				continue
			}
			_, kind, _ := strings.Cut(strings.ToLower(fmt.Sprintf("%T", m)), ".")
			fmt.Fprintf(sum, "%s %v\n", kind, m)
		}
	}
	return fmt.Sprintf("%x", sum.Sum(nil)[:16])
}

// sampleAgreementThird is one that was locked in the third text.
func sampleAgreementThird() contract.AgreementContent {
	c := sampleAgreement()
	c.Wording = Wording(contract.AgreementThird)
	return c
}

// And what was locked in the third, which named no letter of an agent.
func TestThirdAgreementPrintsAsItDid(t *testing.T) {
	signed := marked(app.SignatureMark{Field: 0, Name: "欧阳䶮"})
	agent := agentsAgreement()
	agent.Wording, agent.Agents = Wording(contract.AgreementThird), nil
	for _, c := range []struct {
		content contract.AgreementContent
		lang    words.Language
		imprint app.Imprint
		want    string
	}{
		{sampleAgreementThird(), words.Chinese, sampleImprint(), "753c775b81aad1e8eda97cbab2b42cbf"},
		{sampleAgreementThird(), words.Chinese, app.Imprint{}, "fb8a18a30efa8f4277987be79e0238bd"},
		{sampleAgreementThird(), words.Chinese, signed, "a77b9042e6fd5107edaeeb45cf18a7a7"},
		{sampleAgreementThird(), words.English, sampleImprint(), "93f52abf9cafce1adb4472178a8b8765"},
		{agent, words.Chinese, app.Imprint{}, "2349e20ff647aeb67b9d1310cec0c348"},
	} {
		if got := marksOf(must(filled(c.content, c.imprint).lay(c.lang))); got != c.want {
			t.Errorf("in %s it is set as %s, and was as %s", c.lang, got, c.want)
		}
	}
}
