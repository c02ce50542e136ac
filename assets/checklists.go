package assets

import (
	"embed"
	"io/fs"
)

// Checklists are the items to inspect, their limits and their phrases, as tables:
// <name>.items.csv, <name>.limits.csv, <name>.phrases.csv. app/inspect reads them.
func Checklists() fs.FS { return below(checklists, "checklists") }

//go:embed checklists/*.csv
var checklists embed.FS
