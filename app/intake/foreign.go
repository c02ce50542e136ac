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
	titles := append([]string{strings.TrimSuffix(l.File, filepath.Ext(l.File))}, l.titles[h.At.Sheet]...)
	titles = append(titles, h.At.Sheet)
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

// A title says whose list it is, and then what is listed: 城市之光|业主名册. Who it is may be
// called anything, so a name is what is left of the words before the list's once those are
// gone that are no name: days, buildings, 首批, 已签约, the company.
var (
	listed    = `业主|客户|买受人|购房|房源|房屋|房号|住户|住宅|销售|销控|签约|网签|认购|合同|交付|交房|收房|收楼|接房|入伙|验房|查验|台账|花名册|名册|名单|清单|明细|信息|登记|一览|汇总|统计|资料|底册|档案|联系|电话|办理|进度|计划|安排`
	listWords = regexp.MustCompile(listed)
	// isList is how a title goes on to its end. A remark says more: 请各位业主于11月23日前办理.
	isList   = regexp.MustCompile(`^(` + listed + `|备案|维修资金|面积|数据|情况|一房一价|表|册|单|总|细|分户|最终|终稿|定稿|版|稿|副本|导出|更新|修改|新|及|和|与|的|\d+[年月日号]?|[A-Z]+\d*|[^\p{L}\p{N}])+$`)
	dayWords = regexp.MustCompile(`\d+[年月日]`)
	labelled = regexp.MustCompile(`(?:项目|小区|楼盘)(?:名称)?:(\p{Han}[\p{Han}\d·]+)`)
	company  = regexp.MustCompile(`^.*(公司|集团|置业|地产|物业|营销部|客服部|工程部|服务中心|售楼处|案场|管理处)`)
	town     = regexp.MustCompile(`^(\p{Han}{2,3}[省市县]|\p{Han}{2,3}[区镇])+`)
	besides  = regexp.MustCompile(`附件\d*|附表\d*|关于|[A-Z]?\d+(号楼?|幢|栋|座|#楼?|层|室)|第?[一二三四五六七八九十\d]+(批次?|次|季度)|全部|所有|全体|总|首批|本[批期次]|批次|剩余|已|未|待|拟|应|实际|集中|分批|预约|最新|新|老|旧|意向|团购|按揭|全款|一次性|小?高层|多层|洋房|别墅|叠拼|联排|商铺|公寓|车位|车库|储藏室|安置房?|回迁房?|精装修?|毛坯|现房|期房|楼盘|楼栋|楼宇|各|幢|栋|单元|年度|月度|月份|预售|实测|预测|测绘|产权|成交|逾期|整改|维修|投诉|竣工|内部|系统|导出|模板|样表|演练|测试|示例|空白|填写|[\d:_()\[\]【】《》"'*#.,/-]`)
	aName    = regexp.MustCompile(`^\p{Han}[\p{Han}\p{L}·]+$`)
	// estateName is how most communities are called, told without a list behind it; a single
	// character has a name before it, for a 东苑 is part of one.
	estateName = regexp.MustCompile(`\p{Han}*(?:\p{Han}(?:花园|家园|小区|公馆|新城|新村|山庄|名都|庭院|花苑|雅居)|\p{Han}{2}[苑庭府邸轩湾郡阁])$`)
)

// estateIn is the community that a title names, "" where it names none.
func estateIn(title string) string {
	title = dayWords.ReplaceAllString(site.Fold(title), " ")
	if m := labelled.FindStringSubmatch(title); m != nil && bareEstate(m[1]) != "" {
		return m[1]
	}
	whose, isOfList := title, false
	if at := listWords.FindStringIndex(title); at != nil {
		whose, isOfList = title[:at[0]], isList.MatchString(strings.ToUpper(title[at[0]:]))
	}
	if name := estateName.FindString(strings.Trim(whose, " _-")); bareEstate(name) != "" {
		return name
	}
	bare := bareEstate(whose)
	if name := estateName.FindString(strings.Trim(bare, "_ ")); name != "" || !isOfList {
		return name
	}
	name := town.ReplaceAllString(besides.ReplaceAllString(company.ReplaceAllString(bare, ""), ""), "")
	if !aName.MatchString(name) {
		return ""
	}
	return name
}

// bareEstate is the name without its phase.
func bareEstate(name string) string {
	return part.ReplaceAllString(strings.ToUpper(site.Fold(name)), "")
}

// ours reports whether a name is the community's, in whichever words.
func (c *comparer) ours(name string) bool {
	mine, theirs := bareEstate(c.kept.Community.Name), bareEstate(name)
	return strings.Contains(mine, theirs) || strings.Contains(theirs, mine)
}
