package assets

import "embed"

// Words are the catalogues: words/zh/<domain>.toml and words/en/<domain>.toml,
// read by ui/words alone.
//
//go:embed words/zh/*.toml words/en/*.toml
var Words embed.FS
