package site

import "keyday/app"

// Tile is a unit as the grid shows it: only what a tile says.
type Tile struct {
	Unit     app.ID
	Building app.ID
	Entrance string
	Floor    int
	Room     string
	Code     string
	State    State
	Open     int  // open defects
	Grave    int  // of these 严重 or 紧急
	Barred   bool // by law, which State does not say
}

// BuildingView is a building in the row over the grid, with its counts.
type BuildingView struct {
	Building
	Units  int
	Counts map[State]int
}

// OwnerView is an owner of a unit as a screen may show it: masked.
type OwnerView struct {
	Ownership
	Owner Owner
}
