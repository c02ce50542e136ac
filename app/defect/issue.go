package defect

import (
	"context"
	"slices"
	"strings"

	"keyday/app"
	"keyday/app/contract"
	"keyday/app/site"
	"keyday/app/staff"
)

// NoticeRequest is what a supervisor asks of a firm in writing.
type NoticeRequest struct {
	Firm        app.ID
	Defects     []app.ID
	Deadline    app.Date // "no date" keeps each defect's own; else it becomes theirs
	Requirement string
}

// IssueNotice writes a 整改通知单 to one firm for defects that are assigned to it,
// and locks it for printing.
func (k *Desk) IssueNotice(ctx context.Context, actor app.Actor, o NoticeRequest) (Notice, error) {
	var n Notice
	err := k.w.Do(ctx, actor, "defect.notice", func(tx DeskTx) (err error) {
		n, err = k.issue(tx, o, app.Nil)
		return err
	})
	return n, err
}

// IssueNotices writes one notice per firm for the defects chosen, in one action.
// o.Firm is not looked at.
func (k *Desk) IssueNotices(ctx context.Context, actor app.Actor, o NoticeRequest) (notices []Notice, err error) {
	err = k.w.Do(ctx, actor, "defect.notice", func(tx DeskTx) (err error) {
		notices, err = k.issueAll(tx, o)
		return err
	})
	return notices, err
}

// TryNotices are the papers that IssueNotices would lock, to be read before: nothing of them
// is kept, and their numbers may be others' in the end.
func (k *Desk) TryNotices(ctx context.Context, actor app.Actor, o NoticeRequest) (papers []contract.Document, err error) {
	err = app.Try(ctx, k.w, actor, "defect.notice", func(tx DeskTx) error {
		notices, err := k.issueAll(tx, o)
		if err != nil {
			return err
		}
		for _, n := range notices {
			d, err := tx.Document(n.Document)
			if err != nil {
				return err
			}
			papers = append(papers, d)
		}
		return nil
	})
	return papers, err
}

// issueAll issues a notice to each firm among the defects.
func (k *Desk) issueAll(tx Tx, o NoticeRequest) (notices []Notice, err error) {
	var firms []app.ID
	byFirm := map[app.ID][]app.ID{}
	for _, id := range o.Defects {
		d, err := tx.Defect(id)
		if err != nil {
			return nil, err
		}
		if byFirm[d.Firm] == nil {
			firms = append(firms, d.Firm)
		}
		byFirm[d.Firm] = append(byFirm[d.Firm], id)
	}
	if len(firms) == 0 {
		return nil, app.Refuse("defect.none_chosen")
	}
	for _, firm := range firms {
		one := o
		one.Firm, one.Defects = firm, byFirm[firm]
		n, err := k.issue(tx, one, app.Nil)
		if err != nil {
			return nil, err
		}
		notices = append(notices, n)
	}
	return notices, nil
}

// Reissue writes a notice again under a new number, with what of it is still the
// firm's to do; the earlier paper is superseded, and kept.
func (k *Desk) Reissue(ctx context.Context, actor app.Actor, id app.ID, deadline app.Date, requirement string) (Notice, error) {
	var n Notice
	err := k.w.Do(ctx, actor, "defect.notice_again", func(tx DeskTx) error {
		old, err := tx.Notice(id)
		if err != nil {
			return err
		}
		o := NoticeRequest{Firm: old.Firm, Deadline: deadline, Requirement: requirement}
		for _, item := range old.Items {
			d, err := tx.Defect(item.Defect)
			if err != nil {
				return err
			}
			if d.Firm == old.Firm && orderable(d) {
				o.Defects = append(o.Defects, d.ID)
			}
		}
		if len(o.Defects) == 0 {
			return app.Refuse("defect.notice_settled", "number", old.Number)
		}
		n, err = k.issue(tx, o, old.Document)
		return err
	})
	return n, err
}

// issue makes the notice, locks its paper, and tells each defect of it.
func (k *Desk) issue(tx Tx, o NoticeRequest, replaces app.ID) (Notice, error) {
	if len(o.Defects) == 0 {
		return Notice{}, app.Refuse("defect.none_chosen")
	}
	n := Notice{
		ID: tx.NewID(), Firm: o.Firm, Deadline: o.Deadline, Requirement: strings.TrimSpace(o.Requirement),
		IssuedBy: tx.Actor().Staff, IssuedName: tx.Actor().Name, IssuedAt: tx.Now(),
	}
	var listed []Defect
	for _, id := range o.Defects {
		d, err := tx.Defect(id)
		if err != nil {
			return Notice{}, err
		}
		item, err := list(tx, o, &d)
		if err != nil {
			return Notice{}, err
		}
		n.Items = append(n.Items, item)
		n.Deadline = max(n.Deadline, d.Due)
		listed = append(listed, d)
	}
	// The firm walks from unit to unit.
	slices.SortStableFunc(n.Items, func(a, b NoticeItem) int {
		return strings.Compare(a.UnitCode+"\x00"+a.Number, b.UnitCode+"\x00"+b.Number)
	})
	firm, err := tx.Firm(o.Firm)
	if err != nil {
		return Notice{}, err
	}
	n.FirmName = firm.Name
	p, err := k.issuer().InUse(tx, NoticeTemplate)
	if err != nil {
		return Notice{}, err
	}
	paper, err := contract.DraftIn(tx, contract.Outline{Kind: contract.Rectify, Subject: n.ID, Template: p.Template, Supersedes: replaces})
	if err != nil {
		return Notice{}, err
	}
	n.Number, n.Document = paper.Number, paper.ID
	if err := lock(tx, p, n, firm); err != nil {
		return Notice{}, err
	}
	for _, d := range listed {
		d.Notice = n.ID
		if err := tx.PutDefect(d); err != nil {
			return Notice{}, err
		}
	}
	return n, tx.PutNotice(n)
}

// orderable reports whether a firm can be asked in writing to do the work.
func orderable(d Defect) bool { return Machine.Allows(d.State, IssueNotice) }

// list makes the notice's line of a defect, and moves the defect's own date to
// the notice's deadline, so that paper and overdue days never disagree.
func list(tx Tx, o NoticeRequest, d *Defect) (NoticeItem, error) {
	if err := site.MayAt(tx, IssueNotice.Needs(), d.Unit); err != nil {
		return NoticeItem{}, err
	}
	if !orderable(*d) {
		return NoticeItem{}, app.Refuse("defect.not_assigned", "number", d.Number, "state", string(d.State))
	}
	if d.Firm != o.Firm {
		return NoticeItem{}, app.Refuse("defect.other_firm", "number", d.Number)
	}
	if !o.Deadline.IsZero() {
		d.Due = o.Deadline
	}
	if d.Due < tx.Today() { // no paper asks for what cannot be done any more
		return NoticeItem{}, app.Refuse("defect.date_past", "number", d.Number, "date", d.Due.String())
	}
	u, err := tx.Unit(d.Unit)
	if err != nil {
		return NoticeItem{}, err
	}
	photos, err := tx.DefectPhotosOf(d.ID)
	if err != nil {
		return NoticeItem{}, err
	}
	return noticeItem(*d, u, photos), nil
}

func noticeItem(d Defect, u site.Unit, photos []Photo) NoticeItem {
	item := NoticeItem{
		Defect: d.ID, Number: d.Number, Unit: d.Unit, UnitCode: u.Code, Room: d.Room, Part: d.Part,
		Phrase: d.Phrase, Note: d.Note, Severity: d.Severity, Round: d.Round, Due: d.Due,
	}
	for _, p := range photos {
		if p.Stage == Before || p.Stage == Check {
			item.Photos = append(item.Photos, p.Hash)
		}
	}
	return item
}

// ReceiveNotice records who at the firm took the notice; once.
func (k *Desk) ReceiveNotice(ctx context.Context, actor app.Actor, id app.ID, by string) error {
	return k.w.Do(ctx, actor, "defect.notice_received", func(tx DeskTx) error {
		if err := staff.May(actor, ReceiveNotice.Needs()); err != nil {
			return err
		}
		n, err := tx.Notice(id)
		if err != nil {
			return err
		}
		if err := site.MayAt(tx, ReceiveNotice.Needs(), n.Homes()...); err != nil {
			return err
		}
		if n.ReceivedBy != "" {
			return app.Refuse("defect.notice_received", "number", n.Number, "who", n.ReceivedBy)
		}
		if n.ReceivedBy = strings.TrimSpace(by); n.ReceivedBy == "" {
			return app.Refuse("defect.receiver_missing", "field", "receiver", "number", n.Number)
		}
		n.ReceivedAt, n.RecordedBy = tx.Now(), tx.Actor().Staff
		return tx.PutNotice(n)
	})
}
