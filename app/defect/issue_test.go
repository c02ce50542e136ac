package defect_test

import (
	"bytes"
	"context"
	"encoding/json"
	"testing"

	"keyday/app"
	"keyday/app/contract"
	"keyday/app/defect"
)

// said is what a notice's locked paper says; the fake press writes JSON and the salt.
func (s *stage) said(n defect.Notice) (defect.NoticeContent, contract.Document) {
	s.Helper()
	paper, err := s.Document(n.Document)
	s.must(err)
	var c defect.NoticeContent
	s.must(json.NewDecoder(bytes.NewReader(paper.Content)).Decode(&c))
	return c, paper
}

// One action makes the record, the locked paper of the same number and date, and
// tells each defect.
func TestNoticeIsRecordAndPaper(t *testing.T) {
	ctx := context.Background()
	s := setUp(t)
	a, b := s.in(defect.Assigned), s.in(defect.Fixing)
	s.must(s.desk.AddPhoto(ctx, li, a.ID, defect.After, "not of the notice"))
	n, err := s.desk.IssueNotice(ctx, wang, defect.Order{Firm: plaster, Defects: []app.ID{b.ID, a.ID}, Deadline: today.AddDays(4), Requirement: " 铲除重做 "})
	s.must(err)
	if n.Number != "ZG-01-00001" || n.FirmName != "宏达抹灰" || n.Deadline != today.AddDays(4) || n.Requirement != "铲除重做" || n.IssuedBy != wang.Staff || n.IssuedAt != noon {
		t.Errorf("%+v", n)
	}
	if len(n.Items) != 2 || n.Items[0].Defect != a.ID || len(n.Items[0].Photos) != 1 || n.Items[0].Photos[0] != "before" {
		t.Errorf("the lines should stand by unit and number: %+v", n.Items)
	}
	c, paper := s.said(n)
	if paper.Number != n.Number || paper.State != contract.Locked || paper.Kind != contract.Rectify || paper.Subject != n.ID ||
		paper.Template != defect.NoticeTemplate || paper.ContentHash != contract.HashOf(paper.Content) || paper.Anchor != "anchor" || !paper.Unit.IsNil() {
		t.Errorf("paper %+v", paper)
	}
	if c.Number != n.Number || c.Firm != n.FirmName || c.Contact != "马师傅" || c.Deadline != n.Deadline || !c.Rehearsal ||
		c.Letterhead.Company != "锦绣置业有限公司" || c.Project != "锦绣花园一期" || c.IssuedRole != "<shell.role.supervisor>" || c.IssuedOn != today {
		t.Errorf("content %+v", c)
	}
	if item := c.Items[0]; item.Room != "主卧" || item.UnitCode != "3-2-1501" || item.Phrase != "空鼓" || item.Due != today.AddDays(4) || item.Severity != "normal" {
		t.Errorf("line %+v", item)
	}
	if len(s.fields) != 2 || s.fields[0].Role != contract.AsSupervisor || s.fields[0].Person != wang.Staff || !s.fields[0].Required || s.fields[1].Role != contract.AsFirm || s.fields[1].Required {
		t.Errorf("places to sign %+v", s.fields)
	}
	if len(c.Signers) != 2 || c.Signers[0].Name != "王敏" || c.Signers[1].Role != "firm" {
		t.Errorf("printed places %+v", c.Signers)
	}
	for _, id := range []app.ID{a.ID, b.ID} {
		if d := s.defects[id]; d.Notice != n.ID || d.Due != n.Deadline {
			t.Errorf("%s is due %s, on notice %s", d.Number, d.Due, d.Notice.Short())
		}
	}
}

func TestNoticeIsRefused(t *testing.T) {
	ctx := context.Background()
	for _, c := range []struct {
		name  string
		setUp func(s *stage, o *defect.Order)
		who   app.Actor
		code  string
	}{
		{"none chosen", func(_ *stage, o *defect.Order) { o.Defects = nil }, wang, "defect.none_chosen"},
		{"not assigned", func(s *stage, o *defect.Order) { o.Defects = append(o.Defects, s.found().ID) }, wang, "defect.not_assigned"},
		{"fixed already", func(s *stage, o *defect.Order) { o.Defects = append(o.Defects, s.in(defect.Fixed).ID) }, wang, "defect.not_assigned"},
		{"another firm's", func(_ *stage, o *defect.Order) { o.Firm = tiler }, wang, "defect.other_firm"},
		{"overdue, without a new day", func(s *stage, o *defect.Order) {
			o.Deadline = 0
			s.now = s.now.AddDate(0, 0, 16)
		}, wang, "defect.date_past"},
		{"a day that has passed", func(_ *stage, o *defect.Order) { o.Deadline = today.AddDays(-1) }, wang, "defect.date_past"},
		{"by somebody who may not", func(*stage, *defect.Order) {}, li, "permission.missing"},
		{"by a stranger", func(*stage, *defect.Order) {}, stranger, "permission.scope"},
		{"without a letterhead", func(s *stage, _ *defect.Order) { s.site.Company = "" }, wang, "contract.incomplete"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := setUp(t)
			d := s.in(defect.Assigned)
			o := defect.Order{Firm: plaster, Defects: []app.ID{d.ID}, Deadline: today.AddDays(2)}
			c.setUp(s, &o)
			_, err := s.desk.IssueNotice(ctx, c.who, o)
			s.refused(err, c.code)
			if got := s.defects[d.ID]; got != d || len(s.notices)+len(s.papers)+len(s.fields)+s.last[app.NoticeNumber] != 0 {
				t.Errorf("a refused notice left something behind: %+v", got)
			}
		})
	}
}

// Without a deadline each line keeps its own date, and the paper says the last.
func TestNoticeKeepsEachDate(t *testing.T) {
	ctx := context.Background()
	s := setUp(t)
	a, b := s.found(), s.found()
	s.must(s.desk.Assign(ctx, wang, []app.ID{a.ID}, plaster, today.AddDays(2)))
	s.must(s.desk.Assign(ctx, wang, []app.ID{b.ID}, plaster, today.AddDays(9)))
	n, err := s.desk.IssueNotice(ctx, wang, defect.Order{Firm: plaster, Defects: []app.ID{a.ID, b.ID}})
	s.must(err)
	if n.Deadline != today.AddDays(9) || n.Items[0].Due != today.AddDays(2) || s.defects[a.ID].Due != today.AddDays(2) {
		t.Errorf("%+v", n)
	}
}

func TestOneNoticeAFirm(t *testing.T) {
	ctx := context.Background()
	s := setUp(t)
	a, b, c := s.in(defect.Assigned), s.found(), s.in(defect.Assigned)
	s.must(s.desk.Assign(ctx, wang, []app.ID{b.ID}, tiler, 0))
	all := defect.Order{Defects: []app.ID{a.ID, b.ID, c.ID}}
	notices, err := s.desk.IssueNotices(ctx, wang, all)
	s.must(err)
	if len(notices) != 2 || len(notices[0].Items) != 2 || notices[1].FirmName != "永固瓷砖" {
		t.Fatalf("%+v", notices)
	}
	first, second := s.papers[notices[0].Document], s.papers[notices[1].Document]
	if bytes.Equal(first.Salt, second.Salt) {
		t.Error("two papers share their salt")
	}
	before := len(s.papers)
	all.Defects = append(all.Defects, s.found().ID) // one that is nobody's yet stops them all
	_, err = s.desk.IssueNotices(ctx, wang, all)
	s.refused(err, "defect.not_assigned")
	if len(s.papers) != before {
		t.Error("some were issued")
	}
	_, err = s.desk.IssueNotices(ctx, wang, defect.Order{})
	s.refused(err, "defect.none_chosen")
}

// Issued again, a notice lists what is left under a new number, and the earlier
// paper is superseded.
func TestReissue(t *testing.T) {
	ctx := context.Background()
	s := setUp(t)
	a, b, c := s.in(defect.Assigned), s.in(defect.Assigned), s.in(defect.Assigned)
	old, err := s.desk.IssueNotice(ctx, wang, defect.Order{Firm: plaster, Defects: []app.ID{a.ID, b.ID, c.ID}})
	s.must(err)
	s.must(s.desk.Fix(ctx, li, a.ID, work))
	s.must(s.desk.Assign(ctx, wang, []app.ID{c.ID}, tiler, 0))
	if !s.defects[c.ID].Notice.IsNil() {
		t.Error("what goes to another firm is still on the first one's notice")
	}
	again, err := s.desk.Reissue(ctx, wang, old.ID, today.AddDays(20), "")
	s.must(err)
	if again.Number == old.Number || len(again.Items) != 1 || again.Items[0].Defect != b.ID || s.defects[b.ID].Notice != again.ID || s.defects[b.ID].Due != today.AddDays(20) {
		t.Errorf("%+v", again)
	}
	if was, is := s.papers[old.Document], s.papers[again.Document]; was.State != contract.Superseded || is.State != contract.Locked || is.Supersedes != was.ID {
		t.Errorf("the earlier paper is %s, the new one %s", was.State, is.State)
	}
	if kept := s.notices[old.ID]; len(kept.Items) != 3 || kept.Number != old.Number {
		t.Errorf("the earlier record changed: %+v", kept)
	}
	s.must(s.desk.Fix(ctx, li, b.ID, work))
	_, err = s.desk.Reissue(ctx, wang, again.ID, 0, "")
	s.refused(err, "defect.notice_settled")
}

func TestReceipt(t *testing.T) {
	ctx := context.Background()
	s := setUp(t)
	d := s.in(defect.Assigned)
	n, err := s.desk.IssueNotice(ctx, wang, defect.Order{Firm: plaster, Defects: []app.ID{d.ID}})
	s.must(err)
	s.refused(s.desk.ReceiveNotice(ctx, li, n.ID, " "), "defect.receiver_missing")
	s.must(s.desk.ReceiveNotice(ctx, li, n.ID, " 马师傅 "))
	s.refused(s.desk.ReceiveNotice(ctx, li, n.ID, "别人"), "defect.notice_received")
	if got := s.notices[n.ID]; got.ReceivedBy != "马师傅" || got.ReceivedAt != noon || got.RecordedBy != li.Staff {
		t.Errorf("%+v", got)
	}
}

// A home whose house type has not come from its laptop yet has its rooms called as usual.
func TestANoticeNamesRoomsWithoutAHouseType(t *testing.T) {
	s := setUp(t)
	a := s.in(defect.Assigned)
	clear(s.types)
	n, err := s.desk.IssueNotice(context.Background(), wang, defect.Order{Firm: plaster, Defects: []app.ID{a.ID}})
	s.must(err)
	if c, _ := s.said(n); len(c.Items) != 1 || c.Items[0].Room != "主卧" {
		t.Errorf("%+v", c.Items)
	}
}
