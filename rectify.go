package main

import (
	"keyday/ui/screen/rectify"
	"keyday/ui/screen/shell"
)

// rectifyPlace is 整改 with what it needs of the site.
func (p *program) rectifyPlace() shell.Place {
	return rectify.Place(rectify.Params{Read: p.site.store, Desk: p.site.defect, Pictures: p.site.photos, Title: p.say("shell.place.rectify")})
}
