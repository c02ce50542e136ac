package defect_test

import (
	"context"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"keyday/app"
	"keyday/app/apptest"
	"keyday/app/defect"
	"keyday/app/site"
	"keyday/app/staff"
)

func TestRecord(t *testing.T) {
	ctx := context.Background()
	long := strings.Repeat("字", defect.NoteLimit+1)
	for _, c := range []struct {
		name   string
		change func(*defect.Finding)
		code   string
	}{
		{"whole", func(*defect.Finding) {}, ""},
		{"a note alone says enough", func(f *defect.Finding) { f.Phrase, f.Note = "", "墙角有裂纹，见照片" }, ""},
		{"the longest note", func(f *defect.Finding) { f.Note = long[:len(long)-3] }, ""},
		{"no round of an internal one", func(f *defect.Finding) { f.OriginRound = 0 }, "defect.origin_unclear"},
		{"unknown origin", func(f *defect.Finding) { f.Origin = "elsewhere" }, "defect.origin_unclear"},
		{"nothing said", func(f *defect.Finding) { f.Phrase, f.Note = " ", "\n" }, "defect.nothing_said"},
		{"too long a note", func(f *defect.Finding) { f.Note = long }, "defect.note_too_long"},
		{"no severity", func(f *defect.Finding) { f.Severity = "" }, "defect.severity_missing"},
		{"no trade", func(f *defect.Finding) { f.Trade = "gardening" }, "defect.trade_missing"},
		{"no warranty class", func(f *defect.Finding) { f.Warranty = "" }, "defect.warranty_missing"},
		{"beside the plan", func(f *defect.Finding) { f.PinX = 10001 }, "defect.pin_outside"},
		{"another community", func(f *defect.Finding) { f.Unit = farUnit }, "permission.scope"},
		{"no such unit", func(f *defect.Finding) { f.Unit = named("nowhere") }, "record.unknown"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := setUp(t)
			f := defect.Finding{Unit: unitID, Origin: defect.Internal, OriginRound: 2, Description: hollow(), Photos: []string{"a", "b"}}
			c.change(&f)
			d, err := s.desk.Record(ctx, li, f)
			s.Refused(err, c.code)
			if c.code != "" {
				if s.defects.Len()+s.moves.Len()+s.photos.Len()+s.Numbers[app.DefectNumber] != 0 {
					t.Error("a refused finding left something behind")
				}
				return
			}
			if d.Number != "D-01-00001" || d.State != defect.Open || d.Round != 1 || d.FoundBy != li.Staff || d.FoundAt != noon || d.OriginRound != 2 {
				t.Errorf("recorded as %+v", d)
			}
			if s.defects.At(d.ID) != d || s.moves.Len() != 1 || s.moves.All()[0].From != "" || s.moves.All()[0].To != defect.Open {
				t.Errorf("moves %+v", s.moves)
			}
			if s.photos.Len() != 2 || s.photos.All()[1].Hash != "b" || s.photos.All()[1].Stage != defect.Before || s.photos.All()[1].Round != 1 {
				t.Errorf("photos %+v", s.photos)
			}
		})
	}
}

// A firm that alone holds the trade is proposed; a closed one does not count.
func TestTheOneFirmOfATradeIsProposed(t *testing.T) {
	for trade, want := range map[site.Trade]app.ID{site.Plaster: plaster, site.Tiling: tiler, site.Paint: app.Nil, site.Lifts: app.Nil} {
		s := setUp(t)
		d := s.found(func(f *defect.Finding) { f.Trade = trade })
		if d.Firm != want || d.State != defect.Open {
			t.Errorf("%s is proposed to %s, %s", trade, d.Firm, d.State)
		}
	}
}

func TestANoteIsNoDefectYet(t *testing.T) {
	s := setUp(t)
	d := s.in(defect.Noted)
	if d.State.IsOpen() || d.Number == "" {
		t.Errorf("%+v", d)
	}
	s.Must(s.desk.Raise(context.Background(), sun, d.ID))
	if got := s.defects.At(d.ID); got.State != defect.Open || got.Number != d.Number {
		t.Errorf("%+v", got)
	}
}

func TestEdit(t *testing.T) {
	ctx := context.Background()
	light := hollow()
	light.Severity = site.Minor
	grave := hollow()
	grave.Severity = site.Serious
	tiles := hollow()
	tiles.Trade = site.Tiling
	for _, c := range []struct {
		name  string
		state defect.State
		who   app.Actor
		what  defect.Description
		code  string
	}{
		{"a word", defect.Open, li, light, ""},
		{"while a firm has it", defect.Fixing, wang, light, ""},
		{"by who only inspects, while a firm has it", defect.Fixing, li, light, "defect.edit_assigned"},
		{"of a note", defect.Noted, li, light, ""},
		{"made graver", defect.Open, li, grave, ""},
		{"closed", defect.Verified, wang, light, "defect.closed"},
		{"void", defect.Cancelled, wang, light, "defect.closed"},
		{"nothing said", defect.Open, li, defect.Description{}, "defect.nothing_said"},
		{"elsewhere", defect.Open, stranger, light, "permission.scope"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := setUp(t)
			d := s.in(c.state)
			s.Refused(s.desk.Correct(ctx, c.who, s.defects.Seen(d.ID), c.what, "点错"), c.code)
			if got := s.defects.At(d.ID).Severity; (got == c.what.Severity) != (c.code == "") {
				t.Errorf("is %s", got)
			}
		})
	}
	t.Run("a grave one made light is a supervisor's to do", func(t *testing.T) {
		s := setUp(t)
		d := s.found(func(f *defect.Finding) { f.Severity = site.Emergency })
		s.Refused(s.desk.Correct(ctx, li, s.defects.Seen(d.ID), light, "点错"), "permission.missing")
		s.Must(s.desk.Correct(ctx, wang, s.defects.Seen(d.ID), light, "点错"))
	})
	t.Run("what was found is put right with a reason, which its history keeps", func(t *testing.T) {
		s := setUp(t)
		d := s.in(defect.Open)
		s.Refused(s.desk.Correct(ctx, li, s.defects.Seen(d.ID), tiles, "  "), "defect.reason_missing")
		s.Must(s.desk.Correct(ctx, li, s.defects.Seen(d.ID), tiles, "是瓷砖"))
		m := s.moves.Last()
		if m.Step != defect.Edit || m.From != defect.Open || m.To != defect.Open || m.Reason != "是瓷砖" || !slices.Equal(m.Corrected, []string{"trade"}) {
			t.Errorf("%+v", m)
		}
	})
	t.Run("a note needs none, and is no step", func(t *testing.T) {
		s := setUp(t)
		d := s.in(defect.Fixing)
		what, steps := d.Described(), s.moves.Len()
		what.Note, what.PinX, what.PinY = "窗下", 10, 20
		s.Must(s.desk.Correct(ctx, li, s.defects.Seen(d.ID), what, ""))
		if s.moves.Len() != steps || s.defects.At(d.ID).Note != "窗下" {
			t.Errorf("%+v", s.defects.At(d.ID))
		}
	})
	t.Run("another trade proposes another firm while nobody is bound", func(t *testing.T) {
		s := setUp(t)
		open, bound := s.in(defect.Open), s.in(defect.Assigned)
		s.Must(s.desk.Correct(ctx, li, s.defects.Seen(open.ID), tiles, "是瓷砖"))
		s.Must(s.desk.Correct(ctx, wang, s.defects.Seen(bound.ID), tiles, "是瓷砖"))
		if s.defects.At(open.ID).Firm != tiler || s.defects.At(bound.ID).Firm != plaster {
			t.Error("the firms do not follow")
		}
	})
}

func TestAssign(t *testing.T) {
	ctx := context.Background()
	t.Run("all or none, each with the limit of its severity", func(t *testing.T) {
		s := setUp(t)
		normal := s.found()
		minor := s.found(func(f *defect.Finding) { f.Severity = site.Minor })
		urgent := s.found(func(f *defect.Finding) { f.Severity = site.Emergency })
		serious := s.found(func(f *defect.Finding) { f.Severity = site.Serious })
		ids := []app.ID{normal.ID, minor.ID, urgent.ID, serious.ID}
		done := s.in(defect.Verified)
		s.Refused(s.desk.Assign(ctx, wang, append(slices.Clone(ids), done.ID), tiler, 0), "defect.step_refused")
		if s.defects.At(normal.ID).State != defect.Open {
			t.Fatal("one of a refused assignment was assigned")
		}
		s.Must(s.desk.Assign(ctx, wang, ids, tiler, 0))
		for i, days := range []int{15, 7, 1, 30} {
			if d := s.defects.At(ids[i]); d.Firm != tiler || d.Due != today.AddDays(days) {
				t.Errorf("%s is due in %d days", d.Severity, today.DaysUntil(d.Due))
			}
		}
		if m := s.moves.Last(); m.Firm != tiler || m.Date != today.AddDays(30) {
			t.Errorf("the move says %+v", m)
		}
	})
	t.Run("the site's own limits", func(t *testing.T) {
		s := setUp(t)
		s.Refused(s.desk.SetLimits(ctx, li, nil, defect.Limits{}), "permission.missing")
		s.Refused(s.desk.SetLimits(ctx, wang, nil, defect.Limits{Normal: 366}), "defect.limit_unclear")
		s.Refused(s.desk.SetLimits(ctx, wang, nil, defect.Limits{Minor: -1}), "defect.limit_unclear")
		s.Must(s.desk.SetLimits(ctx, wang, nil, defect.Limits{Emergency: 0, Serious: 9, Normal: 4, Minor: 2}))
		d, now := s.found(), s.found(func(f *defect.Finding) { f.Severity = site.Emergency })
		s.Must(s.desk.Assign(ctx, wang, []app.ID{d.ID, now.ID}, plaster, 0))
		if s.defects.At(d.ID).Due != today.AddDays(4) || s.defects.At(now.ID).Due != today {
			t.Error("the site's limits do not hold")
		}
	})
	s := setUp(t)
	d := s.found()
	s.Refused(s.desk.Assign(ctx, wang, nil, plaster, 0), "defect.none_chosen")
	s.Refused(s.desk.Assign(ctx, wang, []app.ID{d.ID}, closedFirm, 0), "defect.firm_closed")
	s.Refused(s.desk.Assign(ctx, wang, []app.ID{d.ID}, app.Nil, 0), "defect.firm_missing")
	s.Refused(s.desk.Assign(ctx, wang, []app.ID{d.ID}, named("no firm"), 0), "record.unknown")
	s.Refused(s.desk.Assign(ctx, wang, []app.ID{d.ID}, plaster, today.AddDays(-1)), "defect.date_past")
	s.Must(s.desk.Assign(ctx, wang, []app.ID{d.ID}, plaster, today))
}

func TestFixNamesWhoAndShowsIt(t *testing.T) {
	ctx := context.Background()
	for _, c := range []struct {
		name string
		work defect.Work
		code string
	}{
		{"with a photo", defect.Work{Worker: "马师傅", Photos: []string{"after"}}, ""},
		{"with a reason", defect.Work{Worker: "马师傅", NoPhoto: "已封板，看不见"}, ""},
		{"neither", defect.Work{Worker: "马师傅", NoPhoto: "  "}, "defect.after_photo_missing"},
		{"nobody's", defect.Work{Worker: " ", Photos: []string{"after"}}, "defect.worker_missing"},
		{"an unknown firm's", defect.Work{Firm: named("no firm"), Worker: "马师傅", Photos: []string{"after"}}, "record.unknown"},
		{"another firm's", defect.Work{Firm: tiler, Worker: "陈师傅", Photos: []string{"after"}}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := setUp(t)
			d := s.in(defect.Assigned)
			s.Refused(s.desk.Fix(ctx, li, d.ID, c.work), c.code)
			got := s.defects.At(d.ID)
			if c.code != "" {
				if got != d || s.photos.Len() != 1 {
					t.Errorf("left %+v", got)
				}
				return
			}
			want := c.work.Firm
			if want.IsNil() {
				want = plaster
			}
			if got.FixedFirm != want || got.FixedWorker != c.work.Worker || got.FixedRecordedBy != li.Staff || got.FixedAt != noon || got.Firm != plaster {
				t.Errorf("fixed by %+v", got)
			}
			if m := s.moves.Last(); m.Worker != c.work.Worker || m.Reason != c.work.NoPhoto || len(m.Photos) != len(c.work.Photos) {
				t.Errorf("the move says %+v", m)
			}
		})
	}
	t.Run("a photo added before counts for its round alone", func(t *testing.T) {
		s := setUp(t)
		d := s.in(defect.Assigned)
		s.Must(s.desk.AddPhoto(ctx, li, d.ID, defect.After, "after"))
		s.Must(s.desk.Fix(ctx, li, d.ID, defect.Work{Worker: "马师傅"}))
		s.Must(s.desk.SendBack(ctx, zhao, d.ID, defect.Rejection{Reason: "仍空鼓", Photos: []string{"still"}}))
		s.Refused(s.desk.Fix(ctx, li, d.ID, defect.Work{Worker: "马师傅"}), "defect.after_photo_missing")
	})
}

func TestWhoFixedCannotVerify(t *testing.T) {
	ctx := context.Background()
	worker := zhao
	for _, c := range []struct {
		name     string
		recorder app.Actor
		worker   string
		verifier app.Actor
		alone    string
		team     []app.Actor // nil: everybody
		code     string
	}{
		{"somebody else", li, "马师傅", zhao, "", nil, ""},
		{"who wrote it down", li, "马师傅", li, "", nil, "defect.own_work"},
		{"who did the work", li, " 赵倩 ", worker, "", nil, "defect.own_work"},
		{"a reason does not make staff a supervisor", li, "马师傅", li, "没有别人", []app.Actor{li}, "defect.own_work"},
		{"a supervisor without a reason", wang, "马师傅", wang, " ", []app.Actor{wang}, "defect.own_work"},
		{"a supervisor while others are there", wang, "马师傅", wang, "赶时间", nil, "defect.other_verifier"},
		{"a supervisor alone, with a reason", wang, "马师傅", wang, "项目部只有一人", []app.Actor{wang}, ""},
		{"an assistant beside is nobody who may verify", wang, "马师傅", wang, "只有助理在", []app.Actor{wang, sun}, ""},
		{"nor is one of another community", wang, "马师傅", wang, "只有一人", []app.Actor{wang, stranger}, ""},
		{"nor the worker", wang, "赵倩", wang, "只有一人", []app.Actor{wang, zhao}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := setUp(t)
			d := s.in(defect.Assigned)
			s.Must(s.desk.Fix(ctx, c.recorder, d.ID, defect.Work{Worker: c.worker, Photos: []string{"after"}}))
			if c.team != nil {
				s.people.Set()
				for _, a := range c.team {
					s.people.Put(apptest.PersonOf(a))
				}
			}
			err := s.desk.Verify(ctx, c.verifier, d.ID, defect.Inspection{Remark: "平整", Alone: c.alone, Photos: []string{"check"}})
			s.Refused(err, c.code)
			got, m := s.defects.At(d.ID), s.moves.Last()
			if c.code != "" {
				if got.State != defect.Fixed {
					t.Errorf("is %s", got.State)
				}
				return
			}
			if got.State != defect.Verified || got.VerifiedBy != c.verifier.Staff || got.VerifiedAt != noon {
				t.Errorf("%+v", got)
			}
			reason := "平整"
			if c.alone != "" {
				reason = c.alone
			}
			if got.SelfVerified != c.alone || m.Reason != reason {
				t.Errorf("self-verified %q, the move says %q", got.SelfVerified, m.Reason)
			}
		})
	}
	t.Run("somebody who left is not there", func(t *testing.T) {
		s := setUp(t)
		d := s.in(defect.Assigned)
		s.Must(s.desk.Fix(ctx, wang, d.ID, work))
		s.people.ChangeAll(func(p *staff.Person) { p.Left = p.ID != wang.Staff })
		s.Must(s.desk.Verify(ctx, wang, d.ID, defect.Inspection{Alone: "只剩一人"}))
	})
}

// Of many that are verified at once each is judged by itself: what one wrote down oneself,
// and what nobody has finished, stays and is told.
func TestVerifyAll(t *testing.T) {
	ctx, s := context.Background(), setUp(t)
	others, own, open := s.in(defect.Fixed), s.in(defect.Assigned), s.in(defect.Assigned)
	s.Must(s.desk.Fix(ctx, zhao, own.ID, defect.Work{Worker: "马师傅", Photos: []string{"after"}}))
	o, err := s.desk.VerifyAll(ctx, zhao, []app.ID{others.ID, own.ID, open.ID}, "平整")
	s.Must(err)
	if len(o.Undone) != 2 || o.Undone[0].ID != own.ID || o.Undone[1].ID != open.ID {
		t.Fatalf("undone: %v", o.Undone)
	}
	s.Refused(o.Undone[0].Why, "defect.own_work")
	for id, want := range map[app.ID]defect.State{others.ID: defect.Verified, own.ID: defect.Fixed, open.ID: defect.Assigned} {
		if got := s.defects.At(id).State; got != want {
			t.Errorf("is %s, want %s", got, want)
		}
	}
}

func TestSendBackBeginsAnotherRound(t *testing.T) {
	ctx := context.Background()
	s := setUp(t)
	d := s.in(defect.Fixed)
	s.Refused(s.desk.SendBack(ctx, zhao, d.ID, defect.Rejection{Reason: " "}), "defect.reason_missing")
	s.Refused(s.desk.SendBack(ctx, zhao, d.ID, defect.Rejection{Reason: "仍空鼓", Due: today.AddDays(-1)}), "defect.date_past")
	s.Must(s.desk.SendBack(ctx, zhao, d.ID, defect.Rejection{Reason: "仍空鼓", Due: today.AddDays(3), Photos: []string{"still"}}))
	got := s.defects.At(d.ID)
	if got.Round != 2 || got.Due != today.AddDays(3) || got.Number != d.Number || got.Recurrences != 0 {
		t.Errorf("%+v", got)
	}
	if !got.FixedFirm.IsNil() || got.FixedWorker != "" || !got.FixedAt.IsZero() || !got.FixedRecordedBy.IsNil() {
		t.Errorf("still says who fixed: %+v", got)
	}
	if p := s.photos.Last(); p.Stage != defect.Check || p.Round != 1 {
		t.Errorf("the photo says %+v", p)
	}
	s.Must(s.desk.Fix(ctx, li, d.ID, work))
	s.Must(s.desk.SendBack(ctx, zhao, d.ID, defect.Rejection{Reason: "还是空鼓"}))
	if got = s.defects.At(d.ID); got.Round != 3 || got.Due != today.AddDays(3) {
		t.Errorf("without a date the old one should stand: %+v", got)
	}
}

func TestReopenKeepsTheNumber(t *testing.T) {
	ctx := context.Background()
	for _, c := range []struct {
		from       defect.State
		who        app.Actor
		recurrence int
		code       string
	}{
		{defect.Verified, li, 1, ""},
		{defect.OwnerOK, li, 1, ""},
		{defect.Cancelled, wang, 0, ""},
		{defect.AcceptedAsIs, wang, 0, ""},
		{defect.Cancelled, li, 0, "permission.missing"},
		{defect.AcceptedAsIs, li, 0, "permission.missing"},
	} {
		t.Run(string(c.from)+"/"+c.who.Name, func(t *testing.T) {
			s := setUp(t)
			d := s.in(c.from)
			s.Refused(s.desk.Reopen(ctx, c.who, d.ID, " "), map[string]string{"": "defect.reason_missing", "permission.missing": "permission.missing"}[c.code])
			s.Refused(s.desk.Reopen(ctx, c.who, d.ID, "又空鼓了"), c.code)
			if c.code != "" {
				return
			}
			got := s.defects.At(d.ID)
			if got.Number != d.Number || got.State != defect.Open || got.Round != d.Round+1 || got.Recurrences != c.recurrence {
				t.Errorf("%+v", got)
			}
			if !got.VerifiedBy.IsNil() || !got.Due.IsZero() || got.AgreedWith != "" || got.Firm != d.Firm {
				t.Errorf("left over: %+v", got)
			}
			s.Must(s.desk.Assign(ctx, wang, []app.ID{d.ID}, plaster, 0))
		})
	}
	t.Run("every return counts", func(t *testing.T) {
		s := setUp(t)
		d := s.in(defect.Verified)
		for range 2 {
			s.Must(s.desk.Reopen(ctx, li, d.ID, "又空鼓了"))
			s.Must(s.desk.Assign(ctx, wang, []app.ID{d.ID}, plaster, 0))
			s.Must(s.desk.Fix(ctx, li, d.ID, work))
			s.Must(s.desk.Verify(ctx, zhao, d.ID, defect.Inspection{}))
		}
		if got := s.defects.At(d.ID); got.Recurrences != 2 || got.Round != 3 {
			t.Errorf("%d recurrences in round %d", got.Recurrences, got.Round)
		}
	})
}

func TestRulings(t *testing.T) {
	ctx := context.Background()
	s := setUp(t)
	d := s.in(defect.Assigned)
	s.Refused(s.desk.Hold(ctx, wang, d.ID, "", today.AddDays(1)), "defect.reason_missing")
	s.Refused(s.desk.Hold(ctx, wang, d.ID, "等材料", today), "defect.review_missing")
	s.Refused(s.desk.Hold(ctx, wang, d.ID, "等材料", 0), "defect.review_missing")
	s.Must(s.desk.Hold(ctx, wang, d.ID, "等材料", today.AddDays(9)))
	if got := s.defects.At(d.ID); got.ReviewOn != today.AddDays(9) || got.Due != d.Due {
		t.Errorf("held as %+v", got)
	}
	s.Refused(s.desk.Release(ctx, wang, d.ID, "", today.AddDays(-1)), "defect.date_past")
	s.Must(s.desk.Release(ctx, wang, d.ID, "材料到了", today.AddDays(12)))
	if got := s.defects.At(d.ID); !got.ReviewOn.IsZero() || got.Due != today.AddDays(12) || got.State != defect.Assigned {
		t.Errorf("released as %+v", got)
	}
	s.Refused(s.desk.Take(ctx, li, d.ID, defect.Dispute, ""), "defect.reason_missing")
	s.Must(s.desk.Take(ctx, li, d.ID, defect.Dispute, "不是我方施工"))
	s.Must(s.desk.Assign(ctx, wang, []app.ID{d.ID}, tiler, 0))
	if got := s.defects.At(d.ID); got.Firm != tiler || got.State != defect.Assigned {
		t.Errorf("ruled as %+v", got)
	}
	s.Refused(s.desk.AcceptAsIs(ctx, wang, d.ID, "不影响使用", " "), "defect.owner_missing")
	s.Refused(s.desk.AcceptAsIs(ctx, wang, d.ID, "", "张伟"), "defect.reason_missing")
	s.Must(s.desk.AcceptAsIs(ctx, wang, d.ID, "不影响使用", " 张伟 "))
	if got := s.defects.At(d.ID); got.AgreedWith != "张伟" || !got.Done(0) || got.Overdue(today.AddDays(100)) != 0 {
		t.Errorf("accepted as %+v", got)
	}
}

func TestCancel(t *testing.T) {
	ctx := context.Background()
	s := setUp(t)
	d, original, void := s.found(), s.found(), s.in(defect.Cancelled)
	elsewhere := defect.Defect{ID: named("far"), Number: "D-02-00001", Unit: farUnit, State: defect.Open}
	s.defects.Put(elsewhere)
	s.Refused(s.desk.Cancel(ctx, wang, d.ID, "", app.Nil), "defect.reason_missing")
	s.Refused(s.desk.Cancel(ctx, wang, d.ID, "重复", d.ID), "defect.no_duplicate")
	s.Refused(s.desk.Cancel(ctx, wang, d.ID, "重复", void.ID), "defect.no_duplicate")
	s.Refused(s.desk.Cancel(ctx, wang, d.ID, "重复", elsewhere.ID), "defect.no_duplicate")
	s.Refused(s.desk.Cancel(ctx, wang, d.ID, "重复", named("nothing")), "record.unknown")
	s.Must(s.desk.Cancel(ctx, wang, d.ID, "重复", original.ID))
	if got := s.defects.At(d.ID); got.DuplicateOf != original.ID || !got.Done(0) || s.defects.At(original.ID).State != defect.Open {
		t.Errorf("%+v", got)
	}
}

// The owner's word is owed where the owner found it, and after handover.
func TestOwnerOK(t *testing.T) {
	ctx := context.Background()
	for _, c := range []struct {
		origin defect.Origin
		handed app.Date
		owed   bool
	}{
		{defect.Internal, 0, false},
		{defect.UnitAcceptance, 0, false},
		{defect.Takeover, 0, false},
		{defect.OpenDay, 0, true},
		{defect.Accompanied, 0, true},
		{defect.InWarranty, 0, true},
		{defect.Complaint, 0, true},
		{defect.Internal, today, true},              // verified on the day of possession or later
		{defect.Internal, today.AddDays(1), false},  // verified the day before
		{defect.Internal, today.AddDays(-30), true}, // came up, or stayed open, after it
	} {
		s := setUp(t)
		d := s.in(defect.Verified)
		d.Origin = c.origin
		s.defects.Put(d)
		u := s.units.At(unitID)
		u.HandedOver = c.handed
		s.units.Put(u)
		code := "defect.owner_ok_not_owed"
		if c.owed {
			code = ""
			s.Refused(s.desk.OwnerOK(ctx, li, d.ID, " "), "defect.owner_missing")
		}
		if d.Done(c.handed) == c.owed {
			t.Errorf("%s, handed over %s: done %v", c.origin, c.handed, d.Done(c.handed))
		}
		s.Refused(s.desk.OwnerOK(ctx, li, d.ID, "张伟"), code)
		if c.owed && (s.defects.At(d.ID).AgreedWith != "张伟" || !s.defects.At(d.ID).Done(c.handed)) {
			t.Errorf("%+v", s.defects.At(d.ID))
		}
	}
	if d := (defect.Defect{Origin: defect.Internal}); !d.OwesOwner(today) {
		t.Error("one that is open at the handover owes the owner nothing")
	}
}

func TestPromise(t *testing.T) {
	ctx := context.Background()
	s := setUp(t)
	d, done := s.found(), s.in(defect.Verified)
	s.Refused(s.desk.Promise(ctx, li, s.defects.Seen(d.ID), today.AddDays(-1)), "defect.date_past")
	s.Refused(s.desk.Promise(ctx, li, s.defects.Seen(d.ID), 0), "defect.date_past")
	s.Refused(s.desk.Promise(ctx, li, s.defects.Seen(done.ID), today), "defect.closed")
	s.Refused(s.desk.Promise(ctx, stranger, s.defects.Seen(d.ID), today), "permission.scope")
	s.Must(s.desk.Promise(ctx, li, s.defects.Seen(d.ID), today))
	if s.defects.At(d.ID).Promised != today {
		t.Error("not promised")
	}
}

func TestPhotos(t *testing.T) {
	ctx := context.Background()
	s := setUp(t)
	d := s.in(defect.Cancelled)
	s.Must(s.desk.AddPhoto(ctx, sun, d.ID, defect.Before, "late")) // late evidence of a closed one
	s.Refused(s.desk.AddPhoto(ctx, sun, d.ID, defect.Check, "x"), "permission.missing")
	s.Refused(s.desk.AddPhoto(ctx, li, d.ID, "", "x"), "defect.photo_unclear")
	s.Refused(s.desk.AddPhoto(ctx, li, d.ID, defect.After, ""), "defect.photo_unclear")
	if p := s.photos.Last(); p.Hash != "late" || p.By != sun.Staff || s.photos.Len() != 2 {
		t.Errorf("%+v", s.photos)
	}
}

func TestOverdue(t *testing.T) {
	due := today
	for _, c := range []struct {
		state defect.State
		due   app.Date
		fixed app.Date
		on    app.Date
		want  int
	}{
		{defect.Assigned, due, 0, due, 0},
		{defect.Assigned, due, 0, due.AddDays(1), 1},
		{defect.Fixing, due, 0, due.AddDays(40), 40},
		{defect.Disputed, due, 0, due.AddDays(2), 2},
		{defect.Open, 0, 0, due.AddDays(40), 0},
		{defect.Held, due, 0, due.AddDays(40), 0},
		{defect.Cancelled, due, 0, due.AddDays(40), 0},
		{defect.AcceptedAsIs, due, 0, due.AddDays(40), 0},
		{defect.Fixed, due, due.AddDays(3), due.AddDays(40), 3},
		{defect.Verified, due, due.AddDays(-1), due.AddDays(40), 0},
	} {
		d := defect.Defect{State: c.state, Due: c.due}
		if !c.fixed.IsZero() {
			d.FixedAt = c.fixed.Time().Add(20 * time.Hour)
		}
		if got := d.Overdue(c.on); got != c.want {
			t.Errorf("%s, due %s, on %s: %d days, want %d", c.state, c.due, c.on, got, c.want)
		}
	}
}

// What answers an inspection's item hears of each change to whether and where a defect
// fails it, and of nothing that was refused.
func TestAnswersHearOfCorrections(t *testing.T) {
	ctx := context.Background()
	for _, c := range []struct {
		step defect.Step
		from defect.State
		take func(s *stage, d defect.Defect, reason string) error
		to   func(*defect.Defect)
	}{
		{defect.Raise, defect.Noted, func(s *stage, d defect.Defect, reason string) error {
			if reason == "" {
				return s.desk.Raise(ctx, stranger, d.ID)
			}
			return s.desk.Raise(ctx, li, d.ID)
		}, func(d *defect.Defect) { d.State = defect.Open }},
		{defect.Edit, defect.Open, func(s *stage, d defect.Defect, reason string) error {
			what := d.Described()
			what.Room = "bed2"
			return s.desk.Correct(ctx, li, s.defects.Seen(d.ID), what, reason)
		}, func(d *defect.Defect) { d.Room = "bed2" }},
		{defect.Cancel, defect.Open, func(s *stage, d defect.Defect, reason string) error {
			return s.desk.Cancel(ctx, wang, d.ID, reason, app.Nil)
		}, func(d *defect.Defect) { d.State = defect.Cancelled }},
		{defect.Reopen, defect.Cancelled, func(s *stage, d defect.Defect, reason string) error {
			return s.desk.Reopen(ctx, wang, d.ID, reason)
		}, func(d *defect.Defect) { d.State, d.Round = defect.Open, 2 }},
	} {
		t.Run(string(c.step), func(t *testing.T) {
			s := setUp(t)
			was := s.in(c.from)
			*s.changes = nil
			if err := c.take(s, was, ""); err == nil || len(*s.changes) > 0 {
				t.Fatalf("refused with %v, and told %v", err, *s.changes)
			}
			s.Must(c.take(s, was, "看错了"))
			now := was
			c.to(&now)
			if want := [][2]defect.Defect{{was, now}}; !reflect.DeepEqual(*s.changes, want) {
				t.Errorf("told %+v, want %+v", *s.changes, want)
			}
		})
	}
}
