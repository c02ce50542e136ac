package site

import "keyday/app"

// UnitLine is what the list of homes says of one: more than other lists do.
type UnitLine struct {
	HomeLine
	Record        Unit
	CommunityName string
	Finish        Finish
}

// OwnerLine is what a list of owners says of one, masked.
type OwnerLine struct {
	Owner
	Communities []app.ID // in which they have or had a home
	Homes       string   // codes of those they own now, joined by 、
	HomeIDs     []string // and their identities
	Shares      string   // of each, as agreed; nothing of one that is undivided
	HomesOwned  int
	HandedOver  int // of these
}

// FirmLine is what a list of firms says of one.
type FirmLine struct {
	Firm
	Open  int // defects that it was given and are open
	Late  int // of these, whose day is past
	Grave int // of these, serious ones
}
