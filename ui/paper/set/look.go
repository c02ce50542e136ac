package set

// Look is how pages are made up. What was signed keeps the look that it was printed in.
type Look int

// The looks.
const (
	FirstLook  Look = iota // hairlines, small English, and a code that says the number alone
	SturdyLook             // what a fax and a rescaled copy leave legible; the code says the content's hash too
)

// Line widths of the sturdy look, in millimetres: thinner ones break after one fax.
const (
	SturdyFrame = 0.35
	SturdyRule  = 0.25
)

// Small is the English beside the form's Chinese: at 7 points the smallest that is still
// read on a copy, and black, for a copier of one bit makes dots of everything else.
var Small = Style{7, false, black}

// lines are the widths of the look's frame and rules.
func (k Look) lines() (around, within float64) {
	if k == FirstLook {
		return frame, Hairline
	}
	return SturdyFrame, SturdyRule
}

// Rule is how wide the look's rules are.
func (k Look) Rule() float64 {
	_, within := k.lines()
	return within
}

// English is how the look sets the English beside a form's Chinese.
func (k Look) English() Style {
	if k == FirstLook {
		return EnglishStyle
	}
	return Small
}
