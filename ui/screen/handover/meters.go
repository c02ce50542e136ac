package handover

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"

	"keyday/app"
	"keyday/app/handover"
	"keyday/ui/screen/widget"
	"keyday/ui/words"
)

// meters are read: number and reading as they stand on the dial.
func (pg *desk) meters() []fyne.CanvasObject {
	w := pg.c.W
	parts := []fyne.CanvasObject{pg.head(meters, func() (done, total int) {
		for _, item := range pg.v.Items.Meters {
			m := pg.v.MeterNow(item.Key)
			full := m.Number != "" && m.Reading != ""
			if item.Required || full {
				total++
			}
			if full {
				done++
			}
		}
		return asked(done, total, pg.v.Items.Meters)
	})}
	var wanted, others []*widget.Entry
	for _, item := range pg.v.Items.Meters {
		if !pg.editable() {
			if m := pg.v.MeterNow(item.Key); m.Number+m.Reading != "" {
				parts = append(parts, line44(label(pg.name("meter", item), false), widget.Fixed(220, widget.NewText(m.Number)),
					widget.Fixed(160, widget.NewBold(words.Join(" ", m.Reading, item.Unit)))))
			}
			continue
		}
		l := pg.newLine()
		seen := shown(l, func() *app.Seen[handover.Meter] { return pg.v.SeenMeter(item.Key) })
		var number, reading *widget.Entry
		save := func() {
			l.save(func() useCase {
				seen := seen()
				m := seen.Value
				m.Kind, m.Number, m.Reading = item.Key, number.Text, reading.Text
				return func(ctx context.Context, actor app.Actor, unit app.ID) error {
					return pg.p.Desk.ReadMeter(ctx, actor, unit, seen, m)
				}
			})
		}
		number, numberBox := l.entry(220, w.T("handover.meters.number"), func() string { return pg.v.Meter(item.Key).Number }, save)
		reading, readingBox := l.entry(160, w.T("handover.meters.reading"), func() string { return pg.v.MeterNow(item.Key).Reading }, save)
		pg.follow = append(pg.follow, func() {
			m := pg.v.Meter(item.Key)
			if m.Reading != "" && !pg.v.Current(m.ReadAt) {
				l.say(w.T("handover.meters.last", "reading", m.Reading))
				return
			}
			if said := pg.at(m.ReadAt); said != "" && m.Much() {
				l.warn(words.Join("　", said, w.T("handover.meters.much")))
			} else {
				l.say(said)
			}
		})
		if item.Required {
			wanted = append(wanted, number, reading)
		} else {
			others = append(others, number, reading)
		}
		parts = append(parts, l.of(label(pg.name("meter", item), item.Required), numberBox, readingBox, widget.Fixed(44, widget.NewQuiet(item.Unit))))
	}
	pg.starts[meters] = func() fyne.Focusable { return firstEmpty(append(slices.Clone(wanted), others...)) }
	return parts
}

// firstEmpty is where filling goes on.
func firstEmpty(entries []*widget.Entry) fyne.Focusable {
	for _, e := range entries {
		if e.Text == "" {
			return e
		}
	}
	if len(entries) > 0 {
		return entries[0]
	}
	return nil
}
