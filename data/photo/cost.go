package photo

import (
	"image"
	"image/color"

	"keyday/data/frugal"
)

// mostCost is how many bytes opening a picture may take: its pixels as the decoder
// holds them, and the first halving beside them. The rest of frugal.Most is what is
// held besides.
const mostCost = frugal.Most - 32<<20

// largeCost is from where on pictures are opened one at a time.
const largeCost = 48 << 20

// webpTrees is what the code trees of a lossless WebP may take, however few its pixels:
// 2,600 groups of 3,136 symbols.
const webpTrees = 130 << 20

// frame is what a walk through a picture tells of how it is held while it is decoded.
type frame struct {
	whole       bool // its end is there
	progressive bool // a JPEG in passes, whose coefficients are held until the last
	samples     [][2]int
	rgb         bool // a JPEG that may hold plain RGB
	deep        bool // a PNG of 16 bits
	interlaced  bool // a PNG in passes, each of which is a picture of its own
	transparent bool // a PNG whose transparency is a colour
	scans       int
	notes       int  // parts of a PNG that are no pixels
	lossy       bool // a WebP of nothing but lossy pixels
}

// mostScans is how many passes a JPEG may come in. Real ones have ten; each costs as
// much time as the whole picture, and a few bytes.
const mostScans = 200

// mostNotes is how many parts a PNG may have besides its pixels. Real ones have a dozen;
// whoever decodes one takes some kilobytes for each, and has to throw them away again.
const mostNotes = 10_000

// endless reports whether opening the picture takes time without end.
func (f frame) endless() bool { return f.scans > mostScans || f.notes > mostNotes }

// cost is how many bytes opening a picture of so many pixels takes at most. Pixels say
// little: a pixel may be 1 byte or 16.
func (f frame) cost(format string, config image.Config) int {
	// Rows and columns are filled up to whole blocks.
	pixels := (config.Width + 31) &^ 31 * ((config.Height + 31) &^ 31)
	if config.Width > 1<<20 || config.Height > 1<<20 {
		return mostCost + 1
	}
	halved := pixels // four bytes of each fourth pixel
	switch format {
	case "jpeg":
		held := f.planes(pixels)
		if len(f.samples) == 3 {
			halved = held / 4
		}
		if f.progressive {
			held *= 5 // a coefficient of four bytes beside each sample
		}
		if len(f.samples) == 4 || f.rgb {
			held += 4 * pixels
		}
		return held + halved
	case "png":
		each := 4
		switch _, paletted := config.ColorModel.(color.Palette); {
		case f.deep && config.ColorModel == color.Gray16Model && !f.transparent:
			each = 2
		case f.deep:
			each = 8
		case paletted, config.ColorModel == color.GrayModel && !f.transparent:
			each = 1
		}
		if f.interlaced {
			each *= 2
		}
		return each*pixels + halved
	case "gif":
		return 2*pixels + halved
	case "webp":
		if f.lossy {
			return 2*pixels + halved
		}
		return webpTrees + 10*pixels + halved
	}
	return 4*pixels + halved
}

// planes is how many samples a JPEG holds: colour mostly comes at half the resolution.
func (f frame) planes(pixels int) int {
	across, down := 1, 1
	for _, s := range f.samples {
		across, down = max(across, s[0]), max(down, s[1])
	}
	all := 0
	for _, s := range f.samples {
		all += pixels * s[0] * s[1] / (across * down)
	}
	if len(f.samples) == 0 {
		return 4 * pixels
	}
	return all
}
