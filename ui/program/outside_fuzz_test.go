package program

import (
	"testing"

	"keyday/ui/screen"
	"keyday/ui/screen/theme"
	"keyday/ui/words"
)

// Whatever stands in the file of a laptop's taste, the window that it makes is one that
// people can use, and what is written is read as it was.
func FuzzTaste(f *testing.F) {
	usual := taste{language: words.Chinese, mode: theme.System, textSize: 1}
	f.Add(taste{language: words.English, mode: theme.Dark, textSize: 1.5, size: screen.Size{Width: 1366, Height: 768}}.bytes())
	f.Add([]byte("text NaN\nwindow Inf +Inf\nlanguage fr\nmode \n"))
	f.Add([]byte("window 1e30 1e30\r\ntext 2.5\r\n\x00"))
	f.Fuzz(func(t *testing.T, content []byte) {
		read := usual.with(content)
		if !(read.textSize >= 0.5 && read.textSize <= 3) {
			t.Errorf("texts of size %v", read.textSize)
		}
		if w, h := read.size.Width, read.size.Height; !read.size.IsZero() && !(w >= 400 && h >= 300 && w <= widest && h <= widest) {
			t.Errorf("a window of %v × %v", w, h)
		}
		kept := usual.with(read.bytes())
		if again := usual.with(kept.bytes()); again != kept || kept.language != read.language || kept.mode != read.mode || kept.textSize != read.textSize {
			t.Errorf("%+v is read again as %+v, and that as %+v", read, kept, again)
		}
	})
}
