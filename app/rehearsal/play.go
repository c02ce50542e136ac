package rehearsal

import (
	"context"

	"keyday/app"
)

// Play makes the site of the plan in the empty one that the caller made, and tells
// how far it is. Found has said what that site begins with.
func Play(ctx context.Context, to Target, f Founded, p Plan, tell Tell) (Made, error) {
	seeds, err := readSeeds(to.Seeds)
	if err != nil {
		return Made{}, err
	}
	t := &team{
		target: to, plan: p, clock: to.Clock, seeds: seeds, list: to.Checklist,
		site: f.Site, community: f.Community, chief: f.Supervisor.Actor(), notices: map[app.ID][]app.ID{},
	}
	for _, part := range []struct {
		what string
		do   func(context.Context) error
	}{
		{"pictures", t.draw}, {"ground", t.prepareSite}, {"units", t.takeIn}, {"units", t.complete},
	} {
		tell(0, Length, part.what)
		if err := part.do(ctx); err != nil {
			return t.made, err
		}
	}
	t.planVisits()
	walks := t.planWalks()
	t.assign(walks)
	for _, w := range walks {
		t.schedule.add(w.at, w.begin)
	}
	for _, v := range t.visits {
		v.arrange(&t.schedule)
	}
	t.schedule.add(at(p.Today.AddDays(-roundsBegin+7), 11, 0), t.write)
	end := at(p.Today, 10, 30)
	t.schedule.add(end, t.openDay)
	err = t.schedule.run(ctx, t, end, tell)
	return t.made, err
}

// draw settles the homes and makes the photos.
func (t *team) draw(ctx context.Context) error {
	t.settle()
	if err := t.album.fill(ctx, t.target, t.plan); err != nil {
		return err
	}
	t.made.Photos = t.album.distinct
	return nil
}
