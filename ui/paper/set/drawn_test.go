package set

import (
	"image"
	"image/color"
	"testing"

	"keyday/app"
)

// A picture in which nothing can be seen, and what is none, are refused.
func TestPicturesOfNames(t *testing.T) {
	for name, img := range map[string]image.Image{
		"blank": image.NewUniform(color.White), "black": image.NewGray(image.Rect(0, 0, 300, 100)),
	} {
		if name == "blank" {
			white := image.NewGray(image.Rect(0, 0, 300, 100))
			for i := range white.Pix {
				white.Pix[i] = 250
			}
			img = white
		}
		if _, err := DrawnName(img); app.RefusalCode(err) != "paper.name_blank" {
			t.Errorf("%s: %v", name, err)
		}
	}
}
