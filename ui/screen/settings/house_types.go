package settings

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"keyday/app"
	"keyday/app/site"
	"keyday/app/staff"
	"keyday/ui/screen/register"
	"keyday/ui/screen/theme"
	"keyday/ui/screen/widget"
)

var roomKinds = []site.RoomKind{site.Entrance, site.Living, site.Bedroom, site.Kitchen, site.Bathroom, site.Balcony, site.Storage, site.Shop, site.Whole}

var finishes = []site.Finish{site.Bare, site.Fitted}

// houseTypes are the kinds of homes with their rooms and a plan.
func (pg *page) houseTypes() fyne.CanvasObject {
	w := pg.c.W
	return part(pg, pg.p.Read.HouseTypes, func(all []site.HouseType) fyne.CanvasObject {
		t := widget.NewDataTable(
			widget.Column[site.HouseType]{Title: w.T("settings.col.type"), Width: 140, Text: func(h site.HouseType) string { return h.Name }, Bold: func(site.HouseType) bool { return true }},
			widget.Column[site.HouseType]{Title: w.T("settings.col.finish"), Width: 80, Text: func(h site.HouseType) string {
				if h.Finish == "" {
					return ""
				}
				return w.T("unit.finish." + string(h.Finish))
			}},
			widget.Column[site.HouseType]{Title: w.T("settings.col.rooms"), Width: 200, Grow: true, Text: func(h site.HouseType) string {
				var names []string
				for _, r := range h.Rooms {
					names = append(names, w.Term(r.Name))
				}
				return w.List(names)
			}},
			widget.Column[site.HouseType]{Title: w.T("settings.col.plan"), Width: 80, Text: func(h site.HouseType) string {
				if h.Plan == "" {
					return ""
				}
				return w.T("settings.has_plan")
			}},
		)
		t.KeyOf = func(h site.HouseType) any { return h.ID }
		t.SetRecords(all)
		var acts []fyne.CanvasObject
		t.OnOpen = opening(pg, staff.ManageSite, func(h site.HouseType) {
			change(pg, pg.p.Read.SeeHouseType, h.ID, func(seen *app.Seen[site.HouseType]) { pg.editHouseType(seen, seen.Value) })
		})
		if pg.may(staff.ManageSite) {
			acts = append(acts, widget.NewPrimary(w.T("settings.add_type"), func() {
				pg.editHouseType(&app.Seen[site.HouseType]{}, site.HouseType{Finish: site.Bare})
			}))
		}
		none := register.Empty{Icon: "units", Line: w.T("settings.no_types")}
		return list(none.Or(t, len(all)), "", acts...)
	}, "house_type")
}

// typeForm is the form of a house type. A room keeps its key while it is there,
// because answers and defects refer to it.
type typeForm struct {
	pg    *page
	h     site.HouseType
	rooms *fyne.Container
	names []*widget.Entry
	plan  *fyne.Container
}

// editHouseType is the form of a house type, that begins with h.
func (pg *page) editHouseType(seen *app.Seen[site.HouseType], h site.HouseType) {
	w := pg.c.W
	// One that an import brought has no rooms yet: it is inspected by the usual ones,
	// so they are where one begins.
	if len(h.Rooms) == 0 {
		h.Rooms = site.DefaultRooms
	}
	h.Rooms = slices.Clone(h.Rooms)
	f := &typeForm{pg: pg, h: h, rooms: widget.Stack(), plan: container.NewStack()}
	of := register.NewForm(pg.c)
	name := pg.text(of, "type_name", h.Name, register.Must, register.Of("name"))
	finish := register.Pick(of, register.Choice[site.Finish]{Label: w.T("settings.field.finish"), Keys: finishes,
		Say: func(one site.Finish) string { return w.T("unit.finish." + string(one)) }}, finishes[max(0, slices.Index(finishes, h.Finish))])
	f.fillRooms()
	f.fillPlan()
	add := widget.NewButtonIn(widget.Flat, "plus", w.T("settings.add_room"), func() { f.add(site.Bedroom) })
	pick := widget.NewButtonIn(widget.Plain, "photo", w.T("settings.plan_pick"), func() {
		pg.pickPicture(func(hash string) { f.h.Plan = hash; f.fillPlan() })
	})
	for _, o := range []fyne.CanvasObject{widget.NewSection(w.T("settings.rooms"), add), f.rooms, widget.NewSection(w.T("settings.plan"), pick), f.plan} {
		of.Put(o)
	}
	actor := pg.c.Actor()
	pg.ask(of, register.Question{Title: cmp.Or(h.Name, w.T("settings.add_type")), Text: w.T("settings.type_text"), Take: func() (register.Doing, error) {
		f.keep()
		h := f.h
		h.Name, h.Finish, h.Rooms = name.Text, finish(), slices.Clone(f.h.Rooms)
		return func(ctx context.Context) error {
			_, err := pg.p.Site.PutHouseType(ctx, actor, seen, h)
			return err
		}, nil
	}}, w.T("settings.saved"))
}

// keep takes the names as they stand in the fields.
func (f *typeForm) keep() {
	for i, e := range f.names {
		f.h.Rooms[i].Name = strings.TrimSpace(e.Text)
	}
}

func (f *typeForm) fillRooms() {
	w := f.pg.c.W
	var kinds []string
	for _, k := range roomKinds {
		kinds = append(kinds, w.T("settings.room."+string(k)))
	}
	f.names, f.rooms.Objects = nil, nil
	for i, r := range f.h.Rooms {
		e := widget.NewEntry("")
		e.SetText(r.Name)
		f.names = append(f.names, e)
		kind := widget.NewSelect(kinds, nil)
		kind.Choose(kinds[max(0, slices.Index(roomKinds, r.Kind))])
		kind.OnChanged = func(said string) {
			// A room that nobody named otherwise is called what it is.
			if was := w.T("settings.room." + string(f.h.Rooms[i].Kind)); e.Text == "" || strings.TrimRight(e.Text, "0123456789 ") == was {
				e.SetText(f.freeName(said, i))
			}
			f.h.Rooms[i].Kind = roomKinds[kind.Index()]
		}
		up := widget.NewIconButton("up", w.T("settings.room_up"), func() { f.move(i) })
		drop := widget.NewIconButton("trash", w.T("settings.room_drop"), func() {
			f.keep()
			f.h.Rooms = slices.Delete(f.h.Rooms, i, i+1)
			f.fillRooms()
		})
		row := widget.Edges(nil, nil, widget.Fixed(140, kind), widget.Bar(up, drop), container.New(layout.NewCustomPaddedLayout(4, 4, theme.Gap, theme.Gap), e))
		f.rooms.Add(row)
	}
	f.rooms.Refresh()
}

func (f *typeForm) move(i int) {
	if i == 0 {
		return
	}
	f.keep()
	f.h.Rooms[i-1], f.h.Rooms[i] = f.h.Rooms[i], f.h.Rooms[i-1]
	f.fillRooms()
}

// add puts a room at the end, under a key that no room of the type has.
func (f *typeForm) add(kind site.RoomKind) {
	f.keep()
	key := f.pg.newKey("room", func(key string) bool {
		return slices.ContainsFunc(f.h.Rooms, func(r site.Room) bool { return r.Key == key })
	})
	f.h.Rooms = append(f.h.Rooms, site.Room{Key: key, Kind: kind, Name: f.freeName(f.pg.c.W.T("settings.room."+string(kind)), -1)})
	f.fillRooms()
}

// freeName is the name, with a number where another room than the i-th has it:
// two of one name could not be told apart on paper.
func (f *typeForm) freeName(name string, i int) string {
	for n := 1; ; n++ {
		one := name
		if n > 1 {
			one = fmt.Sprintf("%s%d", name, n)
		}
		if !slices.ContainsFunc(f.names, func(e *widget.Entry) bool { return e.Text == one && (i < 0 || e != f.names[i]) }) {
			return one
		}
	}
}

func (f *typeForm) fillPlan() {
	f.plan.Objects = []fyne.CanvasObject{f.pg.picture(f.h.Plan, fyne.NewSize(480, 280), f.pg.c.W.T("settings.no_plan"))}
	f.plan.Refresh()
}
