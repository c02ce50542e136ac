package rehearsal

import (
	"fmt"
	"slices"
	"time"

	"keyday/app"
	"keyday/app/defect"
	"keyday/app/inspect"
	"keyday/app/site"

	"github.com/shopspring/decimal"
)

// walk is one inspection as it will go: every place with what is found there.
type walk struct {
	home       *home
	dice       dice
	at         time.Time
	round      app.Date // on which the first round comes to the home
	walker     app.Actor
	places     []inspect.Place
	acceptance bool         // 分户验收, without a checklist: only what is wrong is written down
	measures   bool         // with the measured items, as a sample of each building
	fails      map[int]bool // by index in places
	half       bool         // the day of the plan finds it half done
	id         app.ID
	found      []found
}

// found is a defect that was recorded, with what its further way depends on.
type found struct {
	id    app.ID
	grave bool
	trade site.Trade
}

// roundsBegin is the day of the first round's first home, before the plan's day;
// the round would end so many days after it, so that it is half done.
const (
	roundsBegin = 76
	roundsEnd   = 146
)

// planWalks spreads the first round over the homes, building by building; those
// that it has not come to have their 分户验收 behind them. The defects are spread
// over both.
func (t *team) planWalks() []*walk {
	d := newDice(t.plan.Seed, "walks")
	var walks []*walk
	for i, h := range t.homes {
		day := workday(t.plan.Today.AddDays(-roundsBegin), i*roundsEnd/len(t.homes))
		w := &walk{home: h, round: day, dice: newDice(t.plan.Seed, "walk "+h.code), walker: t.walkers[i%len(t.walkers)], fails: map[int]bool{}}
		if w.acceptance = day > t.plan.Today; w.acceptance {
			day = workday(t.plan.Today.AddDays(-roundsBegin), i*(roundsBegin-4)/len(t.homes))
		}
		w.at = at(day, 9, 0).Add(d.minutes(0, 150))
		if i/len(t.walkers)%2 == 1 && day < t.plan.Today {
			w.at = at(day, 13, 30).Add(d.minutes(0, 100))
		}
		w.half, w.measures = day == t.plan.Today && !w.acceptance, i%16 == 5
		if w.half {
			w.at = at(day, 8, 40).Add(d.minutes(0, 20))
		}
		w.lay(t.list)
		walks = append(walks, w)
	}
	t.spread(d, walks)
	return walks
}

// lay lists the places that the walk comes to, half of them where it is half done.
func (w *walk) lay(list *inspect.Checklist) {
	h := w.home.kind
	for _, room := range list.Rooms(inspect.Inspection{Finish: h.Finish, Set: inspect.Standard, Rooms: inspect.RoomsOf(h.HouseType), Measures: w.measures}) {
		for _, item := range room.Items {
			w.places = append(w.places, inspect.Place{Room: room.Room.Key, Item: item.Key})
		}
	}
	if w.half {
		w.places = w.places[:len(w.places)/2]
	}
}

// spread distributes the plan's defects over the places of the walks: some homes
// have many, some hardly any.
func (t *team) spread(d dice, walks []*walk) {
	room := 0
	weights := make([]int, len(walks))
	for i, w := range walks {
		weights[i] = oneOf(d, []int{1, 2, 3, 3, 4, 5, 9}) * len(w.places)
		if w.acceptance {
			weights[i] = weights[i]*2/3 + 1
		}
		room += w.mayFail()
	}
	left := min(t.plan.Defects-t.later(), room)
	pick := newUrn(weights)
	for left > 0 {
		w := walks[pick.draw(d)]
		place := w.dice.IntN(len(w.places))
		if !w.fails[place] && len(w.fails) < w.mayFail() {
			w.fails[place] = true
			left--
		}
	}
}

// mayFail is how many places of the walk may fail: some pass in the worst home too.
func (w *walk) mayFail() int { return len(w.places) * 9 / 10 }

// urn draws indexes by weight.
type urn struct{ upTo []int }

func newUrn(weights []int) urn {
	var u urn
	sum := 0
	for _, w := range weights {
		sum += w
		u.upTo = append(u.upTo, sum)
	}
	return u
}

func (u urn) draw(d dice) int {
	n := d.IntN(u.upTo[len(u.upTo)-1])
	low, high := 0, len(u.upTo)-1
	for low < high {
		if mid := (low + high) / 2; u.upTo[mid] > n {
			high = mid
		} else {
			low = mid + 1
		}
	}
	return low
}

// begin starts the inspection and puts its rooms on the schedule.
func (w *walk) begin(s *session) error {
	if w.acceptance {
		return w.accept(s)
	}
	i, err := s.Inspect.Begin(s, w.walker, inspect.Beginning{
		Unit: w.home.id, Origin: defect.Internal, Measures: w.measures, Weather: oneOf(w.dice, []string{"晴", "多云", "阴", "小雨"}),
	})
	if err != nil {
		return err
	}
	w.id = i.ID
	s.made.Inspections++
	t := w.at
	for from := 0; from < len(w.places); {
		to := from
		for to < len(w.places) && w.places[to].Room == w.places[from].Room {
			to++
		}
		first, last := from, to
		t = t.Add(w.dice.minutes(4, 9))
		s.schedule.add(t, func(s *session) error { return w.answerRoom(s, first, last) })
		from = to
	}
	if !w.half {
		s.schedule.add(t.Add(5*time.Minute), w.submit)
	}
	return nil
}

// accept writes down what the 分户验收 found.
func (w *walk) accept(s *session) error {
	for n := range w.places {
		if !w.fails[n] {
			continue
		}
		s.clock.pass(20 * time.Second)
		item, _ := s.list.Item(w.places[n].Item)
		d, err := s.record(w.home, w.dice, w.walker, defect.UnitAcceptance, spot{w.places[n].Room, item})
		if err != nil {
			return err
		}
		w.found = append(w.found, found{d.ID, d.Severity.Grave(), d.Trade})
	}
	s.schedule.add(at(workday(s.clock.Today(), 1), 9, 40).Add(w.dice.minutes(0, 50)), w.assign)
	return nil
}

// answerRoom answers the items of one room: what passes in one act, what fails each in
// its own.
func (w *walk) answerRoom(s *session, from, to int) error {
	err := s.Walk.Do(s, w.walker, "inspect.answer", func(tx inspect.Tx) error {
		for n := from; n < to; n++ {
			if w.fails[n] {
				continue
			}
			if err := w.answer(s, tx, n); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	for n := from; n < to; n++ {
		if w.fails[n] {
			if err := w.fail(s, n); err != nil {
				return err
			}
		}
	}
	return nil
}

func (w *walk) place(n int) inspect.At {
	return inspect.At{Inspection: w.id, Room: w.places[n].Room, Item: w.places[n].Item}
}

func (w *walk) fail(s *session, n int) error {
	item, _ := s.list.Item(w.places[n].Item)
	phrase := lighter(w.dice, item.Phrases)
	s.clock.pass(20 * time.Second)
	if item.Measured {
		nominal, readings := w.readings(item, true)
		if _, err := s.Inspect.Measure(s, w.walker, nil, inspect.Measured{At: w.place(n), Nominal: nominal, Readings: readings}); err != nil {
			return err
		}
	}
	x, y := w.home.kind.pin(w.dice, w.places[n].Room)
	d, err := s.Inspect.Fail(s, w.walker, inspect.Failing{
		At: w.place(n), Phrase: phrase.Key, Note: note(w.dice), Photos: s.shots(w.dice, phrase.Trade, false), PinX: x, PinY: y,
	})
	if err != nil {
		return err
	}
	s.made.Defects++
	w.found = append(w.found, found{d.ID, d.Severity.Grave(), d.Trade})
	return nil
}

// lighter picks a phrase; what is grave comes seldom.
func lighter(d dice, phrases []inspect.Phrase) inspect.Phrase {
	p := oneOf(d, phrases)
	for range 3 {
		if !p.Severity.Grave() || d.chance(6) {
			break
		}
		p = oneOf(d, phrases)
	}
	return p
}

// note is a remark in the inspector's own words, mostly none.
func note(d dice) string {
	if !d.chance(14) {
		return ""
	}
	return oneOf(d, []string{
		"靠窗一侧，离地约 1.2 m", "门后", fmt.Sprintf("约 %d cm × %d cm", d.between(3, 40), d.between(3, 40)), "阴角处", "靠厨房一侧",
		"上次已提，仍未处理", "业主看房时也提过", "左上角", fmt.Sprintf("%d 处", d.between(2, 5)), "逆光可见",
	})
}

// shots are the photos of a defect: mostly one.
func (t *team) shots(d dice, trade site.Trade, mended bool) []string {
	var hashes []string
	for range oneOf(d, []int{0, 1, 1, 1, 1, 2}) {
		hash := t.album.of(d, trade, mended)
		if hash != "" && !slices.Contains(hashes, hash) {
			hashes = append(hashes, hash)
		}
	}
	return hashes
}

// submit hands the inspection to the supervisor, who signs it off the next day, or
// returns it first.
func (w *walk) submit(s *session) error {
	if err := s.Inspect.Submit(s, w.walker, w.id, ""); err != nil {
		return err
	}
	morning := at(workday(s.clock.Today(), 1), 8, 40).Add(w.dice.minutes(0, 50))
	if w.dice.chance(6) {
		s.schedule.add(morning, func(s *session) error {
			s.schedule.add(morning.Add(w.dice.minutes(60, 300)), func(s *session) error {
				if err := s.Inspect.Submit(s, w.walker, w.id, "已按要求复看。"); err != nil {
					return err
				}
				s.schedule.add(morning.Add(26*time.Hour), w.signOff)
				return nil
			})
			return s.Inspect.Take(s, s.chief, w.id, inspect.Return, "请补看阳台地漏和入户门。")
		})
	} else if !w.dice.chance(4) { // a few wait on the supervisor's desk
		s.schedule.add(morning, w.signOff)
	}
	s.schedule.add(morning.Add(time.Hour), w.assign)
	return nil
}

func (w *walk) signOff(s *session) error {
	_, err := s.Inspect.SignOff(s, s.chief, w.id)
	return err
}

// answer passes an item, or says that the home has no such thing.
func (w *walk) answer(s *session, tx inspect.Tx, n int) error {
	item, _ := s.list.Item(w.places[n].Item)
	r := inspect.Pass
	if w.dice.chance(3) {
		r = inspect.NotApplicable
	}
	if item.Measured {
		nominal, readings := w.readings(item, false)
		j, err := s.Inspect.MeasureIn(tx, nil, inspect.Measured{At: w.place(n), Nominal: nominal, Readings: readings})
		if err != nil || j.Within() {
			return err
		}
		r = inspect.NotApplicable
	}
	return s.Inspect.AnswerIn(tx, w.place(n), r)
}

// readings are what the instrument shows: within what is allowed, and where the item
// is to fail, one of them beyond it.
func (w *walk) readings(item inspect.Item, fails bool) (nominal string, readings []string) {
	base, size := decimal.Zero, decimal.NewFromInt(2000)
	switch item.Reference {
	case inspect.ByDesign:
		base = decimal.NewFromInt(2800)
		nominal = base.String()
	case inspect.BySize:
		nominal = size.String()
	case inspect.ByFixed:
		base = item.Nominal
	}
	low, high := room(item.LimitFor(inspect.Standard, size))
	span := high.Sub(low)
	for n := range item.Points {
		at := low.Add(span.Mul(decimal.New(int64(w.dice.between(3, 7)), -1)))
		if fails && n == 0 {
			at = high.Add(span.Mul(decimal.New(4, -1)))
			if l := item.LimitFor(inspect.Standard, size); !l.Max.Set && l.Min.Set {
				at = low.Sub(span.Mul(decimal.New(4, -1)))
			}
		}
		readings = append(readings, base.Add(at.Round(places(span))).String())
	}
	return nominal, readings
}

// room is between which ends readings, or their deviations, lie well within a limit.
func room(l inspect.Limit) (low, high decimal.Decimal) {
	switch {
	case l.Min.Set && l.Max.Set:
		low, high = l.Min.Value, l.Max.Value
	case l.Max.Set:
		high = l.Max.Value
	case l.Min.Set:
		low, high = l.Min.Value, l.Min.Value.Add(decimal.NewFromInt(12))
	default:
		high = l.Range.Value
	}
	if l.Range.Set && high.Sub(low).GreaterThan(l.Range.Value) {
		high = low.Add(l.Range.Value)
	}
	return low, high
}

// places are the digits after the point that an instrument shows for such a span.
func places(span decimal.Decimal) int32 {
	switch {
	case span.GreaterThanOrEqual(decimal.NewFromInt(4)):
		return 0
	case span.GreaterThanOrEqual(decimal.New(4, -1)):
		return 1
	}
	return 2
}
