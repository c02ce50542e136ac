package widget

import (
	"container/list"
	"image"

	xdraw "golang.org/x/image/draw"
)

// Album keeps the pictures that a page shows, those used last, and reads what it
// lacks when it is asked for: the last asked for first, a few at a time, and not
// at all what was scrolled past. It belongs to the screen's goroutine.
type Album struct {
	// Read fetches a picture away from the screen's goroutine, and calls done on
	// it once.
	Read func(key string, done func(image.Image, error))
	Kept int // how many are kept; 0 is 300

	known   map[string]*list.Element // of *kept
	used    *list.List               // the last used first
	wanted  []string                 // the last asked for last
	waiting map[string][]func()
	reading int
}

type kept struct {
	key   string
	image image.Image
	err   error
}

// The most that is read at the same time, and that waits to be.
const (
	albumReads = 3
	albumWaits = 48
)

// NewAlbum is an empty album.
func NewAlbum(read func(key string, done func(image.Image, error))) *Album {
	return &Album{Read: read, known: map[string]*list.Element{}, used: list.New(), waiting: map[string][]func(){}}
}

// Picture is the picture where it is there, or why there is none; else neither,
// and arrived is called once it is.
func (a *Album) Picture(key string, arrived func()) (image.Image, error) {
	if e := a.known[key]; e != nil {
		a.used.MoveToFront(e)
		k := e.Value.(*kept)
		return k.image, k.err
	}
	if _, asked := a.waiting[key]; !asked {
		a.want(key)
	}
	a.waiting[key] = append(a.waiting[key], arrived)
	a.pump()
	if e := a.known[key]; e != nil { // a Read that answers at once
		k := e.Value.(*kept)
		return k.image, k.err
	}
	return nil, nil
}

func (a *Album) want(key string) {
	a.wanted = append(a.wanted, key)
	if len(a.wanted) > albumWaits {
		delete(a.waiting, a.wanted[0])
		a.wanted = a.wanted[1:]
	}
}

func (a *Album) pump() {
	for a.reading < albumReads && len(a.wanted) > 0 {
		last := len(a.wanted) - 1
		key := a.wanted[last]
		a.wanted = a.wanted[:last]
		a.reading++
		a.Read(key, func(picture image.Image, err error) { a.take(key, picture, err) })
	}
}

func (a *Album) take(key string, picture image.Image, err error) {
	a.reading--
	a.known[key] = a.used.PushFront(&kept{key, picture, err})
	most := a.Kept
	if most == 0 {
		most = 300
	}
	for a.used.Len() > most {
		oldest := a.used.Back()
		a.used.Remove(oldest)
		delete(a.known, oldest.Value.(*kept).key)
	}
	told := a.waiting[key]
	delete(a.waiting, key)
	for _, arrived := range told {
		arrived()
	}
	a.pump()
}

// Cover scales a picture down to w × h pixels, cutting off what stands over; a
// smaller one keeps its size. It touches no screen: call it where pictures are read.
func Cover(src image.Image, w, h int) image.Image {
	b := src.Bounds()
	if b.Dx() <= w && b.Dy() <= h || b.Empty() {
		return src
	}
	// The part of the source that has the shape of the place.
	part := b
	if wide := b.Dy() * w / h; wide < b.Dx() {
		part.Min.X += (b.Dx() - wide) / 2
		part.Max.X = part.Min.X + wide
	} else {
		high := b.Dx() * h / w
		part.Min.Y += (b.Dy() - high) / 2
		part.Max.Y = part.Min.Y + high
	}
	dst := image.NewRGBA(image.Rect(0, 0, w, h))
	xdraw.ApproxBiLinear.Scale(dst, dst.Rect, src, part, xdraw.Src, nil)
	return dst
}
