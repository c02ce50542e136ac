package paper

import (
	"fmt"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"keyday/app"
	"keyday/app/contract"
	"keyday/ui/paper/set"
	"keyday/ui/words"
)

// articlesOf are the articles of an agreement by their numbers, 第八条 or Article 8, and
// what is signed apart as "apart".
func articlesOf(t *testing.T, c contract.AgreementContent, lang words.Language) map[string]string {
	t.Helper()
	text := must(agreement{AgreementContent: c, version: agreementForm.Version()}.written(lang))
	text = strings.Map(func(r rune) rune {
		if r >= 0xe000 && r <= 0xe001 { // what is filled in stands between these
			return -1
		}
		return r
	}, text)
	text, apart, _ := strings.Cut(text, signedApart)
	all := map[string]string{"apart": apart}
	number := ""
	begins := regexp.MustCompile(`^(?:! )?(第[一二三四五六七八九十]+条(?:之[一二三四五六七八九十]+)?|Article \d+(?:-\d+)?)[　.]`)
	for line := range strings.SplitSeq(text, "\n") {
		if m := begins.FindStringSubmatch(line); m != nil {
			number = m[1]
		} else if strings.HasPrefix(line, "# ") {
			number = ""
		}
		all[number] += line + "\n"
	}
	return all
}

// Each point that an owner's lawyer looks for stands in its article, in Chinese and in
// the translation; what must not stand there does not.
func TestClausesOfTheAgreement(t *testing.T) {
	const zh, en = words.Chinese, words.English
	commission := companyAgreement()
	for _, c := range []struct {
		point   string
		content contract.AgreementContent
		lang    words.Language
		article string
		says    []string
		not     []string
	}{
		{"the area reaches back to the day from which the fee runs", sampleAgreement(), zh, "第二条", []string{"自物业服务费起算之日起按登记的建筑面积据实结算", "互不计付利息"}, nil},
		{"rooms of the property company", sampleAgreement(), zh, "第三条", []string{"建筑面积 186.40 平方米，1 幢一层 101 室", "不得改变物业服务用房的用途"}, nil},
		{"the contract that it rests on, and which prevails", sampleAgreement(), zh, "第四条", []string{"QW-2026-008", "备案号 18", "以该合同为准", "对丙方更有利的，以本协议为准"}, nil},
		{"the same", sampleAgreement(), en, "Article 4", []string{"QW-2026-008", "the contract prevails", "more favourable to Party C, this agreement prevails"}, nil},
		{"duties of 民法典 942", sampleAgreement(), zh, "第六条", []string{"妥善维修、养护、清洁、绿化和经营管理业主共有部分", "人身和财产安全", "及时采取合理措施制止", "有关行政主管部门报告"}, nil},
		{"the same", sampleAgreement(), en, "Article 6", []string{"persons and property", "reports them to the competent authority"}, nil},
		{"falling objects, 民法典 1254", sampleAgreement(), zh, "第七条", []string{"不得从建筑物中抛掷物品", "必要的安全保障措施", "定期检查外墙面", "不得拍摄户内", "报警", "依法承担责任"}, nil},
		{"the same", sampleAgreement(), en, "Article 7", []string{"throw objects", "necessary safety measures", "calls the police"}, nil},
		{"from when on the fee is owed", sampleAgreement(), zh, "第十二条", []string{"自 房屋交接单签署之日 起计收", "已缴至 2027-02-28（收据编号 NO.2026-004417", "上限（3 个月）", "可以要求退还"}, []string{"  "}},
		{"no payment without a receipt", agentsAgreement(), zh, "第十二条", []string{"以乙方出具的收据或者发票为准", "2026-12-01 以前不计收"}, []string{"已缴至", "即自"}},
		{"refusal for good reason", sampleAgreement(), zh, "第十三条", []string{"有其他正当理由，丙方拒绝接收的，不起算", "由甲方承担"}, nil},
		{"deemed handover", sampleAgreement(), zh, "第十三条", []string{"约定了视为交付之日的，以该日作为第十二条所称房屋交接单签署之日", "没有约定的，自丙方实际接收之日起算", "不得就争议期间计收违约金"}, nil},
		{"the same", sampleAgreement(), en, "Article 13", []string{"good reason to refuse it, the fee does not run", "deemed handed over", "no default interest for the time in dispute"}, nil},
		{"vacant homes", sampleAgreement(), zh, "第十四条", []string{"按标准的 70% 交纳", "更有利的，按所在地的规定执行"}, nil},
		{"the same", sampleAgreement(), en, "Article 14", []string{"70 % of the rate is paid, from the month after written notice"}, []string{"交纳"}},
		{"a lump sum says nothing of a commission", sampleAgreement(), zh, "第十六条", []string{"盈余或者亏损均由乙方享有或者承担"}, []string{"酬金"}},
		{"a commission, its rate and the yearly audit", commission, zh, "第十六条", []string{"酬金为 物业服务资金总额的 8%", "每一年度终了", "专业机构审计", "审计结果向业主公布", "由业主享有或者承担"}, []string{"利润", "包干制"}},
		{"the same", commission, en, "Article 16", []string{"8 % of the service funds", "audited by a professional firm"}, []string{"surplus and loss are Party B's"}},
		{"both where nobody has chosen", contract.AgreementContent{}, zh, "第十六条", []string{"包干制的", "酬金制的，乙方的酬金为"}, nil},
		{"shared energy", sampleAgreement(), zh, "第十七条", []string{"据实分摊", "未填写的，已经包含在物业服务费中", "不得加价", "每半年公布"}, nil},
		{"rent and fee of a parking space apart", sampleAgreement(), zh, "第十八条", []string{"租金与管理费分别计收", "车位租金：每月 300 元", "车位管理费：地下车位管理费每月 80 元", "按第二十三条处理"}, nil},
		{"entry", sampleAgreement(), zh, "第二十九条", []string{"应当事先通知", "第三人见证"}, nil},
		{"default interest leads to the court alone", sampleAgreement(), zh, "第三十五条", []string{"按 逾期部分每日万分之五 支付违约金", "按第四十二条请求解决", "予以适当减少"}, []string{"仲裁"}},
		{"termination is the owners' joint decision", sampleAgreement(), zh, "第三十七条", []string{"由业主依照法定程序共同决定", "丙方一户不能单独解除", "九十日", "六十日"}, nil},
		{"after the end, 民法典 949", sampleAgreement(), zh, "第三十八条", []string{"退出物业服务区域", "交还业主委员会、决定自行管理的业主或者其指定的人", "不得请求丙方支付本协议终止后的物业服务费"}, nil},
		{"until others take over, 民法典 950", sampleAgreement(), zh, "第三十八条", []string{"接管以前，乙方应当继续处理物业服务事项，并可以请求丙方支付该期间的物业服务费"}, nil},
		{"the same", sampleAgreement(), en, "Article 38", []string{"may not claim the property fee", "continues the services and may claim the property fee for that time"}, nil},
		{"how long personal data are kept", sampleAgreement(), zh, "第三十九条", []string{"保存至 本协议终止后满三年", "删除或者匿名化", "分别签字", "不影响本协议的订立和履行", "人脸识别"}, nil},
		{"the same", sampleAgreement(), en, "Article 39", []string{"until three years after this agreement has ended"}, []string{"满三年"}},
		{"deemed service", sampleAgreement(), zh, "第四十条", []string{"拒收或者退回之日视为送达"}, nil},
		{"electronic signatures", sampleAgreement(), zh, "第四十一条", []string{"同意可以采用电子签名", "有权要求只在纸面上签署", "核对签名人的身份", "内容校验值、签署时间、见证人", "可靠条件", "主张签名有效的一方举证", "以签署页所载为准"}, nil},
		{"the same", sampleAgreement(), en, "Article 41", []string{"signed on paper only", "conditions of a reliable electronic signature", "burden of proof"}, nil},
		{"one court", sampleAgreement(), zh, "第四十二条", []string{"物业所在地人民法院起诉"}, []string{"仲裁"}},
		{"copies add up", sampleAgreement(), zh, "第四十四条", []string{"一式 4 份", "其余 1 份用于备案"}, nil},
		{"consent apart", sampleAgreement(), zh, "apart", []string{"分别签字", "签名不包括本书", "随时撤回", "[] （一）留存身份证件影像", "保存期限：本协议终止后满三年", "江苏锦绣置业有限公司（电话 025-8888 6600）"}, nil},
		{"the same", sampleAgreement(), en, "apart", []string{"withdraw consent at any time", "[] (1) Keeping a picture of the identity paper"}, nil},
	} {
		said := articlesOf(t, c.content, c.lang)[c.article]
		for _, s := range c.says {
			if !strings.Contains(said, s) {
				t.Errorf("%s: %s does not say %q, but\n%s", c.point, c.article, s, said)
			}
		}
		for _, s := range c.not {
			if strings.Contains(said, s) {
				t.Errorf("%s: %s says %q", c.point, c.article, s)
			}
		}
	}
}

// The articles that others refer to are those of the matter.
func TestArticlesReferToTheRightOnes(t *testing.T) {
	zh, en := articlesOf(t, sampleAgreement(), words.Chinese), articlesOf(t, sampleAgreement(), words.English)
	for at, matter := range map[[2]string][2]string{
		{"第十三条", "第十二条"}: {"起计收", "runs from"}, {"第十五条", "第十三条"}: {"拒绝接收", "refuse"},
		{"第十八条", "第二十三条"}: {"单独列账", "separate accounts"}, {"第三十五条", "第四十二条"}: {"人民法院", "people's court"},
	} {
		if !strings.Contains(zh[at[0]], at[1]) || !strings.Contains(zh[at[1]], matter[0]) {
			t.Errorf("%s refers to %s, which is not about %s", at[0], at[1], matter[0])
		}
		number := func(article string) string {
			for n := range 60 {
				if "第"+chineseNumeral(n)+"条" == article {
					return fmt.Sprintf("Article %d", n)
				}
			}
			return ""
		}
		if !strings.Contains(en[number(at[0])], number(at[1])) || !strings.Contains(en[number(at[1])], matter[1]) {
			t.Errorf("%s refers to %s, which is not about %s", number(at[0]), number(at[1]), matter[1])
		}
	}
	if len(zh) != len(en) {
		t.Errorf("%d articles are translated as %d", len(zh), len(en))
	}
}

// What the company has not filled in is a line to write on, never a figure.
func TestWhatIsNotOnRecordIsALine(t *testing.T) {
	c := sampleAgreement()
	c.ServiceContractNo, c.ServiceContractFiling, c.ServiceRooms, c.VacantRate, c.SharedEnergy, c.DataRetention, c.PrepayLimit = "", "", "", "", "", "", 0
	c.FeeBasis, c.CommissionRate = "酬金制", ""
	line := regexp.MustCompile("\u00a0{40,}")
	for _, lang := range []words.Language{words.Chinese, words.English} {
		said := articlesOf(t, c, lang)
		for n, lines := range map[int]int{3: 1, 4: 2, 14: 1, 16: 1, 17: 1, 39: 1, 12: 0} {
			article := "第" + chineseNumeral(n) + "条"
			if lang == words.English {
				article = fmt.Sprintf("Article %d", n)
			}
			if got := len(line.FindAllString(said[article], -1)); got != lines {
				t.Errorf("%s has %d lines to write on, want %d: %s", article, got, lines, said[article])
			}
		}
		if strings.Contains(said["第十二条"]+said["Article 12"], "个月）") || strings.Contains(said["Article 12"], "allow (") {
			t.Error("it names a limit that nobody looked up")
		}
	}
}

// Who signs for an owner is named with number and letter; of a company the 法定代表人 has
// a line; nothing is said of either where there is none.
func TestWhoStandsForAnOwner(t *testing.T) {
	for name, c := range map[string]struct {
		content   contract.AgreementContent
		lang      words.Language
		says, not []string
	}{
		"in person": {sampleAgreement(), words.Chinese, nil, []string{"受托人", "授权委托书"}},
		"an agent": {agentsAgreement(), words.Chinese, []string{"丙方受托人Party C's agent张三代理Acts for王𬀩", "320105197001011232",
			"授权委托书Letter of authority公证，（2026）宁石证字第 88 号，2026-11-01 起 至 2026-12-31，含签署物业文件的权限"}, nil},
		"an agent, in English":    {agentsAgreement(), words.English, []string{"Letter of authoritynotarised, no. （2026）宁石证字第 88 号, from 2026-11-01 to 2026-12-31, with the power"}, []string{"授权", "公证，"}},
		"a letter without an end": {companyAgreement(), words.Chinese, []string{"普通，2026-11-01 起，含签署物业文件的权限"}, []string{"至 ，"}},
		"a company":               {companyAgreement(), words.Chinese, []string{"91320105MA1ABCDE9K送达地址Notices to南京市玄武区中山路 8 号 1902 室法定代表人Representative"}, nil},
	} {
		said := ""
		for _, m := range must(filled(c.content, app.Imprint{}).lay(c.lang)).Leaves[0].Marks {
			if m, is := m.(set.TextMark); is {
				said += m.Text
			}
		}
		for _, s := range c.says {
			if !strings.Contains(dense(said), dense(s)) {
				t.Errorf("%s: not said: %q in\n%s", name, s, said)
			}
		}
		for _, s := range c.not {
			if strings.Contains(said, s) {
				t.Errorf("%s: said: %q", name, s)
			}
		}
	}
	masked := companyAgreement().Masked()
	if a := masked.Agents[0]; strings.Contains(a.IDNo, "19700101") || strings.Contains(a.Phone, "0000") {
		t.Errorf("masked it shows the agent's %s and %s", a.IDNo, a.Phone)
	}
	if whole := companyAgreement(); !reflect.DeepEqual(whole, companyAgreement()) || whole.Agents[0].IDNo == masked.Agents[0].IDNo {
		t.Error("masking changed the agreement")
	}
}

// aBox is a box and the Chinese behind it, as readers of the file find them.
var aBox = regexp.MustCompile(`(已选|未选)(同意|不同意|纸面签字|屏幕签名)`)

// ticked are the boxes on the leaf, and the words behind those that are ticked.
func ticked(l *set.Leaf) (boxes int, chosen string) {
	for _, box := range aBox.FindAllStringSubmatch((&set.Flow{Leaves: []*set.Leaf{l}}).Says(), -1) {
		if boxes++; box[1] == "已选" {
			chosen += box[2]
		}
	}
	return boxes, chosen
}

// How each signs is chosen on the page that they sign on, and ticked once they did.
func TestHowOwnersSign(t *testing.T) {
	for name, c := range map[string]struct {
		content contract.AgreementContent
		imprint app.Imprint
		boxes   int
		ticked  string
	}{
		"nobody has":         {sampleAgreement(), app.Imprint{}, 4, ""},
		"one on the pad":     {sampleAgreement(), marked(app.SignatureMark{Field: 0}), 4, "屏幕签名"},
		"both":               {sampleAgreement(), app.Imprint{Marks: []app.SignatureMark{{Field: 0, How: app.SignedOnScreen}, {Field: 1, How: app.SignedOnPaper}}}, 4, "屏幕签名纸面签字"},
		"an agent on paper":  {companyAgreement(), app.Imprint{Marks: []app.SignatureMark{{Field: 0, How: app.SignedOnPaper}}}, 2, "纸面签字"},
		"the firms' are not": {sampleAgreement(), marked(app.SignatureMark{Field: 2}), 4, ""},
		"a blank":            {contract.AgreementContent{Frame: app.Frame{Number: "WY-01-00001"}}, app.Imprint{}, 2, ""},
	} {
		leaves := must(filled(c.content, c.imprint).lay(words.Chinese)).Leaves
		if boxes, chosen := ticked(leaves[len(leaves)-2]); boxes != c.boxes || chosen != c.ticked {
			t.Errorf("%s: %d boxes, ticked %q, want %d and %q", name, boxes, chosen, c.boxes, c.ticked)
		}
	}
}

// Consent is asked for on the last leaf alone, of each owner, who signs there by hand: no
// signature of the agreement stands on it, and nothing on it is ticked before.
func TestConsentIsSignedApart(t *testing.T) {
	for name, c := range map[string]struct {
		content contract.AgreementContent
		names   []string
		boxes   int
	}{
		"two owners": {sampleAgreement(), []string{"欧阳䶮", "王𬀩"}, 12},
		"a company":  {companyAgreement(), []string{"李四"}, 6},
		"a blank":    {contract.AgreementContent{Frame: app.Frame{Number: "WY-01-00001"}}, nil, 6},
	} {
		flow := must(filled(c.content, marked(app.SignatureMark{Field: 0, How: app.SignedOnScreen})).lay(words.Chinese))
		last := len(flow.Leaves) - 1
		if boxes, chosen := ticked(flow.Leaves[last]); boxes != c.boxes || chosen != "" {
			t.Errorf("%s: %d boxes, ticked %q", name, boxes, chosen)
		}
		for _, f := range flow.Fields {
			if f.Page == last {
				t.Errorf("%s: a signature of the agreement has its field there", name)
			}
		}
		said := leavesOf(t, filled(c.content, app.Imprint{}), words.Chinese)
		for i, leaf := range said {
			if strings.Contains(leaf, "请逐项选择") != (i == last) {
				t.Errorf("%s: leaf %d of %d asks for consent, or does not", name, i+1, len(said))
			}
		}
		for _, owner := range c.names {
			if strings.Count(said[last], owner) != 4 { // three choices, one signature
				t.Errorf("%s: %s stands there %d times", name, owner, strings.Count(said[last], owner))
			}
		}
	}
}

// A blank one has every party's place to sign, and room for who owns the home and who
// signs for them.
func TestBlankAgreement(t *testing.T) {
	flow := must(filled(contract.AgreementContent{Frame: app.Frame{Number: "WY-01-00001"}}, app.Imprint{}).lay(words.Chinese))
	if len(flow.Fields) != 3 {
		t.Errorf("%d places to sign", len(flow.Fields))
	}
	text := dense(run(t, must(Render(filled(contract.AgreementContent{Frame: app.Frame{Number: "WY-01-00001"}}, app.Imprint{}), words.Chinese)), "pdftotext", "-raw", "FILE", "-"))
	for _, said := range []string{"丙方受托人", "授权委托书", "送达地址", "证件号码", "业主（买受人）", "建设单位（盖章）", "物业服务人（盖章）", "签署方式", "日期Date"} {
		if !strings.Contains(text, said) {
			t.Errorf("the blank does not say %s", said)
		}
	}
	for _, said := range []string{"0.00", "0001-", "%!", "<no"} {
		if strings.Contains(text, said) {
			t.Errorf("the blank says %s", said)
		}
	}
}

// The whole text comes out of its PDF, the sheet that is signed apart too.
func TestAgreementReadsBack(t *testing.T) {
	for name, c := range map[string]contract.AgreementContent{"two owners": sampleAgreement(), "an agent": agentsAgreement(), "a company": companyAgreement()} {
		form := filled(c, app.Imprint{})
		text, whole := dense(run(t, must(Render(form, words.Chinese)), "pdftotext", "-raw", "FILE", "-")), dense(onLeaves(t, form))
		for number, article := range articlesOf(t, c, words.Chinese) {
			if number == "" {
				continue
			}
			for line := range strings.Lines(article) {
				line = dense(strings.TrimPrefix(strings.TrimPrefix(strings.TrimPrefix(line, weighty), toChoose), "# "))
				if !strings.Contains(text, line) && !strings.Contains(whole, line) {
					t.Errorf("%s: %s is not on the paper: %s", name, number, line)
				}
			}
		}
	}
}

// A company signs by a seal, an owner too and whoever acts for it, and every seal has room
// of 45 mm; a person has none.
func TestWhoSeals(t *testing.T) {
	for name, c := range map[string]struct {
		content contract.AgreementContent
		seals   int
	}{
		"two persons":          {sampleAgreement(), 2},
		"a company's agent":    {companyAgreement(), 3},
		"a person's agent":     {agentsAgreement(), 2},
		"nobody knows of whom": {contract.AgreementContent{Frame: app.Frame{Number: "WY-01-00001"}}, 2},
	} {
		seals := 0
		for _, l := range must(filled(c.content, app.Imprint{}).lay(words.Chinese)).Leaves {
			for _, m := range l.Marks {
				if box, is := m.(set.BoxMark); is && box.W == 45 && box.H == 45 {
					seals++
				}
			}
		}
		if seals != c.seals {
			t.Errorf("%s: %d seals, want %d", name, seals, c.seals)
		}
	}
}
