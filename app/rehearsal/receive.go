package rehearsal

import (
	"fmt"
	"time"

	"keyday/app"
	"keyday/app/contract"
	"keyday/app/defect"
	"keyday/app/handover"
)

// visit is a home's way through the handover.
type visit struct {
	home  *home
	dice  dice
	day   app.Date // of the slot
	at    time.Time
	staff app.Actor
	finds int // what the owners find on the accompanied walk
	later int // what they report once they live there
}

// handoverDays is how many days of handover lie behind the plan's day, and how many
// are to come.
const (
	handoverDays = 10
	daysToCome   = 6
)

// planVisits chooses who is invited: owners of homes that were inspected long
// enough ago. Half have come, a quarter comes today, the others in the days to come.
func (t *team) planVisits() {
	d := newDice(t.plan.Seed, "visits")
	var invited []*home
	for i, h := range t.homes {
		inspected := -roundsBegin + i*roundsEnd/len(t.homes)
		if len(h.owners) > 0 && inspected < -28 && !d.chance(25) {
			invited = append(invited, h)
		}
	}
	left := t.plan.Defects // the visits find no more than the plan has
	for i, h := range invited {
		h.visited = true
		v := &visit{home: h, dice: newDice(t.plan.Seed, "visit "+h.code), staff: t.walkers[(i+2)%len(t.walkers)]}
		switch past, today := len(invited)/2, len(invited)*3/4; {
		case i < past:
			v.day = workday(t.plan.Today.AddDays(-handoverDays), i*(handoverDays-1)/past)
		case i < today:
			v.day = t.plan.Today
		default:
			v.day = workday(t.plan.Today, 1+(i-today)*daysToCome/(len(invited)-today))
		}
		v.at = at(v.day, 9, 0).Add(time.Duration((i-len(invited)/2+1400)%14) * 30 * time.Minute)
		if v.day <= t.plan.Today {
			v.finds = oneOf(v.dice, []int{0, 0, 1, 1, 2})
		}
		if v.day < t.plan.Today.AddDays(-4) {
			v.later = oneOf(v.dice, []int{0, 0, 0, 1})
			if i == 0 {
				v.later = 1 // long enough ago to be through to the owner's word
			}
		}
		v.finds = min(v.finds, left)
		v.later = min(v.later, left-v.finds)
		left -= v.finds + v.later
		t.visits = append(t.visits, v)
	}
}

// later is how many defects the visits may add to those of the rounds.
func (t *team) later() int {
	n := 0
	for _, v := range t.visits {
		n += v.finds + v.later
	}
	return n
}

// arrange puts the visit's days on the schedule.
func (v *visit) arrange(s *schedule) {
	s.add(at(v.day.AddDays(-18), 10, 0), v.invite)
	s.add(at(v.day.AddDays(-8), 14, 0).Add(v.dice.minutes(0, 120)), v.book)
	s.add(v.at.Add(v.dice.minutes(-10, 15)), v.come)
}

func (v *visit) invite(s *session) error {
	if err := s.Handover.Plan(s, s.assistant, []app.ID{v.home.id}); err != nil {
		return err
	}
	s.made.Cases++
	s.clock.pass(10 * time.Second)
	return s.Handover.Invite(s, s.assistant, v.home.id, nil, handover.Invitation{
		On: s.clock.Today(), Channel: handover.Registered, Proof: fmt.Sprintf("XA%08d32", v.dice.IntN(100000000)),
	})
}

func (v *visit) book(s *session) error {
	return s.Handover.Book(s, s.assistant, v.home.id, nil, handover.Slot{
		On: v.day, From: v.at.Format("15:04"), To: v.at.Add(30 * time.Minute).Format("15:04"),
	})
}

// come is the owners' arrival; a few do not.
func (v *visit) come(s *session) error {
	if v.dice.chance(6) {
		return s.Handover.Missed(s, v.staff, v.home.id, "电话无人接听")
	}
	if err := s.Handover.CheckIn(s, v.staff, v.home.id); err != nil {
		return err
	}
	s.schedule.add(s.clock.now.Add(v.dice.minutes(3, 9)), v.identify)
	return nil
}

// identify looks at the papers: the owners', or an agent's with the letter.
func (v *visit) identify(s *session) error {
	look, err := handover.Look(s.Tx, v.home.id)
	if err != nil {
		return err
	}
	s.schedule.add(s.clock.now.Add(v.dice.minutes(5, 15)), v.agree)
	if v.dice.chance(7) {
		return v.identifyAgent(s, look)
	}
	for _, p := range look.Owners {
		s.clock.pass(50 * time.Second)
		if err := s.Handover.CheckOwner(s, v.staff, v.home.id, p.Owner.ID, handover.Identification{Paper: p.Owner.IDType, Original: true}); err != nil {
			return err
		}
	}
	return nil
}

func (v *visit) identifyAgent(s *session, look handover.View) error {
	relatives := people{seeds: s.seeds, dice: v.dice}
	agent := person{name: relatives.name(v.dice.chance(50)), phone: relatives.phone(), idNo: relatives.card(false)}
	var owners []app.ID
	for _, p := range look.Owners {
		owners = append(owners, p.Owner.ID)
	}
	return s.Handover.CheckAgent(s, v.staff, v.home.id, contract.Authority{
		Agent: agent.name, IDType: "身份证", IDNo: agent.idNo, Phone: agent.phone, Kind: contract.Notarised,
		Scopes: contract.Scopes, From: s.clock.Today().AddDays(-6), To: s.clock.Today().AddDays(60),
	}, handover.Agent{For: owners, By: handover.Identification{Paper: "身份证", Original: true}})
}

// agree draws up the property agreement and lets everybody sign it; owners who
// want to read it first do so another day.
func (v *visit) agree(s *session) error {
	s.schedule.add(s.clock.now.Add(v.dice.minutes(8, 20)), v.walk)
	look, err := handover.Look(s.Tx, v.home.id)
	if err != nil || v.dice.chance(10) {
		return err
	}
	var letters []app.ID
	for _, p := range look.Owners {
		if !p.Letter.ID.IsNil() {
			letters = append(letters, p.Letter.ID)
		}
	}
	d, err := s.Contract.Agree(s, s.chief, contract.Agreeing{Unit: v.home.id, Letters: letters})
	if err != nil {
		return err
	}
	s.made.Agreements++
	return v.sign(s, d, s.chief)
}

// sign gives every signature that a document asks for, one after the other.
func (v *visit) sign(s *session, d contract.Document, witness app.Actor) error {
	fields, err := s.Tx.SignatureFieldsOf(d.ID)
	if err != nil {
		return err
	}
	for _, f := range fields {
		s.clock.pass(v.dice.minutes(1, 2))
		_, err := s.Contract.Sign(s, witness, contract.Signing{
			Document: d.ID, Field: f.ID, Signer: f.Name, Hash: d.ContentHash, How: contract.OnScreen, Strokes: write(v.dice, f.Name),
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// walk goes through the home with the owners: what they find, meters, keys, papers.
func (v *visit) walk(s *session) error {
	for range v.finds {
		if err := v.point(s, defect.Accompanied); err != nil {
			return err
		}
	}
	look, err := handover.Look(s.Tx, v.home.id)
	if err != nil {
		return err
	}
	for _, item := range look.Items.Meters[:4] {
		s.clock.pass(30 * time.Second)
		if err := s.Handover.ReadMeter(s, v.staff, v.home.id, nil, handover.Meter{
			Kind: item.Key, Number: fmt.Sprintf("%s%07d", item.Key[:1], v.dice.IntN(10000000)), Reading: fmt.Sprintf("%05d.%d", v.dice.IntN(30), v.dice.IntN(10)),
		}); err != nil {
			return err
		}
	}
	for i, item := range look.Items.Keys[:5] {
		keys := handover.Keys{Kind: item.Key, Count: []int{5, 2, 2, 1, 1}[i]}
		if i == 0 && len(look.Open) > 0 {
			keys.Kept, keys.Purpose, keys.Until = 1, "整改期间留用", s.clock.Today().AddDays(20)
		}
		if err := s.Handover.CountKeys(s, v.staff, v.home.id, nil, keys); err != nil {
			return err
		}
	}
	s.schedule.add(s.clock.now.Add(v.dice.minutes(5, 15)), v.decide)
	return s.Handover.HandPapers(s, v.staff, v.home.id)
}

// decide takes down what the owners decide, as the gate and the defects leave it
// to them.
func (v *visit) decide(s *session) error {
	look, err := handover.Look(s.Tx, v.home.id)
	if err != nil {
		return err
	}
	if err := v.override(s, &look); err != nil {
		return err
	}
	choice := handover.Choice{Decision: handover.Accepted}
	switch {
	case !look.Gate.Open():
		choice = handover.Choice{Decision: handover.Postponed, Remark: "待手续齐全后再办", NextOn: s.clock.Today().AddDays(14)}
		if len(look.Open) > 0 && look.Open[0].Severity.Grave() { // the gravest comes first
			choice = handover.Choice{Decision: handover.Refused, Reason: handover.GraveDefect, Remark: "问题整改后再收", NextOn: s.clock.Today().AddDays(14)}
		}
	case v.dice.chance(3):
		choice = handover.Choice{Decision: handover.Refused, Reason: handover.OpenDefects, NextOn: s.clock.Today().AddDays(10)}
	case len(look.Open) > 0:
		choice.Decision = handover.AcceptedWithDefects
		if err := v.promise(s, look); err != nil {
			return err
		}
	}
	s.clock.pass(time.Minute)
	if err := s.Handover.Decide(s, v.staff, v.home.id, choice); err != nil {
		return err
	}
	if choice.Decision.Takes() && !v.dice.chance(4) { // a few are still to be signed
		s.schedule.add(s.clock.now.Add(v.dice.minutes(3, 8)), v.handOver)
	}
	return nil
}

// override lets the supervisor pass what may be passed, now and then.
func (v *visit) override(s *session, look *handover.View) error {
	var keys []string
	for _, o := range look.Gate {
		if !o.Stands() {
			continue
		}
		if !o.Overridable {
			return nil
		}
		keys = append(keys, o.Key())
	}
	if len(keys) == 0 || v.dice.chance(60) {
		return nil
	}
	if err := s.Handover.Override(s, s.chief, v.home.id, keys, "业主书面同意带问题收房，维修单位已进场"); err != nil {
		return err
	}
	now, err := handover.Look(s.Tx, v.home.id)
	*look = now
	return err
}

func (v *visit) promise(s *session, look handover.View) error {
	var open []*app.Seen[defect.Defect]
	for _, d := range look.Open {
		open = append(open, look.SeenDefect(d))
	}
	return s.Handover.Promise(s, v.staff, v.home.id, open, s.clock.Today().AddDays(v.dice.between(10, 25)))
}

// handOver draws up the certificate, has it signed, and gives the keys out.
func (v *visit) handOver(s *session) error {
	d, err := s.Handover.DrawUp(s, v.staff, v.home.id)
	if err != nil {
		return err
	}
	if err := v.sign(s, d, v.staff); err != nil {
		return err
	}
	s.clock.pass(time.Minute)
	if err := s.Handover.Complete(s, v.staff, v.home.id); err != nil {
		return err
	}
	s.made.Certificates++
	if v.later > 0 {
		s.schedule.add(at(v.day.AddDays(v.dice.between(2, 3)), 10, 0), func(s *session) error {
			return v.point(s, defect.InWarranty)
		})
	}
	return nil
}

// point takes down what the owners point out. A firm has it the next day, for whoever
// lives there, or should, waits for it.
func (v *visit) point(s *session, o defect.Origin) error {
	d, err := s.point(v.home, v.dice, v.staff, o)
	if err != nil {
		return err
	}
	s.schedule.add(at(workday(s.clock.Today(), 1), 9, 30), func(s *session) error {
		c := &course{found: found{d.ID, d.Severity.Grave(), d.Trade}, firm: s.holds(d.Trade), home: v.home, dice: v.dice, soon: true}
		c.after(s, 1, 1, c.fix)
		s.notices[c.firm.id] = append(s.notices[c.firm.id], d.ID)
		return s.Defect.Assign(s, s.chief, []app.ID{d.ID}, c.firm.id, 0)
	})
	return nil
}

// write draws a signature: as many characters as the name has, each of a few
// strokes that lean and join as a hand does.
func write(d dice, name string) []contract.Stroke {
	const width, height = 1000, 333
	n := min(len([]rune(name)), 5)
	cell := (width - 120) / max(n, 2)
	var strokes []contract.Stroke
	t := 0
	for i := range n {
		left := 60 + i*cell
		for range d.between(3, 6) {
			var stroke contract.Stroke
			x, y := left+d.IntN(cell/2), 60+d.IntN(140)
			dx, dy := d.between(4, 16), d.between(-8, 14)
			for range d.between(5, 11) {
				stroke = append(stroke, contract.Point{X: min(max(x, 10), width-10), Y: min(max(y, 10), height-20), T: t})
				x, y = x+dx, y+dy
				dx, dy = dx+d.between(-4, 3), dy+d.between(-5, 5)
				t += d.between(9, 18)
			}
			strokes = append(strokes, stroke)
			t += d.between(60, 140)
		}
	}
	return strokes
}
