package site

import (
	"strconv"
	"strings"
	"testing"

	"keyday/app"
)

// A text that is too long is refused with the limit, and shown by how it begins.
func TestWithin(t *testing.T) {
	for _, most := range []int{mostShare, app.MostName, MostNote} {
		if err := requireWithin(strings.Repeat("䶮", most), most); err != nil {
			t.Errorf("%d of %d: %v", most, most, err)
		}
		err := requireWithin(strings.Repeat("䶮", most+1), most)
		if app.RefusalCode(err) != "correction.too_long" {
			t.Fatalf("%d of %d: %v", most+1, most, err)
		}
		if args := app.Refusals(err)[0].Args; args["most"] != strconv.Itoa(most) || len([]rune(args["text"])) > app.MostName+1 {
			t.Errorf("%d of %d: says %v", most+1, most, args)
		}
	}
}
