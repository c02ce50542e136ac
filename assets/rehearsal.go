package assets

import (
	"embed"
	"io/fs"
)

// Rehearsal is what rehearsal sites are peopled from: names, contractors, the
// team, house types with the plan of their rooms. app/rehearsal reads it.
func Rehearsal() fs.FS { return below(rehearsal, "rehearsal") }

//go:embed rehearsal/*
var rehearsal embed.FS
