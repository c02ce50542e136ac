package assets

import "embed"

// Words are the catalogues: words/zh/<domain>.toml and words/en/<domain>.toml, and
// words/terms.toml, what a record's own Chinese is in English; read by ui/words alone.
//
//go:embed words/zh/*.toml words/en/*.toml words/terms.toml
var Words embed.FS
