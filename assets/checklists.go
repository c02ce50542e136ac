package assets

import "embed"

// Checklists are the items to inspect, their limits and their phrases, as tables:
// <name>.items.csv, <name>.limits.csv, <name>.phrases.csv. app/inspect reads them.
//
//go:embed checklists/*.csv
var Checklists embed.FS
