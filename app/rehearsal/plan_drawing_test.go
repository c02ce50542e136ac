package rehearsal

import (
	"bytes"
	"image"
	"image/png"
	"os"
	"testing"
)

// A defect is pinned in the room that it is in, on the plan as it is drawn; what is in
// no one room has no pin.
func TestPinsLieInTheirRoom(t *testing.T) {
	seeds, err := readSeeds(os.DirFS("../../assets/rehearsal"))
	if err != nil {
		t.Fatal(err)
	}
	for _, h := range seeds.types {
		drawn, err := png.DecodeConfig(bytes.NewReader(drawPlan(h)))
		if err != nil {
			t.Fatal(err)
		}
		for i, r := range h.Rooms {
			for seed := range uint64(20) {
				x, y := h.pin(newDice(seed, "pin"), r.Key)
				at := image.Pt(x*drawn.Width/10000, y*drawn.Height/10000)
				if !at.In(h.boxes[i].onPlan()) {
					t.Errorf("%s: a defect of %s is pinned at %v, outside of %v", h.Name, r.Name, at, h.boxes[i].onPlan())
				}
			}
		}
		if x, y := h.pin(newDice(1, "pin"), "whole"); x != 0 || y != 0 {
			t.Errorf("%s: what is in no room is pinned at %d, %d", h.Name, x, y)
		}
	}
}
