package photo

import (
	"image"
	"image/draw"

	xdraw "golang.org/x/image/draw"
)

// fit scales a picture down so that its longer edge has at most size pixels, on
// white where it is transparent. It halves by averaging while that leaves
// enough, in the camera's own planes where it can, and draws the small rest of
// the way bilinearly: about a fifth of the time of one careful step, and nothing
// fine turns into stripes.
func fit(src image.Image, size int) *image.RGBA {
	w, h := fitted(src.Bounds().Dx(), src.Bounds().Dy(), size)
	for src.Bounds().Dx() >= 2*w && src.Bounds().Dy() >= 2*h {
		src = halve(src)
	}
	dst := image.NewRGBA(image.Rect(0, 0, w, h))
	if !opaque(src) {
		draw.Draw(dst, dst.Rect, image.White, image.Point{}, draw.Src)
	}
	xdraw.ApproxBiLinear.Scale(dst, dst.Rect, src, src.Bounds(), draw.Over, nil)
	return dst
}

func fitted(w, h, size int) (int, int) {
	longer := max(w, h)
	if longer <= size {
		return w, h
	}
	return max(1, (w*size+longer/2)/longer), max(1, (h*size+longer/2)/longer)
}

func opaque(src image.Image) bool {
	o, ok := src.(interface{ Opaque() bool })
	return ok && o.Opaque()
}

func halve(src image.Image) image.Image {
	switch src := src.(type) {
	case *image.YCbCr:
		return halveYCbCr(src)
	case *image.Gray:
		w, h := src.Rect.Dx(), src.Rect.Dy()
		dst := image.NewGray(image.Rect(0, 0, w/2, h/2))
		halvePlane(plane{dst.Pix, dst.Stride, w / 2, h / 2}, plane{src.Pix[src.PixOffset(src.Rect.Min.X, src.Rect.Min.Y):], src.Stride, w, h})
		return dst
	case *image.RGBA:
		return halveRGBA(src)
	}
	return halveOnWhite(src)
}

// halveOnWhite makes plain pixels, half as many each way, of whatever a decoder gave:
// two rows at a time, for the whole of it would be held twice.
func halveOnWhite(src image.Image) *image.RGBA {
	b := src.Bounds()
	dst := image.NewRGBA(image.Rect(0, 0, b.Dx()/2, b.Dy()/2))
	rows := image.NewRGBA(image.Rect(0, 0, b.Dx(), 2))
	for y := range dst.Rect.Dy() {
		draw.Draw(rows, rows.Rect, image.White, image.Point{}, draw.Src)
		draw.Draw(rows, rows.Rect, src, b.Min.Add(image.Pt(0, 2*y)), draw.Over)
		halveRows(dst.Pix[y*dst.Stride:][:4*dst.Rect.Dx()], rows.Pix, rows.Pix[rows.Stride:])
	}
	return dst
}

// plane is one channel of a picture.
type plane struct {
	pix           []byte
	stride        int
	width, height int
}

// halvePlane averages four samples into one. Where the source ends first (the
// chroma of an odd size), its last row or column stands in.
func halvePlane(dst, src plane) {
	for y := range dst.height {
		above := src.pix[min(2*y, src.height-1)*src.stride:]
		below := src.pix[min(2*y+1, src.height-1)*src.stride:]
		out := dst.pix[y*dst.stride:][:dst.width]
		inside := min(dst.width, src.width/2)
		for x := range inside {
			a, b := above[2*x:2*x+2], below[2*x:2*x+2]
			out[x] = byte((uint(a[0]) + uint(a[1]) + uint(b[0]) + uint(b[1]) + 2) / 4)
		}
		for x := inside; x < dst.width; x++ {
			last := src.width - 1
			out[x] = byte((uint(above[last]) + uint(below[last]) + 1) / 2)
		}
	}
}

func halveYCbCr(src *image.YCbCr) *image.YCbCr {
	r := src.Rect
	dst := image.NewYCbCr(image.Rect(0, 0, r.Dx()/2, r.Dy()/2), src.SubsampleRatio)
	luma := plane{src.Y[src.YOffset(r.Min.X, r.Min.Y):], src.YStride, r.Dx(), r.Dy()}
	halvePlane(plane{dst.Y, dst.YStride, r.Dx() / 2, r.Dy() / 2}, luma)
	first := src.COffset(r.Min.X, r.Min.Y)
	width := src.COffset(r.Max.X-1, r.Min.Y) - first + 1
	height := (src.COffset(r.Min.X, r.Max.Y-1)-first)/src.CStride + 1
	for _, c := range []struct{ dst, src []byte }{{dst.Cb, src.Cb}, {dst.Cr, src.Cr}} {
		halvePlane(plane{c.dst, dst.CStride, dst.CStride, len(c.dst) / dst.CStride}, plane{c.src[first:], src.CStride, width, height})
	}
	return dst
}

func halveRGBA(src *image.RGBA) *image.RGBA {
	dst := image.NewRGBA(image.Rect(0, 0, src.Rect.Dx()/2, src.Rect.Dy()/2))
	for y := range dst.Rect.Dy() {
		halveRows(dst.Pix[y*dst.Stride:][:4*dst.Rect.Dx()],
			src.Pix[src.PixOffset(src.Rect.Min.X, src.Rect.Min.Y+2*y):],
			src.Pix[src.PixOffset(src.Rect.Min.X, src.Rect.Min.Y+2*y+1):])
	}
	return dst
}

// halveRows averages two rows of plain pixels into one.
func halveRows(out, above, below []byte) {
	for x := 0; x < len(out); x += 4 {
		a, b := above[2*x:2*x+8], below[2*x:2*x+8]
		for c := range 4 {
			out[x+c] = byte((uint(a[c]) + uint(a[c+4]) + uint(b[c]) + uint(b[c+4]) + 2) / 4)
		}
	}
}
