// Package app holds what every part of Keyday's domain shares: identities,
// actors, the calendar, money and areas, refusals, and the one way to write.
//
// It may be imported by everything and imports only the standard library,
// google/uuid and the decimal library. Its sub-packages are what a handover
// team does; they never form sentences (ui/words does) and know nothing of
// SQL, Fyne or PDF.
package app

// What the program calls itself; FyneApp.toml carries the same values and a
// test compares them.
const (
	AppID   = "cn.keyday.app"
	Name    = "Keyday"
	NameZH  = "交付日"
	Version = "0.1.0"
)
