package block

import "keyday/ui/paper/set"

// Photos are pictures in a cell of a table, large enough to see a crack on a copy: one in
// the whole width, more in two columns. One that is not at hand leaves its name, so that
// nobody takes the item for one without a photo.
func Photos(head set.Masthead, span, high float64, hashes []string) (set.Cell, error) {
	if len(hashes) == 0 {
		return set.Body(span, "—").In(set.Centred), nil
	}
	pictures := make([]*set.Picture, len(hashes))
	for i, hash := range hashes {
		picture, err := head.Photo(hash)
		if err != nil {
			return set.Cell{}, err
		}
		pictures[i] = picture
	}
	columns := min(2, len(hashes))
	lines := (len(hashes) + columns - 1) / columns
	if columns > 1 {
		high = max(high/2, 11)
	}
	return set.Cell{Span: span, High: float64(lines)*(high+1) + 1.6, Draw: func(l *set.Leaf, x, y, w, h float64) {
		wide := (w-2)/float64(columns) - 1
		y += (h - float64(lines)*(high+1)) / 2
		for i, picture := range pictures {
			px, py := x+1.5+float64(i%columns)*(wide+1), y+0.5+float64(i/columns)*(high+1)
			if picture == nil {
				l.Add(set.BoxMark{X: px, Y: py, W: wide, H: high, Width: set.SturdyRule})
				l.TextCentre(px+wide/2, py+high/2, set.Small, "照片未随附")
				l.TextCentre(px+wide/2, py+high/2+3, set.Small, hashes[i][:min(8, len(hashes[i]))])
				continue
			}
			l.Add(set.PictureMark{X: px, Y: py, W: wide, H: high, Picture: picture})
		}
	}}, nil
}
