package widget

import (
	"errors"
	"fmt"
	"image"
	"image/color"
	"slices"
	"testing"
)

// shelf is where an album of a test reads: each reading waits until it is let go.
type shelf struct {
	asked []string
	done  map[string]func(image.Image, error)
}

func (s *shelf) read(key string, done func(image.Image, error)) {
	s.asked = append(s.asked, key)
	s.done[key] = done
}

func (s *shelf) give(key string) { s.done[key](image.NewGray(image.Rect(0, 0, 4, 3)), nil) }

func TestAlbum(t *testing.T) {
	s := &shelf{done: map[string]func(image.Image, error){}}
	a := NewAlbum(s.read)
	told := map[string]int{}
	ask := func(key string) (image.Image, error) { return a.Picture(key, func() { told[key]++ }) }
	for _, key := range []string{"1", "2", "3", "4", "5", "1"} {
		if picture, err := ask(key); picture != nil || err != nil {
			t.Fatal(key, picture, err)
		}
	}
	if !slices.Equal(s.asked, []string{"1", "2", "3"}) {
		t.Fatalf("reads %v at once", s.asked)
	}
	s.give("1")
	if !slices.Equal(s.asked, []string{"1", "2", "3", "5"}) || told["1"] != 2 {
		t.Errorf("then reads %v, told %v", s.asked, told)
	}
	if picture, _ := ask("1"); picture == nil {
		t.Error("what was read is not there")
	}
	s.done["2"](nil, errors.New("torn"))
	if picture, err := ask("2"); picture != nil || err == nil {
		t.Error("a failure is not remembered")
	}
	// What was scrolled past, and nobody waits for any more, is not read.
	for i := range 3 * albumWaits {
		ask(fmt.Sprint("far ", i))
	}
	for len(s.done) > 0 {
		for key := range s.done {
			done := s.done[key]
			delete(s.done, key)
			done(image.NewGray(image.Rect(0, 0, 4, 3)), nil)
		}
	}
	if n := len(s.asked); n > albumWaits+10 {
		t.Errorf("%d were read", n)
	}
	if slices.Contains(s.asked, "far 3") || !slices.Contains(s.asked, fmt.Sprint("far ", 3*albumWaits-1)) {
		t.Error("the wrong ones were read")
	}
	// Those used last are kept.
	a = NewAlbum(func(_ string, done func(image.Image, error)) { done(image.NewGray(image.Rect(0, 0, 4, 3)), nil) })
	a.Kept = 3
	for _, key := range []string{"a", "b", "c", "a", "d"} {
		if picture, _ := a.Picture(key, func() {}); picture == nil {
			t.Errorf("%s, read at once, is not there", key)
		}
	}
	if a.known["a"] == nil || a.known["b"] != nil || len(a.known) != 3 {
		t.Errorf("kept %v", a.known)
	}
}

func TestCover(t *testing.T) {
	src := image.NewRGBA(image.Rect(10, 10, 410, 110))
	for x := 10; x < 410; x++ {
		for y := 10; y < 110; y++ {
			if x >= 160 && x < 260 {
				src.Set(x, y, color.White)
			}
		}
	}
	got := Cover(src, 40, 40)
	if got.Bounds() != image.Rect(0, 0, 40, 40) {
		t.Fatal(got.Bounds())
	}
	for _, x := range []int{1, 20, 38} { // the middle alone is left
		if r, _, _, _ := got.At(x, 20).RGBA(); r>>8 < 250 {
			t.Errorf("at %d: %v", x, got.At(x, 20))
		}
	}
	small := image.NewGray(image.Rect(0, 0, 12, 9))
	if Cover(small, 40, 40) != image.Image(small) {
		t.Error("a small picture is blown up")
	}
}
