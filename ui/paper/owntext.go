package paper

import (
	"regexp"
	"slices"
	"strings"
	"text/template"

	"keyday/app"
	"keyday/app/contract"
	"keyday/assets"
	"keyday/ui/words"
)

// A company may keep the text of a contract in its own words. What such a text can do is
// what the program's does, and nothing else: its actions are a table, in which each has a
// word that people see in its place, 〔单价〕 for {{fill (money .fee_price)}}. So whoever
// edits it never sees a template, and none that another laptop supplies runs anything.

// action is what a text does in one place.
type action struct {
	source string // as the template has it
	word   string // as people see it, between 〔 and 〕
	must   bool   // every agreement says it
}

// actions are those of the text of an agreement.
var actions = []action{
	{"fill .community", "物业名称", true},
	{"fill .property_type", "物业类型", false},
	{"wide .place", "坐落", true},
	{"wide .boundaries", "四至", false},
	{"fill .site_area", "总建筑面积", false},
	{"fill .unit_name", "房屋", true},
	{"fill .unit_code", "房号", true},
	{"fill (area .area)", "计费面积", true},
	{"fill .area_kind", "面积依据", true},
	{"fill .contract_no", "买卖合同编号", true},
	{"wide .service_rooms", "物业服务用房", false},
	{"fill .service_contract_no", "前期物业服务合同编号", true},
	{"wide .service_contract_filing", "前期物业服务合同备案", false},
	{"fill .fee_basis", "收费方式", true},
	{"fill (money .fee_price)", "单价", true},
	{"wide .fee_rule", "起算规则", true},
	{"if .fee_not_before", "如有最早起算日：", true},
	{"fill (day .fee_not_before)", "最早起算日", true},
	{"if .fee_start", "如已交付：", true},
	{"fill (day .fee_start)", "起算日", true},
	{"fill .fee_period", "首次缴纳期间", true},
	{"wide .pay_every", "缴费周期", true},
	{"if .fee_receipt", "如有收据：", true},
	{"fill (day .fee_paid_until)", "已缴至", true},
	{"fill .fee_receipt", "收据编号", true},
	{"fill (day .fee_receipt_on)", "收据日期", true},
	{"if .prepay_limit", "如有预收上限：", false},
	{"fill (count .prepay_limit)", "预收上限月数", false},
	{"wide .vacant_rate", "空置房减收", false},
	{`if ne .fee_basis "酬金制"`, "如非酬金制：", false},
	{`if ne .fee_basis "包干制"`, "如非包干制：", false},
	{"if not .fee_basis", "如未选收费方式：", false},
	{"wide .commission_rate", "酬金标准", true},
	{"wide .shared_energy", "公共能耗分摊", false},
	{"wide .parking_rent", "车位租金", false},
	{"wide .parking_fee", "车位管理费", false},
	{"wide .late_rate", "逾期违约金", true},
	{"fill (day .term_from)", "协议起始日", true},
	{"fill (day .term_to)", "协议截止日", true},
	{"wide .data_retention", "个人信息保存期限", true},
	{everyExtra, "每条特别约定：", true},
	{"chinese (next $i)", "特别约定序号", true},
	{"plain $text", "特别约定", true},
	{"fill (count .copies)", "份数", true},
	{"with spare .copies", "如有余份：", false},
	{"fill (count .)", "余份数", false},
	{"fill .signed_at", "签订地点", false},
	{"fill .developer.name", "甲方名称", false},
	{"fill .developer.phone", "甲方电话", false},
	{"fill .property.name", "乙方名称", false},
	{"fill .property.phone", "乙方电话", false},
	{"else", "否则：", false},
	{"end", "完", false},
}

// everyExtra goes through the special clauses. A text does it once: what goes through them
// inside of that would not end.
const everyExtra = "range $i, $text := .extra"

var (
	inSource = regexp.MustCompile(`\{\{([^{}]*)\}\}`)
	inWords  = regexp.MustCompile(`〔([^〔〕]*)〕`)
)

// Shown is a text as people see and edit it, and what of it they cannot: an action that
// is none of a text's is refused.
func Shown(text string) (string, error) {
	return replaced(text, inSource, "{}", func(found string) (string, bool) {
		i := slices.IndexFunc(actions, func(a action) bool { return a.source == found })
		if i < 0 {
			return "", false
		}
		return "〔" + actions[i].word + "〕", true
	})
}

// articleBegins is where an article begins, or a chapter, or the sheet that is signed
// apart.
var articleBegins = regexp.MustCompile(`^(?:# |---|(?:〔[^〕]*〕)*(?:! )?第[^〕]{1,8}条　|〔每条特别约定：〕)`)

// Articles parts a text as people see it into what they edit at a time; joined, the parts
// are the text.
func Articles(shown string) (parts []string) {
	for line := range strings.Lines(shown) {
		if len(parts) == 0 || articleBegins.MatchString(line) {
			parts = append(parts, "")
		}
		parts[len(parts)-1] += line
	}
	return parts
}

// Source is what people wrote, part by part, as it is kept.
func Source(shown []string) ([]string, error) {
	all := make([]string, len(shown))
	for i, part := range shown {
		var err error
		if all[i], err = source(part); err != nil {
			return nil, err
		}
	}
	return all, nil
}

func source(shown string) (string, error) {
	if i := strings.IndexAny(shown, "{}"); i >= 0 {
		return "", unknownActionError(shown[i : i+1])
	}
	return replaced(shown, inWords, "〔〕", func(found string) (string, bool) {
		i := slices.IndexFunc(actions, func(a action) bool { return a.word == found })
		if i < 0 {
			return "", false
		}
		return "{{" + actions[i].source + "}}", true
	})
}

// replaced says each part that was found as say does, and refuses one of which it knows
// nothing, and a mark that stands alone.
func replaced(text string, parts *regexp.Regexp, marks string, say func(string) (string, bool)) (string, error) {
	for _, r := range parts.ReplaceAllString(text, "") {
		if strings.ContainsRune(marks, r) {
			return "", unknownActionError(string(r))
		}
	}
	var err error
	text = parts.ReplaceAllStringFunc(text, func(part string) string {
		said, known := say(parts.FindStringSubmatch(part)[1])
		if !known {
			err = unknownActionError(part)
		}
		return said
	})
	return text, err
}

func unknownActionError(action string) error {
	return app.Refuse("paper.own_text_action", "action", action)
}

// ProgramText is the program's text of a contract, which a company's begins with.
func ProgramText(template string) (string, error) {
	form, known := formOf(template)
	if !known || !form.Kind.IsContract() || form.Version() < form.ownSince {
		return "", app.Refuse("paper.template_unknown", "template", template)
	}
	return assets.ContractText(form.Key(), form.Version(), string(words.Chinese))
}

// requireOwnText refuses a text that does what no text does, that leaves out what every
// agreement says, or that cannot be laid out, whether nothing is filled in or all.
func requireOwnText(f contract.OwnForm) error {
	for _, a := range actions {
		if a.must && !strings.Contains(f.Text(), "{{"+a.source+"}}") {
			return lacksError(a)
		}
	}
	contents := []contract.AgreementContent{{Frame: app.Frame{Number: "0"}}}
	for _, s := range agreementSpecimens(contract.AgreementTemplate) {
		s.content.Extra = []string{"1", "2"}
		contents = append(contents, s.content)
	}
	for _, c := range contents {
		c.Wording = OwnWording(f, f.Name())
		if err := RequirePrintable(c, f.Own); err != nil {
			return err
		}
	}
	return nil
}

func lacksError(a action) error {
	return app.Refuse("paper.own_text_lacks", "field", "〔"+a.word+"〕")
}

// ownText parses a text of the company's own, once its actions are known to be a text's.
func ownText(version int, text string) (*template.Template, error) {
	if _, err := Shown(text); err != nil {
		return nil, err
	}
	if strings.Count(text, everyExtra) > 1 {
		return nil, app.Refuse("paper.own_text_twice")
	}
	t, err := parsed(version, text)
	if err != nil {
		return nil, brokenTextError(err)
	}
	return t, nil
}

// brokenTextError says of an own text that its conditions do not end as they begin.
func brokenTextError(err error) error {
	return app.Refuse("paper.own_text_broken", "fault", err.Error())
}
