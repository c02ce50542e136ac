package site

import "keyday/app"

// HomeLine is what every list says of the home that a line is about.
type HomeLine struct {
	Unit        app.ID
	Community   app.ID
	Code        string
	Building    string // as people write it
	Floor       int
	HouseType   string
	Batch       string
	Owners      string // their names, joined by 、
	State       State
	Barred      bool // by law, which State does not say
	Open, Grave int  // defects
	HandedOver  app.Date
}

// Bar is whether the law forbids handing a home over, of which State says nothing.
type Bar string

// Barred is a home that may not be handed over by law; "" is any other.
const Barred Bar = "barred"

// Bar is whether the law forbids handing the home over.
func (h HomeLine) Bar() Bar {
	if h.Barred {
		return Barred
	}
	return ""
}
