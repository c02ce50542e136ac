package set

import (
	"bytes"
	"crypto/sha256"
	"encoding/gob"
	"encoding/hex"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	_ "image/png" // logos are PNG as often as JPEG
	"sync"

	"github.com/jung-kurt/gofpdf"
	scale "golang.org/x/image/draw"

	"keyday/app"
)

// Picture is a photograph or logo as a JPEG that a PDF takes as it is.
type Picture struct {
	name          string // hash of the bytes that were given
	data          []byte
	width, height int
}

// mostPixels is the longest side of a picture on paper: 1600 dots over the width
// of a page are 230 to the inch.
const mostPixels = 1600

// mostOnPaper is the longest side of a picture that is opened for paper. What comes here
// is a preview, which is no larger than mostPixels.
const mostOnPaper = 4096

// prepared keeps what pictures became, because a pack prints one logo on every
// page; it is emptied when it holds too many.
var prepared = struct {
	sync.Mutex
	pictures map[string]*Picture
}{pictures: map[string]*Picture{}}

// Picture is the one that the content names by hash, nil where it names none or
// the imprint does not bring it.
func (m Masthead) Picture(hash string) (*Picture, error) {
	data := m.Imprint.Pictures[hash]
	if hash == "" || data == nil {
		return nil, nil
	}
	p, err := preparePicture(data)
	if err != nil {
		return nil, app.Refuse("paper.picture_unreadable", "picture", hash, "record", m.Frame.Number)
	}
	return p, nil
}

// preparePicture passes a JPEG of reasonable size through untouched, and makes
// one of everything else: gofpdf refuses some kinds of PNG and takes long over
// transparency. Turning a photograph upright is not its business; photographs
// are stored upright.
func preparePicture(data []byte) (*Picture, error) { return prepare(data, "", (*Picture).asItIs) }

// prepare makes of a picture what paper takes, once for each way.
func prepare(data []byte, way string, make func(*Picture) error) (*Picture, error) {
	sum := sha256.Sum256(data)
	name := hex.EncodeToString(sum[:]) + way
	prepared.Lock()
	defer prepared.Unlock()
	if p := prepared.pictures[name]; p != nil {
		return p, nil
	}
	config, _, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("paper: picture: %w", err)
	}
	if config.Width > mostOnPaper || config.Height > mostOnPaper {
		return nil, fmt.Errorf("paper: picture: %d × %d pixels", config.Width, config.Height)
	}
	p := &Picture{name, data, config.Width, config.Height}
	if err := make(p); err != nil {
		return nil, err
	}
	if len(prepared.pictures) >= 64 {
		clear(prepared.pictures)
	}
	prepared.pictures[name] = p
	return p, nil
}

// asItIs is a picture that a PDF takes, at most so large as a page shows it.
func (p *Picture) asItIs() error {
	config, kind, err := image.DecodeConfig(bytes.NewReader(p.data))
	if err != nil {
		return fmt.Errorf("paper: picture: %w", err)
	}
	if longest := max(p.width, p.height); kind != "jpeg" || longest > mostPixels || config.ColorModel == color.CMYKModel {
		return p.remake(min(1, float64(mostPixels)/float64(longest)))
	}
	return nil
}

// remake makes the picture smaller, lays it on white paper and writes it as JPEG.
func (p *Picture) remake(factor float64) error {
	source, _, err := image.Decode(bytes.NewReader(p.data))
	if err != nil {
		return fmt.Errorf("paper: picture: %w", err)
	}
	p.width, p.height = max(1, int(float64(p.width)*factor)), max(1, int(float64(p.height)*factor))
	paper := image.NewRGBA(image.Rect(0, 0, p.width, p.height))
	draw.Draw(paper, paper.Bounds(), image.White, image.Point{}, draw.Src)
	scale.CatmullRom.Scale(paper, paper.Bounds(), source, source.Bounds(), scale.Over, nil)
	var out bytes.Buffer
	if err := jpeg.Encode(&out, paper, &jpeg.Options{Quality: 88}); err != nil {
		return fmt.Errorf("paper: picture: %w", err)
	}
	p.data = out.Bytes()
	return nil
}

// widthAt is how wide the picture is when it is so high, at most four times.
func (p *Picture) widthAt(height float64) float64 {
	return height * min(4, float64(p.width)/float64(p.height))
}

func (m PictureMark) put(w *writer) {
	p := m.Picture
	asJPEG := gofpdf.ImageOptions{ImageType: "JPG"}
	if w.pdf.GetImageInfo(p.name) == nil {
		info := w.pdf.RegisterImageOptionsReader(p.name, asJPEG, bytes.NewReader(p.data))
		if info != nil && w.widths[p.width] > 0 {
			if err := widen(info, float64(w.widths[p.width])/1e6); err != nil {
				w.pdf.SetError(err)
			}
		}
		w.widths[p.width]++
	}
	factor := min(m.W/float64(p.width), m.H/float64(p.height))
	pw, ph := float64(p.width)*factor, float64(p.height)*factor
	w.pdf.ImageOptions(p.name, m.X+(m.W-pw)/2, m.Y+(m.H-ph)/2, pw, ph, false, asJPEG, 0, "")
}

// widen adds a trifle to the width that gofpdf keeps of a picture, and rounds
// away when it writes it: it sorts pictures by that width alone, so that the
// bytes of a document with two of one width would be a matter of chance.
func widen(info *gofpdf.ImageInfoType, by float64) error {
	kept, err := info.GobEncode()
	if err != nil {
		return err
	}
	var (
		data, mask, palette   []byte
		object, bits          int
		width, height         float64
		space, filter, decode string
		transparent           []int
		scale, dpi            float64
	)
	fields := []any{&data, &mask, &object, &width, &height, &space, &palette, &bits, &filter, &decode, &transparent, &scale, &dpi}
	decoder := gob.NewDecoder(bytes.NewReader(kept))
	for _, f := range fields {
		if err := decoder.Decode(f); err != nil {
			return err
		}
	}
	width += by
	var changed bytes.Buffer
	encoder := gob.NewEncoder(&changed)
	for _, f := range fields {
		if err := encoder.Encode(f); err != nil {
			return err
		}
	}
	return info.GobDecode(changed.Bytes())
}
