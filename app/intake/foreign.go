package intake

import (
	"regexp"
	"strings"

	"keyday/app/site"
)

// A list of another community overwrites the homes of this one where their numbers are
// alike. What it says of itself is held against the community that it is taken into.

// part is what an estate's name has besides the community's: a phase, an area, a group.
var part = regexp.MustCompile(`第?[一二三四五六七八九十\d]+(期|区|组团|标段|批|地块)|[A-Z东南西北中]+(区|组团|地块|苑区)|住宅|商业|项目|小区|[()\s,、-]`)

// community asks of homes that the file puts into a community of another name, once for
// every such name.
func (c *comparer) findForeign(l *Ledger) {
	first := map[string]*Home{}
	homes := map[string][]*Home{}
	var order []string
	for _, h := range l.Homes {
		name := c.estateOf(l, h)
		if name == "" || c.ours(name) {
			continue
		}
		if first[name] == nil {
			first[name] = h
			order = append(order, name)
		}
		homes[name] = append(homes[name], h)
	}
	for _, name := range order {
		answer := c.ask(Finding{Kind: OtherCommunity, At: first[name].At, Field: Room, Text: name, Other: itoa(len(homes[name]))})
		for _, h := range homes[name] {
			c.foreign[h] = answer != Take
		}
	}
}

// estateOf is the community that the home's row names, else the one of the site's others
// that the file's name or the table's title does.
func (c *comparer) estateOf(l *Ledger, h *Home) string {
	if name := strings.TrimSpace(h.Estate); bareEstate(name) != "" {
		return name
	}
	for _, title := range append([]string{l.File, h.At.Sheet}, l.titles[h.At.Sheet]...) {
		if strings.Contains(title, c.kept.Community.Name) {
			return ""
		}
		for _, other := range c.kept.Others {
			if strings.Contains(title, other) {
				return other
			}
		}
	}
	return ""
}

// bareEstate is the name without its phase.
func bareEstate(name string) string {
	return part.ReplaceAllString(strings.ToUpper(site.Fold(name)), "")
}

// ours reports whether a name is the community's, in whichever words.
func (c *comparer) ours(name string) bool {
	mine, theirs := bareEstate(c.kept.Community.Name), bareEstate(name)
	return mine == "" || theirs == "" || strings.Contains(mine, theirs) || strings.Contains(theirs, mine)
}
