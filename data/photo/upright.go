package photo

import (
	"image"
	"io"
	"time"

	"github.com/bep/imagemeta"
)

var metaFormats = map[string]imagemeta.ImageFormat{
	"jpeg": imagemeta.JPEG,
	"png":  imagemeta.PNG,
	"webp": imagemeta.WebP,
}

// orientation reads the EXIF tag that says how the camera was held: 1 to 8, 1
// where there is none. A damaged tag costs the turn, not the picture.
func orientation(r io.ReadSeeker, format string) int {
	kind, known := metaFormats[format]
	if !known {
		return 1
	}
	turn := 1
	_, _ = imagemeta.Decode(imagemeta.Options{
		R:               r,
		ImageFormat:     kind,
		Sources:         imagemeta.EXIF,
		ShouldHandleTag: func(tag imagemeta.TagInfo) bool { return tag.Tag == "Orientation" && tag.Namespace == "IFD0" },
		HandleTag: func(tag imagemeta.TagInfo) error {
			if v, ok := tag.Value.(uint16); ok && v >= 1 && v <= 8 {
				turn = int(v)
			}
			return imagemeta.ErrStopWalking
		},
		Timeout: 2 * time.Second,
	})
	return turn
}

// upright turns and mirrors a picture as its EXIF orientation says.
func upright(src *image.RGBA, orientation int) *image.RGBA {
	if orientation <= 1 || orientation > 8 {
		return src
	}
	w, h := src.Rect.Dx(), src.Rect.Dy()
	size := image.Rect(0, 0, w, h)
	if orientation >= 5 {
		size = image.Rect(0, 0, h, w)
	}
	dst := image.NewRGBA(size)
	for y := range size.Dy() {
		for x := range size.Dx() {
			sx, sy := stored(orientation, x, y, w, h)
			from, to := sy*src.Stride+sx*4, y*dst.Stride+x*4
			copy(dst.Pix[to:to+4], src.Pix[from:from+4])
		}
	}
	return dst
}

// stored is where the pixel that belongs at x, y lies in a stored picture of w by h.
func stored(orientation, x, y, w, h int) (int, int) {
	switch orientation {
	case 2: // mirrored
		return w - 1 - x, y
	case 3: // upside down
		return w - 1 - x, h - 1 - y
	case 4: // mirrored, upside down
		return x, h - 1 - y
	case 5: // mirrored, lying on its left
		return y, x
	case 6: // to be turned a quarter to the right
		return y, h - 1 - x
	case 7: // mirrored, lying on its right
		return w - 1 - y, h - 1 - x
	case 8: // to be turned a quarter to the left
		return w - 1 - y, x
	}
	return x, y
}
