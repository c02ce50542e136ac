package inspection

import (
	"context"
	"image"
	"slices"

	"keyday/app"
	"keyday/app/defect"
	"keyday/app/inspect"
	"keyday/app/site"
	"keyday/ui/screen/register"
	"keyday/ui/screen/shell"
	"keyday/ui/words"
)

// state is what one reading brings.
type state struct {
	unit    site.Unit
	in      site.Building
	house   site.HouseType
	rounds  []inspect.Inspection
	i       inspect.Inspection
	answers []inspect.Answer
	found   []defect.Row
	before  []defect.Row // what the round before found, where this one looks at that
	owner   string       // the first of the unit's owners
}

func (wk *walk) read() {
	unit, chosen, began := wk.unit.ID, *wk.chosen, wk.wrote
	origin := wk.c.Route.Arg("origin")
	reader := wk.p.Read
	register.Load(wk.body, &wk.latest, func(ctx context.Context) (s state, err error) {
		if s.unit, err = reader.Unit(ctx, unit); err != nil {
			return s, err
		}
		if s.in, err = reader.Building(ctx, s.unit.Building); err != nil && app.RefusalCode(err) != "record.unknown" {
			return s, err
		}
		if s.house, err = reader.HouseType(ctx, s.unit.HouseType); err != nil && app.RefusalCode(err) != "record.unknown" {
			return s, err
		}
		if s.rounds, err = reader.InspectionsOfUnit(ctx, unit); err != nil {
			return s, err
		}
		owners, err := reader.OwnersOf(ctx, unit)
		if err != nil {
			return s, err
		}
		if len(owners) > 0 {
			s.owner = owners[0].Owner.Name
		}
		s.rounds = slices.DeleteFunc(s.rounds, func(i inspect.Inspection) bool { return i.State == inspect.Dropped })
		if len(s.rounds) == 0 {
			return s, nil
		}
		s.i = s.rounds[len(s.rounds)-1]
		for _, i := range s.rounds {
			if i.ID.String() == chosen || chosen == "" && i.State.Open() && string(i.Origin) == origin {
				s.i = i
			}
		}
		if s.answers, err = reader.AnswersOf(ctx, s.i.ID); err != nil {
			return s, err
		}
		if s.found, err = reader.InspectionDefects(ctx, s.i); err != nil || len(s.i.Scope) == 0 {
			return s, err
		}
		for _, i := range slices.Backward(s.rounds) {
			if i.Origin == s.i.Origin && i.Round < s.i.Round {
				s.before, err = reader.InspectionDefects(ctx, i)
				break
			}
		}
		return s, err
	}, func(s state) {
		if began != wk.wrote && s.i.ID == wk.i.ID {
			wk.read() // something was written since: what came is older than what is drawn
			return
		}
		wk.take(s)
	})
}

// take shows what was read; what is on its way to the disk stays as it is drawn.
func (wk *walk) take(s state) {
	another := s.i.ID != wk.i.ID || s.i.State != wk.i.State || !wk.shown
	wk.unit, wk.in, wk.house, wk.rounds, wk.found, wk.owner = s.unit, s.in, s.house, s.rounds, s.found, s.owner
	wk.readPlan()
	if s.i.ID != wk.i.ID {
		clear(wk.answers)
		clear(wk.typed)
	}
	wk.i = s.i
	for place := range wk.answers {
		if wk.pending[place] == 0 && wk.typed[place] == nil {
			delete(wk.answers, place)
		}
	}
	for place, a := range inspect.ByPlace(s.answers) {
		if _, mine := wk.answers[place]; !mine {
			wk.answers[place] = a
		}
	}
	clear(wk.before)
	for _, d := range s.before {
		at := inspect.Place{Room: d.Room, Item: d.Item}
		wk.before[at] = append(wk.before[at], words.Join(" ", noted(wk.c.W, said(wk.c.W, wk.list.SayPhrase(d.Phrase)), d.Note), d.Number))
	}
	clear(wk.counts)
	for _, d := range s.found {
		wk.counts[inspect.Place{Room: d.Room, Item: d.Item}]++
	}
	switch {
	case s.i.ID.IsNil() || !wk.shown && wk.another(s):
		wk.rooms = wk.list.Rooms(s.i)
		wk.shown = true
		wk.showBegin()
	case another:
		wk.shown = true
		wk.rooms = wk.list.Rooms(s.i)
		wk.build()
	default:
		wk.refresh()
	}
}

// planPixels is how large the drawing of a home is read, to be shown large.
const planPixels = 1600

// readPlan reads the drawing of the home's house type. A plan that cannot be read
// is one that is not there: nothing else waits for it.
func (wk *walk) readPlan() {
	hash, photos := wk.house.Plan, wk.p.Photos
	if hash == wk.drawn {
		return
	}
	wk.drawn, wk.plan = hash, nil
	if hash == "" {
		return
	}
	shell.Load(wk.c, &wk.planOf, func(ctx context.Context) (image.Image, error) {
		img, err := photos.Thumb(ctx, hash, planPixels)
		if err != nil {
			return nil, nil
		}
		return img, nil
	}, func(img image.Image) {
		wk.plan = img
		if wk.entry != nil && wk.entry.plan != nil {
			wk.entry.plan.SetImage(img)
		}
	})
}

// another reports whether the route asks for an inspection of an origin of which
// none is open: the owner stands there, and one is to begin.
func (wk *walk) another(s state) bool {
	origin := defect.Origin(wk.c.Route.Arg("origin"))
	return slices.Contains(inspect.Origins, origin) && (s.i.Origin != origin || !s.i.State.Open())
}
