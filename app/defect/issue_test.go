package defect_test

import (
	"bytes"
	"context"
	"slices"
	"testing"

	"keyday/app"
	"keyday/app/apptest"
	"keyday/app/contract"
	"keyday/app/defect"
	"keyday/app/site"
)

// said is what a notice's locked paper says.
func (s *stage) said(n defect.Notice) (defect.NoticeContent, contract.Document) {
	s.Helper()
	paper, err := s.Document(n.Document)
	s.Must(err)
	return apptest.ReadContent[defect.NoticeContent](s.T, paper), paper
}

// One action makes the record, the locked paper of the same number and date, and
// tells each defect.
func TestNoticeIsRecordAndPaper(t *testing.T) {
	ctx := context.Background()
	s := setUp(t)
	a, b := s.in(defect.Assigned), s.in(defect.Fixing)
	s.Must(s.desk.AddPhoto(ctx, li, a.ID, defect.After, "not of the notice"))
	n, err := s.desk.IssueNotice(ctx, wang, defect.NoticeRequest{Firm: plaster, Defects: []app.ID{b.ID, a.ID}, Deadline: today.AddDays(4), Requirement: " 铲除重做 "})
	s.Must(err)
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
		c.Letterhead.Company != "锦绣置业有限公司" || c.Project != "锦绣花园一期" || c.IssuedRole != "shell.role.supervisor" || c.IssuedOn != today {
		t.Errorf("content %+v", c)
	}
	if item := c.Items[0]; item.Room != "主卧" || item.UnitCode != "3-2-1501" || item.Phrase != "空鼓" || item.Due != today.AddDays(4) || item.Severity != "normal" {
		t.Errorf("line %+v", item)
	}
	if s.fields.Len() != 2 || s.fields.All()[0].Role != contract.AsSupervisor || s.fields.All()[0].Person != wang.Staff || !s.fields.All()[0].Required || s.fields.All()[1].Role != contract.AsFirm || s.fields.All()[1].Required {
		t.Errorf("places to sign %+v", s.fields)
	}
	if len(c.Signers) != 2 || c.Signers[0].Name != "王敏" || c.Signers[1].Role != "firm" {
		t.Errorf("printed places %+v", c.Signers)
	}
	for _, id := range []app.ID{a.ID, b.ID} {
		if d := s.defects.At(id); d.Notice != n.ID || d.Due != n.Deadline {
			t.Errorf("%s is due %s, on notice %s", d.Number, d.Due, d.Notice)
		}
	}
}

func TestNoticeIsRefused(t *testing.T) {
	ctx := context.Background()
	for _, c := range []struct {
		name  string
		setUp func(s *stage, o *defect.NoticeRequest)
		who   app.Actor
		code  string
	}{
		{"none chosen", func(_ *stage, o *defect.NoticeRequest) { o.Defects = nil }, wang, "defect.none_chosen"},
		{"not assigned", func(s *stage, o *defect.NoticeRequest) { o.Defects = append(o.Defects, s.found().ID) }, wang, "defect.not_assigned"},
		{"fixed already", func(s *stage, o *defect.NoticeRequest) { o.Defects = append(o.Defects, s.in(defect.Fixed).ID) }, wang, "defect.not_assigned"},
		{"another firm's", func(_ *stage, o *defect.NoticeRequest) { o.Firm = tiler }, wang, "defect.other_firm"},
		{"overdue, without a new day", func(s *stage, o *defect.NoticeRequest) {
			o.Deadline = 0
			s.Clock = s.Clock.AddDate(0, 0, 16)
		}, wang, "defect.date_past"},
		{"a day that has passed", func(_ *stage, o *defect.NoticeRequest) { o.Deadline = today.AddDays(-1) }, wang, "defect.date_past"},
		{"by somebody who may not", func(*stage, *defect.NoticeRequest) {}, li, "permission.missing"},
		{"by a stranger", func(*stage, *defect.NoticeRequest) {}, stranger, "permission.scope"},
		{"without a letterhead", func(s *stage, _ *defect.NoticeRequest) {
			s.site.Change(named("site"), func(r *site.Site) { r.Company = "" })
		}, wang, "contract.incomplete"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := setUp(t)
			d := s.in(defect.Assigned)
			o := defect.NoticeRequest{Firm: plaster, Defects: []app.ID{d.ID}, Deadline: today.AddDays(2)}
			c.setUp(s, &o)
			_, err := s.desk.IssueNotice(ctx, c.who, o)
			s.Refused(err, c.code)
			if got := s.defects.At(d.ID); got != d || s.notices.Len()+s.papers.Len()+s.fields.Len()+s.Numbers[app.NoticeNumber] != 0 {
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
	s.Must(s.desk.Assign(ctx, wang, []app.ID{a.ID}, plaster, today.AddDays(2)))
	s.Must(s.desk.Assign(ctx, wang, []app.ID{b.ID}, plaster, today.AddDays(9)))
	n, err := s.desk.IssueNotice(ctx, wang, defect.NoticeRequest{Firm: plaster, Defects: []app.ID{a.ID, b.ID}})
	s.Must(err)
	if n.Deadline != today.AddDays(9) || n.Items[0].Due != today.AddDays(2) || s.defects.At(a.ID).Due != today.AddDays(2) {
		t.Errorf("%+v", n)
	}
}

func TestOneNoticeAFirm(t *testing.T) {
	ctx := context.Background()
	s := setUp(t)
	a, b, c := s.in(defect.Assigned), s.found(), s.in(defect.Assigned)
	s.Must(s.desk.Assign(ctx, wang, []app.ID{b.ID}, tiler, 0))
	all := defect.NoticeRequest{Defects: []app.ID{a.ID, b.ID, c.ID}}
	notices, err := s.desk.IssueNotices(ctx, wang, all)
	s.Must(err)
	if len(notices) != 2 || len(notices[0].Items) != 2 || notices[1].FirmName != "永固瓷砖" {
		t.Fatalf("%+v", notices)
	}
	first, second := s.papers.At(notices[0].Document), s.papers.At(notices[1].Document)
	if bytes.Equal(first.Salt, second.Salt) {
		t.Error("two papers share their salt")
	}
	before := s.papers.Len()
	all.Defects = append(all.Defects, s.found().ID) // one that is nobody's yet stops them all
	_, err = s.desk.IssueNotices(ctx, wang, all)
	s.Refused(err, "defect.not_assigned")
	if s.papers.Len() != before {
		t.Error("some were issued")
	}
	_, err = s.desk.IssueNotices(ctx, wang, defect.NoticeRequest{})
	s.Refused(err, "defect.none_chosen")
}

// Issued again, a notice lists what is left under a new number, and the earlier
// paper is superseded.
func TestReissue(t *testing.T) {
	ctx := context.Background()
	s := setUp(t)
	a, b, c := s.in(defect.Assigned), s.in(defect.Assigned), s.in(defect.Assigned)
	old, err := s.desk.IssueNotice(ctx, wang, defect.NoticeRequest{Firm: plaster, Defects: []app.ID{a.ID, b.ID, c.ID}})
	s.Must(err)
	s.Must(s.desk.Fix(ctx, li, a.ID, work))
	s.Must(s.desk.Assign(ctx, wang, []app.ID{c.ID}, tiler, 0))
	if !s.defects.At(c.ID).Notice.IsNil() {
		t.Error("what goes to another firm is still on the first one's notice")
	}
	again, err := s.desk.Reissue(ctx, wang, old.ID, today.AddDays(20), "")
	s.Must(err)
	if again.Number == old.Number || len(again.Items) != 1 || again.Items[0].Defect != b.ID || s.defects.At(b.ID).Notice != again.ID || s.defects.At(b.ID).Due != today.AddDays(20) {
		t.Errorf("%+v", again)
	}
	if was, is := s.papers.At(old.Document), s.papers.At(again.Document); was.State != contract.Superseded || is.State != contract.Locked || is.Supersedes != was.ID {
		t.Errorf("the earlier paper is %s, the new one %s", was.State, is.State)
	}
	if kept := s.notices.At(old.ID); len(kept.Items) != 3 || kept.Number != old.Number {
		t.Errorf("the earlier record changed: %+v", kept)
	}
	s.Must(s.desk.Fix(ctx, li, b.ID, work))
	_, err = s.desk.Reissue(ctx, wang, again.ID, 0, "")
	s.Refused(err, "defect.notice_settled")
}

func TestReceipt(t *testing.T) {
	ctx := context.Background()
	s := setUp(t)
	d := s.in(defect.Assigned)
	n, err := s.desk.IssueNotice(ctx, wang, defect.NoticeRequest{Firm: plaster, Defects: []app.ID{d.ID}})
	s.Must(err)
	s.Refused(s.desk.ReceiveNotice(ctx, li, n.ID, " "), "defect.receiver_missing")
	s.Must(s.desk.ReceiveNotice(ctx, li, n.ID, " 马师傅 "))
	s.Refused(s.desk.ReceiveNotice(ctx, li, n.ID, "别人"), "defect.notice_received")
	if got := s.notices.At(n.ID); got.ReceivedBy != "马师傅" || got.ReceivedAt != noon || got.RecordedBy != li.Staff {
		t.Errorf("%+v", got)
	}
}

// A home whose house type has not come from its laptop yet has its rooms called as usual.
func TestANoticeNamesRoomsWithoutAHouseType(t *testing.T) {
	s := setUp(t)
	a := s.in(defect.Assigned)
	apptest.Of[site.HouseType](s.Memory).Set()
	n, err := s.desk.IssueNotice(context.Background(), wang, defect.NoticeRequest{Firm: plaster, Defects: []app.ID{a.ID}})
	s.Must(err)
	if c, _ := s.said(n); len(c.Items) != 1 || c.Items[0].Room != "主卧" {
		t.Errorf("%+v", c.Items)
	}
}

// The paper of a notice is signed with who works in all of its homes' communities.
func TestWhoSignsANotice(t *testing.T) {
	ctx := context.Background()
	s := setUp(t)
	both := wang
	both.Communities = []app.ID{east, west}
	far, err := s.desk.Record(ctx, both, defect.Finding{Unit: farUnit, Origin: defect.Internal, OriginRound: 1, Description: hollow(), Photos: []string{"before"}})
	s.Must(err)
	s.Must(s.desk.Assign(ctx, both, []app.ID{far.ID}, plaster, 0))
	n, err := s.desk.IssueNotice(ctx, both, defect.NoticeRequest{Firm: plaster, Defects: []app.ID{s.in(defect.Assigned).ID, far.ID}})
	s.Must(err)
	desk := contract.New(apptest.WriterOf[contract.Tx](s.Memory, s.Memory), apptest.Issuer())
	i := slices.IndexFunc(s.fields.All(), func(f contract.Field) bool { return f.Role == contract.AsFirm })
	signing := contract.Signing{Document: n.Document, Field: s.fields.All()[i].ID, Signer: "马师傅", Hash: s.papers.At(n.Document).ContentHash, How: contract.OnPaper, Seen: true}
	for _, c := range []struct {
		who  app.Actor
		code string
	}{{stranger, "permission.scope"}, {li, "permission.scope"}, {both, ""}} {
		_, err = desk.Sign(ctx, c.who, signing)
		s.Refused(err, c.code)
	}
}

// A notice can be read before it is issued: nothing of it is kept, and each firm has its own.
func TestTryNoticesKeepsNothing(t *testing.T) {
	ctx := context.Background()
	s := setUp(t)
	a := s.in(defect.Assigned)
	o := defect.NoticeRequest{Defects: []app.ID{a.ID}, Deadline: today.AddDays(4)}
	papers, err := s.desk.TryNotices(ctx, wang, o)
	s.Must(err)
	if len(papers) != 1 || papers[0].State != contract.Locked || papers[0].Number != "ZG-01-00001" {
		t.Fatalf("tried %+v", papers)
	}
	notices, err := s.desk.IssueNotices(ctx, wang, o) // which has not been listed on any
	s.Must(err)
	if len(notices) != 1 || notices[0].Number != papers[0].Number {
		t.Errorf("issued %+v", notices)
	}
	if _, err := s.desk.TryNotices(ctx, li, o); app.RefusalCode(err) != "permission.missing" {
		t.Errorf("tried by who may not issue: %v", err)
	}
}
