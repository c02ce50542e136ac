package widget

import "fyne.io/fyne/v2"

// Choices are chips side by side of which one at most is lit: lit at first, -1 for
// none. Chosen is told of every tap.
func Choices(texts []string, lit int, chosen func(i int)) []fyne.CanvasObject {
	chips := make([]*Chip, len(texts))
	shown := make([]fyne.CanvasObject, len(texts))
	for i, text := range texts {
		chips[i] = NewChip(text, -1, func(bool) {
			for k, other := range chips {
				other.Set(-1, k == i)
			}
			chosen(i)
		})
		chips[i].On = i == lit
		shown[i] = chips[i]
	}
	return shown
}
