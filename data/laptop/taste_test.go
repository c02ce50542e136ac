package laptop

import (
	"os"
	"testing"

	"github.com/BurntSushi/toml"
)

// Whatever stands in the file of a laptop's taste, the window that it makes is one that
// people can use, and what is written is read as it was; of the first version's file too.
func FuzzTaste(f *testing.F) {
	f.Add([]byte("language = \"en\"\nmode = \"dark\"\ntext_size = 1.5\nwidth = 1366.0\nheight = 768.0\n"))
	f.Add([]byte("text_size = nan\nwidth = inf\nheight = +inf\nlanguage = \"fr\"\nmode = \"\"\n"))
	f.Add([]byte("language en\nmode dark\ntext 1.5\nwindow 1366 768\n"))
	f.Add([]byte("text NaN\nwindow Inf +Inf\nlanguage fr\nmode \n"))
	f.Add([]byte("window 1e30 1e30\r\ntext 2.5\r\n\x00"))
	f.Fuzz(func(t *testing.T, content []byte) {
		for _, read := range []Taste{tasteIn(content), earlierTasteIn(content)} {
			if read.TextSize != 0 && !(read.TextSize >= 0.5 && read.TextSize <= 3) {
				t.Errorf("texts of size %v", read.TextSize)
			}
			if w, h := read.Width, read.Height; (w != 0 || h != 0) && !(w >= 400 && h >= 300 && w <= widest && h <= widest) {
				t.Errorf("a window of %v × %v", w, h)
			}
			written, err := toml.Marshal(read)
			if err != nil {
				t.Fatal(err)
			}
			if again := tasteIn(written); again != read {
				t.Errorf("%+v is read again as %+v", read, again)
			}
		}
	})
}

// The taste of a laptop is kept; what the first version wrote is read, and taken over with
// the next change.
func TestTheTasteOfALaptopIsKept(t *testing.T) {
	ownState(t)
	if got := ReadTaste(); got != (Taste{}) {
		t.Errorf("where nobody said anything: %+v", got)
	}
	earlier(t, earlierTasteFile(), "language zh\nmode dark\ntext 1.25\nwindow 1093 590\n")
	liked := Taste{Language: "zh", Mode: "dark", TextSize: 1.25, Width: 1093, Height: 590}
	if got := ReadTaste(); got != liked {
		t.Errorf("of the first version: %+v", got)
	}
	liked.Language, liked.Mode = "en", "system"
	liked.Keep()
	liked.Mode = "" // as the system is
	if got := ReadTaste(); got != liked {
		t.Errorf("kept %+v, read %+v", liked, got)
	}
	if _, err := os.Stat(earlierTasteFile()); err == nil {
		t.Error("the first version's file stays beside it")
	}
}

// A line that cannot be read costs no more than what it says, at every start alike.
func TestABadLineOfTheTaste(t *testing.T) {
	want := Taste{Language: "en", Mode: "dark", Width: 900, Height: 700}
	for range 20 {
		if got := tasteIn([]byte("language = \"en\"\nmode = \"dark\"\ntext_size = \"big\"\nwidth = 900.0\nheight = 700.0\n[[")); got != want {
			t.Fatal(got)
		}
	}
}
