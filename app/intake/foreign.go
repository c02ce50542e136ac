package intake

import (
	"path/filepath"
	"regexp"
	"strings"

	"keyday/app/site"
)

// A list of another community overwrites the homes of this one where their numbers are
// alike. What it says of itself is held against the community that it is taken into.

// part is what an estate's name has besides the community's: a phase, an area, a group.
var part = regexp.MustCompile(`第?[一二三四五六七八九十\d]+(期|区|组团|标段|批|地块)|[A-Z东南西北中]+(区|组团|地块|苑区)|住宅|商业|项目|小区|[()\s,、-]`)

// findForeign asks of homes that the file puts into a community of another name, once for
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

// estateOf is the community that the home's row names, else the one that the file's name
// or the table's title does, whether the site has it or not.
func (c *comparer) estateOf(l *Ledger, h *Home) string {
	if name := strings.TrimSpace(h.Estate); bareEstate(name) != "" {
		return name
	}
	titles := append([]string{strings.TrimSuffix(l.File, filepath.Ext(l.File)), h.At.Sheet}, l.titles[h.At.Sheet]...)
	for _, title := range titles {
		if strings.Contains(title, c.kept.Community.Name) {
			return ""
		}
		for _, other := range c.kept.Others {
			if strings.Contains(title, other) {
				return other
			}
		}
	}
	for _, title := range titles {
		if name := estateIn(title); name != "" {
			return name
		}
	}
	return ""
}

var (
	// listWords are where a list's title begins to say what is listed: 翠竹苑|业主名册.
	listWords = regexp.MustCompile(`业主|客户|买受人|购房|房源|房屋|住户|住宅|销售|签约|合同|交付|交房|收房|台账|名册|名单|清单|明细|信息|登记|一览|汇总|统计|资料`)
	dayWords  = regexp.MustCompile(`\d+[年月日]`)
	// estateName is how names of communities end; a single character has a name before it,
	// for a 东苑 is part of one.
	estateName = regexp.MustCompile(`\p{Han}*(?:\p{Han}(?:花园|家园|小区|公馆|新城|新村|山庄|名都|庭院|花苑|雅居)|\p{Han}{2}[苑庭府邸轩湾郡阁])$`)
)

// estateIn is the community that a title names, as far as a name can be told from other
// words; "" where it names none.
func estateIn(title string) string {
	text := dayWords.ReplaceAllString(site.Fold(title), " ")
	if at := listWords.FindStringIndex(text); at != nil {
		text = text[:at[0]]
	}
	if name := estateName.FindString(strings.Trim(text, " _-")); name != "" && bareEstate(name) != "" {
		return name
	}
	return estateName.FindString(strings.Trim(bareEstate(text), "_ "))
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
