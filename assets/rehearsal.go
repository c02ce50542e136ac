package assets

import "embed"

// Rehearsal is what rehearsal sites are peopled from: names, contractors, the
// team, house types with the plan of their rooms. app/rehearsal reads it.
//
//go:embed rehearsal/*
var Rehearsal embed.FS
