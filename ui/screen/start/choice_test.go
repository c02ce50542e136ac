package start

import (
	"testing"

	"keyday/ui/screen/widget/widgettest"
)

func TestChoiceTileShowsWhatIsNotPlain(t *testing.T) {
	widgettest.App(t)
	widgettest.ShowsOdd(t, NewChoiceTile("units", widgettest.Odd, widgettest.Odd, nil))
}
