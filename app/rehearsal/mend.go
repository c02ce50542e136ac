package rehearsal

import (
	"time"

	"keyday/app"
	"keyday/app/defect"
)

// assign gives what the walk found to the firms, the morning after; a few things
// are left for another day.
func (w *walk) assign(s *session) error {
	byFirm := map[app.ID][]found{}
	var firms []firm
	for _, f := range w.found {
		if w.dice.chance(4) {
			f := f
			s.schedule.add(s.clock.now.AddDate(0, 0, w.dice.between(3, 25)), func(s *session) error {
				return w.give(s, s.holds(f.trade), []found{f})
			})
			continue
		}
		firm := s.holds(f.trade)
		if byFirm[firm.id] == nil {
			firms = append(firms, firm)
		}
		byFirm[firm.id] = append(byFirm[firm.id], f)
	}
	for _, firm := range firms {
		s.clock.pass(40 * time.Second)
		if err := w.give(s, firm, byFirm[firm.id]); err != nil {
			return err
		}
	}
	return nil
}

// give assigns defects to one firm and puts what becomes of each on the schedule.
func (w *walk) give(s *session, f firm, all []found) error {
	ids := make([]app.ID, len(all))
	for i, one := range all {
		ids[i] = one.id
	}
	if err := s.Defect.Assign(s, s.chief, ids, f.id, 0); err != nil {
		return err
	}
	s.notices[f.id] = append(s.notices[f.id], ids...)
	for _, one := range all {
		c := &course{found: one, firm: f, home: w.home, dice: w.dice}
		c.next(s)
	}
	return nil
}

// course is the way of one defect from the firm back to the verifier.
type course struct {
	found
	firm firm
	home *home
	dice dice
	soon bool // an owner waits for it
}

// after puts a step of the course on the schedule, some working days later.
func (c *course) after(s *session, low, high int, do func(*session) error) {
	if c.soon {
		high = low
	}
	day := workday(s.clock.Today(), c.dice.between(low, high))
	s.schedule.add(at(day, c.dice.between(8, 17), c.dice.IntN(60)), do)
}

// next decides what the firm makes of its work.
func (c *course) next(s *session) {
	switch n := c.dice.IntN(100); {
	case n < 2:
		c.after(s, 1, 4, c.dispute)
	case n < 4:
		c.after(s, 1, 5, c.hold)
	case n < 5:
		c.after(s, 2, 8, c.drop)
	case n < 6:
		c.after(s, 4, 12, c.accept)
	case n < 9: // lies about
		c.after(s, 20, 60, c.fix)
	case n < 60:
		c.after(s, 1, 5, c.start)
	default:
		c.after(s, 2, 10, c.fix)
	}
}

func (c *course) start(s *session) error {
	c.after(s, 1, 7, c.fix)
	return s.Defect.Take(s, s.assistant, c.id, defect.Start, "")
}

// fix is written down by the assistant, from what the firm reports.
func (c *course) fix(s *session) error {
	work := defect.Work{Worker: oneOf(c.dice, c.firm.workers), Photos: s.shots(c.dice, c.trade, true)}
	if len(work.Photos) == 0 {
		work.NoPhoto = oneOf(c.dice, []string{"隐蔽部位，无法拍照", "现场无电，照片待补", "功能性问题，已现场试水"})
	}
	c.after(s, 1, 4, c.look)
	return s.Defect.Fix(s, s.assistant, c.id, work)
}

// look is the re-inspection: most work passes, the rest goes back.
func (c *course) look(s *session) error {
	verifier := oneOf(c.dice, s.walkers)
	if c.dice.chance(11) {
		c.after(s, 2, 7, c.fix)
		return s.Defect.SendBack(s, verifier, c.id, defect.Rejection{
			Reason: oneOf(c.dice, []string{"修补处色差明显", "仍有空鼓", "复看时仍渗水", "收口不平整", "未清理干净"}),
			Photos: s.shots(c.dice, c.trade, false),
		})
	}
	if c.dice.chance(1) {
		c.after(s, 5, 25, c.reopen)
	}
	c.after(s, 0, 3, c.ask)
	return s.Defect.Verify(s, verifier, c.id, defect.Inspection{Photos: s.shots(c.dice, c.trade, true)})
}

// ask shows the work to the owner, where the defect ends with the owner's word; one in
// five is still to be reached.
func (c *course) ask(s *session) error {
	d, err := s.Tx.Defect(c.id)
	if err != nil {
		return err
	}
	u, err := s.Tx.Unit(d.Unit)
	if err != nil || d.State != defect.Verified || !d.OwesOwner(u.HandedOver) || len(c.home.owners) == 0 || c.dice.chance(20) {
		return err
	}
	return s.Defect.OwnerOK(s, s.assistant, c.id, c.home.owners[0].name)
}

func (c *course) reopen(s *session) error {
	c.after(s, 1, 2, c.assignAgain)
	return s.Defect.Reopen(s, s.chief, c.id, "同一部位再次出现")
}

func (c *course) assignAgain(s *session) error {
	c.after(s, 2, 8, c.fix)
	return s.Defect.Assign(s, s.chief, []app.ID{c.id}, c.firm.id, 0)
}

func (c *course) dispute(s *session) error {
	if c.dice.chance(70) {
		c.after(s, 2, 6, c.assignAgain)
	}
	return s.Defect.Take(s, s.chief, c.id, defect.Dispute, oneOf(c.dice, []string{"属其他单位施工范围", "成品交接后被破坏", "图纸如此"}))
}

func (c *course) hold(s *session) error {
	if c.dice.chance(60) {
		c.after(s, 4, 12, c.release)
	}
	return s.Defect.Hold(s, s.chief, c.id, oneOf(c.dice, []string{"等材料到货", "待外墙统一处理", "雨季无法施工"}), s.clock.Today().AddDays(c.dice.between(10, 25)))
}

func (c *course) release(s *session) error {
	c.after(s, 1, 5, c.fix)
	return s.Defect.Release(s, s.chief, c.id, "材料已到", s.clock.Today().AddDays(7))
}

func (c *course) drop(s *session) error {
	return s.Defect.Cancel(s, s.chief, c.id, oneOf(c.dice, []string{"现场复核不属问题", "与图纸一致", "重复记录"}), app.Nil)
}

// accept leaves a defect as it is, with the owner's word; where nobody has bought
// the home it is mended after all.
func (c *course) accept(s *session) error {
	if len(c.home.owners) == 0 || c.grave {
		return c.fix(s)
	}
	return s.Defect.AcceptAsIs(s, s.chief, c.id, "轻微外观，业主同意不处理", c.home.owners[0].name)
}

// write issues the week's notices, one to a firm, and lets most of them be received.
func (t *team) write(s *session) error {
	d := newDice(t.plan.Seed, "notices "+s.clock.Today().String())
	for _, f := range t.firms {
		inTime, late := t.assigned(s, t.notices[f.id])
		t.notices[f.id] = nil
		if err := t.writeTo(s, d, f, inTime, 0); err != nil {
			return err
		}
		if err := t.writeTo(s, d, f, late, s.clock.Today().AddDays(7)); err != nil {
			return err
		}
	}
	if next := s.clock.Today().AddDays(7); next <= t.plan.Today {
		s.schedule.add(at(next, 11, 0), t.write)
	}
	return nil
}

// writeTo issues notices to a firm, each of 30 defects at most; no deadline keeps
// each defect's own.
func (t *team) writeTo(s *session, d dice, f firm, ids []app.ID, deadline app.Date) error {
	for len(ids) > 0 {
		n := min(len(ids), 30)
		s.clock.pass(time.Minute)
		notice, err := s.Defect.IssueNotice(s, s.chief, defect.NoticeRequest{Firm: f.id, Defects: ids[:n], Deadline: deadline, Requirement: "请按期整改，完成后附整改后照片报复验。"})
		if err != nil {
			return err
		}
		ids = ids[n:]
		s.made.Notices++
		if d.chance(80) {
			contact := f.Contact
			s.schedule.add(at(workday(s.clock.Today(), 1), 9, 0).Add(d.minutes(0, 300)), func(s *session) error {
				return s.Defect.ReceiveNotice(s, s.assistant, notice.ID, contact)
			})
		}
	}
	return nil
}

// assigned keeps those that the firm still has to do, and tells apart those whose
// day has passed: a notice gives them a new one.
func (t *team) assigned(s *session, ids []app.ID) (inTime, late []app.ID) {
	for _, id := range ids {
		d, err := s.Tx.Defect(id)
		switch {
		case err != nil || d.State != defect.Assigned && d.State != defect.Fixing:
		case d.Due < s.clock.Today():
			late = append(late, id)
		default:
			inTime = append(inTime, id)
		}
	}
	return inTime, late
}
