package program

import (
	"context"

	"keyday/app"
	"keyday/ui/paper/block"
	"keyday/ui/paper/set"
)

// printSlip sets the slip of a loan on paper and opens it: who has the keys, until when, and
// who gave and took them.
func (o *opened) printSlip(ctx context.Context, actor app.Actor, l keyLoanLine) error {
	about, err := o.store.Site(ctx)
	if err != nil {
		return err
	}
	frame := app.Frame{Letterhead: app.Letterhead{Company: about.Company}, Project: about.Name, Rehearsal: about.Rehearsal,
		Signers: []app.SignatureField{{Role: "staff", Name: actor.Name}, {Role: "borrower", Name: l.Borrower}}}
	imprint := app.Imprint{PrintedAt: o.store.Clock().Now(), PrintedBy: actor.Name}
	flow, err := block.Lay(set.Masthead{Frame: frame, Imprint: imprint, ZH: "钥匙借用单", EN: "Key Loan Slip", Plain: true},
		block.Facts{Rows: [][]block.Fact{
			{block.S("房号", "Unit", l.Code), block.F("编号", "No.", l.Number)},
			{block.F("借用人", "Borrower", l.Borrower), block.F("电话", "Phone", l.Phone), block.F("归还日期", "Due back", l.Due.String())},
			{block.F("用途", "Purpose", l.Purpose)},
		}},
		block.Signatures{Title: block.Text{ZH: "签字", EN: "Signatures"}, As: map[string]block.Text{"borrower": {ZH: "借用人", EN: "Borrower"}}, Said: block.Text{ZH: "借用期间钥匙由借用人保管，不得复制、转借。", EN: "The borrower keeps the keys, copies none and lends them to nobody."}},
	)
	if err != nil {
		return err
	}
	pdf, err := flow.PDF(set.Of{Title: "钥匙借用单 " + l.Number, Date: imprint.PrintedAt})
	if err != nil {
		return err
	}
	return o.office.Show(ctx, l.Number, pdf)
}
