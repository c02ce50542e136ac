package paper

import (
	"errors"

	"keyday/app"
	"keyday/app/contract"
	"keyday/ui/paper/block"
	"keyday/ui/paper/set"
)

// agreementSpecimens are those of an agreement in the text.
func agreementSpecimens(template string) []specimen[contract.AgreementContent] {
	if template == contract.AgreementFirst {
		return []specimen[contract.AgreementContent]{{content: agreementFirstSpecimen()}}
	}
	all := []specimen[contract.AgreementContent]{
		{content: agreementSpecimen()},
		{agreementSpecimen(), []app.SignatureMark{{Field: 0, How: app.SignedOnScreen}, {Field: 1, How: app.SignedOnPaper}}},
	}
	if template == contract.AgreementSecond {
		return all
	}
	notHandedOver := agreementSpecimen()
	notHandedOver.FeeStart = 0
	all = append(all, specimen[contract.AgreementContent]{content: notHandedOver})
	if template == contract.AgreementThird {
		return all
	}
	company := agreementSpecimen()
	company.Owners[0].Company = true
	company.Agents = []contract.AgreementAgent{{Name: "11", ActsFor: "12", Letter: "13", LetterNo: "14", LetterFrom: specimenDay, LetterTo: specimenDay}}
	return append(all, specimen[contract.AgreementContent]{content: company})
}

// sayAroundArticles is an agreement without its articles, which are bound by the hash of
// their text.
func sayAroundArticles(e edition, c contract.AgreementContent) (*set.Flow, error) {
	if e.Template == contract.AgreementFirst {
		p := agreementFirst{agreement{e.flow(c.Frame, ""), c, e.Version()}}
		p.partiesTable()
		p.signingPage()
		return p.Flow, p.Complete()
	}
	p := newAgreement(e, c)
	if p.version < sturdySince {
		return agreementEarlier{p}.sayAround()
	}
	err := block.Below(p.Flow, p.parties())
	p.initials()
	err = errors.Join(err, p.signingPage(), p.sheetApart(toChoose+"0"))
	return p.Flow, errors.Join(err, p.Complete())
}

func (p agreementEarlier) sayAround() (*set.Flow, error) {
	p.partiesTable()
	p.initials()
	p.signingPage()
	return p.Flow, p.Complete()
}

func agreementSpecimen() contract.AgreementContent {
	c := agreementFirstSpecimen()
	c.Wording.Approval.Name = "0"
	c.AreaKind, c.FeeRule, c.FeeNotBefore, c.FeeReceipt, c.FeeReceiptOn = "8", "9", specimenDay, "10", specimenDay
	return c
}

func agreementFirstSpecimen() contract.AgreementContent {
	price, err := app.ParseMoney("1")
	if err != nil {
		panic(err)
	}
	return contract.AgreementContent{
		Frame: specimenFrame, Owners: []contract.AgreementOwner{{Name: "1", Share: "2", Address: "3"}, {Name: "4", Address: "5"}},
		FeeBasis: "6", FeePrice: price, FeeStart: specimenDay, FeePeriod: "7", FeePaidUntil: specimenDay, Copies: 2,
	}
}
