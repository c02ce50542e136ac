package paper

import (
	"strconv"

	"keyday/app/handover"
	"keyday/ui/paper/block"
	"keyday/ui/paper/set"
	"keyday/ui/words"
)

// decisions are the owner's answers in the order of the form.
var decisions = []block.Option{
	{Key: "accepted", Text: block.Text{ZH: "收楼", EN: "Accepted"}},
	{Key: "accepted_with_defects", Text: block.Text{ZH: "带问题收楼", EN: "With open items"}},
	{Key: "refused", Text: block.Text{ZH: "拒收", EN: "Refused"}},
	{Key: "postponed", Text: block.Text{ZH: "缓收", EN: "Postponed"}},
	{Key: "viewed_only", Text: block.Text{ZH: "只看房", EN: "Viewed only"}},
}

// known is a value, or that there is none: nobody adds to what was decided.
func (c certificate) known(value string) string { return known(c.Decision != "", value) }

// empty is how many rows to write in there are, where nothing is known and nothing decided.
func (c certificate) empty(known, rows int) int {
	if known > 0 || c.Decision != "" {
		return 0
	}
	return rows
}

// taken reports whether the paper hands the home over, or may yet.
func (c certificate) taken() bool {
	return c.Decision == "" || handover.Decision(c.Decision).Takes()
}

// hours are those of the visit.
func (c certificate) hours() string {
	again := ""
	if c.Second {
		again = "再次验房"
	}
	return words.Join("　", words.Join(" – ", c.Start, c.End), again)
}

// condition says how the home was found: in somebody's own words, or by which 验房单 and
// with how much still open.
func (c certificate) condition() string {
	if c.Condition != "" || c.Sheet == "" && len(c.Defects) == 0 {
		return c.Condition
	}
	found := ""
	switch n := len(c.Defects); {
	case n > 0:
		found = "未完成整改事项 " + strconv.Itoa(n) + " 项，见附件"
	case c.Decision == "accepted":
		found = "无未完成整改事项"
	}
	return words.Join("；", words.Tagged("内部验收已签认，见验房单 ", c.Sheet), found) + "。"
}

// statement is what fits the decision: a paper that records a refusal must not read as a
// receipt. A company words what is not counted or dated for itself.
func (c certificate) statement(head set.Masthead) (said block.Text) {
	own := false
	add := func(t block.Text) { said.ZH, said.EN = said.ZH+t.ZH, said.EN+t.EN }
	note := func(label, zh, en string) {
		t := block.Note(head, label, zh, en)
		own = own || t.EN == ""
		add(t)
	}
	switch c.Decision {
	case "refused", "postponed":
		note("未接收声明", "买受人于上述日期到场并查验房屋，因上述原因本次未接收房屋。本单仅记录到场、查验情况与所列事实，不发生房屋交付的效力；",
			"The buyer attended and inspected the home but did not take it over, for the reason stated. This paper records attendance and findings only; possession has not passed.")
		if c.NextDate.IsZero() {
			add(block.Text{ZH: "再次交付日期由双方另行确认。"})
		} else {
			add(block.Text{ZH: "再次交付日期为 " + c.NextDate.String() + "。"})
		}
	case "viewed_only":
		note("看房声明", "买受人本次仅查看房屋，未办理接收。本单仅记录查看情况，不发生房屋交付的效力。",
			"The buyer viewed the home only. This paper records the visit; possession has not passed.")
	default:
		note("收楼声明", "买受人已查验上述房屋，对本单所列读数、钥匙、资料逐项核对无误，双方办理交接。",
			"The buyer has inspected the home, checked the readings, keys and documents listed, and takes it over.")
		add(c.openSaid())
	}
	note("权利声明", "查验与交接不影响买受人依法律、合同及《住宅质量保证书》享有的权利。", " Rights under law, contract and warranty remain.")
	if own { // nobody reads in English what they sign without the rest
		said.EN = ""
	}
	return said
}

// openSaid says how many items are open.
func (c certificate) openSaid() block.Text {
	switch n := len(c.Defects); {
	case n > 0:
		return block.Text{ZH: "附件所列 " + strconv.Itoa(n) + " 项未完成整改事项，由出卖人按所承诺日期整改并经买受人复验；附件为本单组成部分，与本单同时签字。",
			EN: " Open items in the annex, which is part of this paper, will be rectified by the dates promised and re-inspected."}
	case c.Decision == "":
		return block.Text{ZH: "未完成整改事项以附件或双方书面记载为准。", EN: " Open items are those in an annex or in the parties' written record."}
	}
	return block.Text{ZH: "截至签字时无未完成整改事项。", EN: " No items are open."}
}
