package photo

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"image"
	_ "image/gif"
	_ "image/jpeg"
	_ "image/png"
	"io"
	"os"
	"path/filepath"
	"slices"

	_ "golang.org/x/image/bmp"
	_ "golang.org/x/image/webp"

	"keyday/app"
)

// sniffSize is how many first bytes tell a format.
const sniffSize = 512

// The most pixels that are opened for a preview. A progressive JPEG is held as
// coefficients while it is read, five times the size of its samples.
const (
	maxPixels            = 100_000_000
	maxProgressivePixels = 50_000_000
	largePixels          = 25_000_000 // from here on one at a time
)

// signatures are the formats that can be shown, by their first bytes.
var signatures = []struct{ format, magic string }{
	{"jpeg", "\xff\xd8\xff"},
	{"png", "\x89PNG\r\n\x1a\n"},
	{"gif", "GIF87a"},
	{"gif", "GIF89a"},
	{"bmp", "BM"},
}

// heicBrands are the ftyp brands of HEIF pictures with HEVC (ISO/IEC 23008-12),
// and of the AV1 pictures that lie in the same box.
var heicBrands = []string{"heic", "heix", "heim", "heis", "hevc", "hevx", "hevm", "hevs", "mif1", "msf1", "avif", "avis"}

// formatOf tells the format from a file's first bytes; "heic", or "" for what is
// no picture. Names and endings are not asked: phones and chats change them.
func formatOf(head []byte) string {
	for _, s := range signatures {
		if bytes.HasPrefix(head, []byte(s.magic)) {
			return s.format
		}
	}
	if len(head) < 12 {
		return ""
	}
	if string(head[:4]) == "RIFF" && string(head[8:12]) == "WEBP" {
		return "webp"
	}
	if string(head[4:8]) == "ftyp" && isHEIF(head) {
		return "heic"
	}
	return ""
}

// isHEIF reads the brands of an ftyp box: the major one, and the compatible ones
// as far as the box and the head reach.
func isHEIF(head []byte) bool {
	end := min(int(binary.BigEndian.Uint32(head)), len(head))
	for at := 8; at+4 <= end; at += 4 {
		if at != 12 && slices.Contains(heicBrands, string(head[at:at+4])) { // at 12 stands a version
			return true
		}
	}
	return false
}

func acceptable(head []byte, name string) error {
	name = filepath.Base(name)
	if len(head) == 0 {
		return app.Refuse(Empty, "name", name)
	}
	switch formatOf(head) {
	case "heic":
		return app.Refuse(HEIC, "name", name)
	case "":
		return app.Refuse(NotAPicture, "name", name)
	}
	return nil
}

// facts are what the head of a picture and a quick walk through it tell.
type facts struct {
	format        string
	width, height int // as stored, before it is set upright
	orientation   int // 1 to 8, as in EXIF
	noPreview     string
}

func (f facts) uprightSize() (width, height int) {
	if f.orientation >= 5 {
		return f.height, f.width
	}
	return f.width, f.height
}

func (f facts) large() bool { return f.width*f.height > largePixels }

// inspect looks at a picture without opening its pixels. Its errors are those of
// reading; what is wrong with the picture is said in the facts.
func inspect(r io.ReadSeeker) (facts, error) {
	head := make([]byte, sniffSize)
	n, err := io.ReadFull(r, head)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, io.EOF) {
		return facts{}, err
	}
	f := facts{format: formatOf(head[:n]), orientation: 1}
	if _, err := r.Seek(0, io.SeekStart); err != nil {
		return facts{}, err
	}
	config, _, err := decodeConfig(bufio.NewReader(r))
	if isFault(err) {
		return facts{}, err
	}
	if err != nil || config.Width <= 0 || config.Height <= 0 {
		f.noPreview = Damaged
		return f, nil
	}
	f.width, f.height = config.Width, config.Height
	if _, err := r.Seek(0, io.SeekStart); err != nil {
		return facts{}, err
	}
	f.orientation = orientation(r, f.format)
	if _, err := r.Seek(0, io.SeekStart); err != nil {
		return facts{}, err
	}
	whole, progressive := walk(r, f.format)
	limit := maxPixels
	if progressive {
		limit = maxProgressivePixels
	}
	switch {
	case config.Width > limit/config.Height:
		f.noPreview = TooLarge
	case !whole:
		f.noPreview = Damaged
	}
	return f, nil
}

// isFault tells a disk's errors from a picture's.
func isFault(err error) bool {
	var path *os.PathError
	return errors.As(err, &path)
}

// decodeConfig is image.DecodeConfig for files that anyone may have made: a
// decoder that panics must not end the program.
func decodeConfig(r io.Reader) (config image.Config, format string, err error) {
	defer func() {
		if recover() != nil {
			err = image.ErrFormat
		}
	}()
	return image.DecodeConfig(r)
}

// walk steps through a picture's segments and reports whether its end is there:
// half a picture is what a full memory card or a broken transfer leaves.
func walk(r io.Reader, format string) (whole, progressive bool) {
	in := bufio.NewReaderSize(r, 64<<10)
	switch format {
	case "jpeg":
		return walkJPEG(in)
	case "png":
		return walkPNG(in), false
	case "webp":
		return walkWebP(in), false
	}
	return true, false
}

func walkJPEG(in *bufio.Reader) (whole, progressive bool) {
	for {
		marker, ok := nextMarker(in)
		switch {
		case !ok:
			return false, progressive
		case marker == 0xD9: // end of image
			return true, progressive
		case marker == 0xD8 || marker == 0x01: // no length follows
			continue
		case marker == 0xC2 || marker == 0xC6 || marker == 0xCA || marker == 0xCE:
			progressive = true
		}
		var size [2]byte
		if _, err := io.ReadFull(in, size[:]); err != nil {
			return false, progressive
		}
		if _, err := in.Discard(max(0, int(binary.BigEndian.Uint16(size[:]))-2)); err != nil {
			return false, progressive
		}
	}
}

// nextMarker skips compressed data (where FF is followed by 00 or a restart
// marker) and fill bytes.
func nextMarker(in *bufio.Reader) (byte, bool) {
	for {
		if _, err := in.ReadSlice(0xFF); err != nil {
			if errors.Is(err, bufio.ErrBufferFull) {
				continue
			}
			return 0, false
		}
		b, err := in.ReadByte()
		for err == nil && b == 0xFF {
			b, err = in.ReadByte()
		}
		if err != nil {
			return 0, false
		}
		if b != 0 && (b < 0xD0 || b > 0xD7) {
			return b, true
		}
	}
}

func walkPNG(in *bufio.Reader) bool {
	if _, err := in.Discard(8); err != nil {
		return false
	}
	for {
		var head [8]byte
		if _, err := io.ReadFull(in, head[:]); err != nil {
			return false
		}
		size := int64(binary.BigEndian.Uint32(head[:])) + 4 // the checksum
		if n, err := io.CopyN(io.Discard, in, size); err != nil || n != size {
			return false
		}
		if string(head[4:]) == "IEND" {
			return true
		}
	}
}

func walkWebP(in *bufio.Reader) bool {
	var head [8]byte
	if _, err := io.ReadFull(in, head[:]); err != nil {
		return false
	}
	size := int64(binary.LittleEndian.Uint32(head[4:]))
	n, _ := io.CopyN(io.Discard, in, size)
	return n == size
}
