package main

import (
	"keyday/ui/screen/handover"
	"keyday/ui/screen/shell"
)

// handoverPlace is 交付 with what it needs of the site.
func (p *program) handoverPlace() shell.Place {
	return handover.Place(handover.Params{Read: p.site.store, Desk: p.site.handover}, p.say("shell.place.handover"))
}
