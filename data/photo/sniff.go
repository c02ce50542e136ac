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

func requireAcceptable(head []byte, name string) error {
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
	cost          int // bytes that opening it takes at most
}

func (f facts) uprightSize() (width, height int) {
	if f.orientation >= 5 {
		return f.height, f.width
	}
	return f.width, f.height
}

func (f facts) large() bool { return f.cost > largeCost }

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
	seen, err := walk(r, f.format)
	if isFault(err) {
		return facts{}, err
	}
	switch f.cost = seen.cost(f.format, config); {
	case f.cost > mostCost || seen.endless():
		f.noPreview = TooLarge
	case !seen.whole:
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

// walk steps through a picture's segments and reports how it would be held, and
// whether its end is there: half a picture is what a full memory card or a broken
// transfer leaves. Its errors are those of reading.
func walk(r io.Reader, format string) (f frame, err error) {
	in := bufio.NewReaderSize(r, 64<<10)
	switch format {
	case "jpeg":
		err = f.walkJPEG(in)
	case "png":
		err = f.walkPNG(in)
	case "webp":
		err = f.walkWebP(in)
	default:
		return frame{whole: true}, nil
	}
	f.whole = err == nil
	return f, err
}

func (f *frame) walkJPEG(in *bufio.Reader) error {
	for {
		marker, err := nextMarker(in)
		switch {
		case err != nil:
			return err
		case marker == 0xD9: // end of image
			return nil
		case marker == 0xD8 || marker == 0x01: // no length follows
			continue
		}
		var size [2]byte
		if _, err := io.ReadFull(in, size[:]); err != nil {
			return err
		}
		left := max(0, int(binary.BigEndian.Uint16(size[:]))-2)
		head := make([]byte, min(left, 32))
		if _, err := io.ReadFull(in, head); err != nil {
			return err
		}
		f.segment(marker, head)
		if _, err := in.Discard(left - len(head)); err != nil {
			return err
		}
	}
}

// segment reads what a segment of a JPEG says of how the pixels are held.
func (f *frame) segment(marker byte, head []byte) {
	switch {
	case marker == 0xDA:
		f.scans++
	case marker == 0xEE && bytes.HasPrefix(head, []byte("Adobe")) && len(head) >= 12:
		f.rgb = f.rgb || head[11] == 0
	case marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC && len(head) >= 6: // a frame's head
		f.progressive = f.progressive || marker&3 == 2
		f.samples = f.samples[:0]
		for c := head[6:]; len(c) >= 3 && len(f.samples) < int(head[5]); c = c[3:] {
			f.samples = append(f.samples, [2]int{max(1, int(c[1]>>4)), max(1, int(c[1]&15))})
		}
		f.rgb = f.rgb || len(head) >= 15 && head[6] == 'R' && head[9] == 'G' && head[12] == 'B'
	}
}

// nextMarker skips compressed data (where FF is followed by 00 or a restart
// marker) and fill bytes.
func nextMarker(in *bufio.Reader) (byte, error) {
	for {
		if _, err := in.ReadSlice(0xFF); err != nil {
			if errors.Is(err, bufio.ErrBufferFull) {
				continue
			}
			return 0, err
		}
		b, err := in.ReadByte()
		for err == nil && b == 0xFF {
			b, err = in.ReadByte()
		}
		if err != nil {
			return 0, err
		}
		if b != 0 && (b < 0xD0 || b > 0xD7) {
			return b, nil
		}
	}
}

func (f *frame) walkPNG(in *bufio.Reader) error {
	if _, err := in.Discard(8); err != nil {
		return err
	}
	for {
		var head [8]byte
		if _, err := io.ReadFull(in, head[:]); err != nil {
			return err
		}
		size := int64(binary.BigEndian.Uint32(head[:])) + 4 // the checksum
		switch kind := string(head[4:]); {
		case kind == "IHDR" && size >= 13:
			var says [13]byte // width, height, depth, colour, compression, filter, interlacing
			if _, err := io.ReadFull(in, says[:]); err != nil {
				return err
			}
			f.deep, f.interlaced = says[8] == 16, says[12] != 0
			size -= int64(len(says))
		case kind == "tRNS":
			f.transparent = true
		}
		if string(head[4:]) != "IDAT" {
			f.notes++
		}
		if f.endless() {
			return nil // nobody is going to open it
		}
		if _, err := io.CopyN(io.Discard, in, size); err != nil {
			return err
		}
		if string(head[4:]) == "IEND" {
			return nil
		}
	}
}

func (f *frame) walkWebP(in *bufio.Reader) error {
	var head [16]byte
	if _, err := io.ReadFull(in, head[:]); err != nil {
		return err
	}
	f.lossy = string(head[12:]) == "VP8 "
	_, err := io.CopyN(io.Discard, in, int64(binary.LittleEndian.Uint32(head[4:]))-8)
	return err
}
