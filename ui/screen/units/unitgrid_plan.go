package units

import (
	"sort"
	"strconv"
	"strings"

	"keyday/app"
	"keyday/app/site"
)

// The measures of the grid: tiles of 64 × 44 that nearly touch.
const (
	tileWidth  float32 = 64
	tileHeight float32 = 44
	tileGap    float32 = 4
	floorWidth float32 = 52 // the column of floor names at the left
	headHeight float32 = 32 // the line of entrances at the top
	groupGap   float32 = 20 // between entrances
)

// gridPlan says where each unit stands: which column of rooms on which floor.
type gridPlan struct {
	tiles   []site.Tile
	byUnit  map[app.ID]int
	cell    [][2]int // of each tile: column, row
	at      map[[2]int]int
	floors  []int // top down
	groups  []gridColumn
	lefts   []float32 // of each column
	width   float32
	height  float32
	columns int
}

// gridColumn is one entrance of one building: a run of columns.
type gridColumn struct {
	building app.ID
	entrance string
	first, n int
}

// planOf lays the units out. Buildings come in the order given, entrances by
// number, and within an entrance rooms of the same place on their floor (01 of
// 101, 201, 1501) stand above each other.
func planOf(tiles []site.Tile) gridPlan {
	p := gridPlan{tiles: tiles, byUnit: make(map[app.ID]int, len(tiles)), at: make(map[[2]int]int, len(tiles))}
	p.floors = floorsOf(tiles)
	rows := map[int]int{}
	for r, f := range p.floors {
		rows[f] = r
	}
	type key struct {
		building app.ID
		entrance string
	}
	order := map[app.ID]int{}
	members := map[key][]int{}
	var keys []key
	for i, t := range tiles {
		if _, known := order[t.Building]; !known {
			order[t.Building] = len(order)
		}
		k := key{t.Building, t.Entrance}
		if members[k] == nil {
			keys = append(keys, k)
		}
		members[k] = append(members[k], i)
		p.byUnit[t.Unit] = i
	}
	sort.SliceStable(keys, func(a, b int) bool {
		if keys[a].building != keys[b].building {
			return order[keys[a].building] < order[keys[b].building]
		}
		return lessNatural(keys[a].entrance, keys[b].entrance)
	})
	p.cell = make([][2]int, len(tiles))
	for _, k := range keys {
		places := placesOf(tiles, members[k])
		p.groups = append(p.groups, gridColumn{k.building, k.entrance, p.columns, len(places)})
		index := map[string]int{}
		for c, name := range places {
			index[name] = p.columns + c
		}
		for _, i := range members[k] {
			column := index[placeOnFloor(tiles[i])]
			row := rows[tiles[i].Floor]
			// Two rooms of one name on a floor (1501 and a shop also called 1501)
			// must both be seen: the second goes to the next free column.
			for _, taken := p.at[[2]int{column, row}]; taken; _, taken = p.at[[2]int{column, row}] {
				column++
			}
			p.at[[2]int{column, row}] = i
			p.cell[i] = [2]int{column, row}
		}
		widest := len(places)
		for _, i := range members[k] {
			widest = max(widest, p.cell[i][0]-p.columns+1)
		}
		p.groups[len(p.groups)-1].n = widest
		p.columns += widest
	}
	p.measure()
	return p
}

func (p *gridPlan) measure() {
	x := floorWidth
	for g, group := range p.groups {
		if g > 0 {
			x += groupGap
		}
		for c := 0; c < group.n; c++ {
			p.lefts = append(p.lefts, x)
			x += tileWidth + tileGap
		}
	}
	p.width = x
	p.height = headHeight + float32(len(p.floors))*(tileHeight+tileGap)
}

func (p *gridPlan) top(row int) float32 {
	return headHeight + float32(row)*(tileHeight+tileGap)
}

// tileAt is the tile under the point, -1 where there is none.
func (p *gridPlan) tileAt(x, y float32) int {
	column := sort.Search(len(p.lefts), func(c int) bool { return p.lefts[c]+tileWidth > x })
	row := int((y - headHeight) / (tileHeight + tileGap))
	if y < headHeight || column >= len(p.lefts) || x < p.lefts[column] || y > p.top(row)+tileHeight {
		return -1
	}
	if i, there := p.at[[2]int{column, row}]; there {
		return i
	}
	return -1
}

func floorsOf(tiles []site.Tile) []int {
	seen := map[int]bool{}
	var floors []int
	for _, t := range tiles {
		if !seen[t.Floor] {
			seen[t.Floor] = true
			floors = append(floors, t.Floor)
		}
	}
	sort.Sort(sort.Reverse(sort.IntSlice(floors)))
	return floors
}

func placesOf(tiles []site.Tile, members []int) []string {
	seen := map[string]bool{}
	var places []string
	for _, i := range members {
		if name := placeOnFloor(tiles[i]); !seen[name] {
			seen[name] = true
			places = append(places, name)
		}
	}
	sort.Slice(places, func(a, b int) bool { return lessNatural(places[a], places[b]) })
	return places
}

// placeOnFloor is a room's number without its floor: 01 of 1501, 01A of 1501A.
func placeOnFloor(t site.Tile) string {
	floor := strconv.Itoa(t.Floor)
	if rest := strings.TrimPrefix(t.Room, floor); len(rest) >= 2 && rest != t.Room {
		return rest
	}
	return t.Room
}

// lessNatural orders 2 before 10, and names after numbers.
func lessNatural(a, b string) bool {
	na, ea := strconv.Atoi(a)
	nb, eb := strconv.Atoi(b)
	switch {
	case ea == nil && eb == nil && na != nb:
		return na < nb
	case (ea == nil) != (eb == nil):
		return ea == nil
	}
	return a < b
}
