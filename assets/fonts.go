package assets

import _ "embed" // fonts are read as they lie

// SansRegular is Noto Sans SC Regular, for screen and paper (fonts/README.md).
//
//go:embed fonts/NotoSansSC-Regular.ttf
var SansRegular []byte

// SansBold is Noto Sans SC Bold.
//
//go:embed fonts/NotoSansSC-Bold.ttf
var SansBold []byte
