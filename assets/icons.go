package assets

import "embed"

// Icons are drawn for Keyday on a grid of 24, in strokes of the present colour;
// ui/screen/theme colours them. keyday.svg is the mark of the program, and
// keyday.png the same at 512 × 512 for the window and the packages.
//
//go:embed icons/*.svg icons/keyday.png
var Icons embed.FS
