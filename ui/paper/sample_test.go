package paper

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"math"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"keyday/app"
	"keyday/app/contract"
	"keyday/app/defect"
	"keyday/app/handover"
	"keyday/app/inspect"
)

// day reads a date of a sample.
func day(s string) app.Date {
	d, err := app.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

func squareMetres(s string) app.Area { return app.Area{Decimal: decimal.RequireFromString(s)} }

// logo is a made-up mark: a ring and a bar, transparent around them.
func logo() []byte {
	m := image.NewNRGBA(image.Rect(0, 0, 240, 240))
	for y := range 240 {
		for x := range 240 {
			d := math.Hypot(float64(x-120), float64(y-120))
			if d < 116 && (d > 84 || x > 108 && x < 132) {
				m.Set(x, y, color.NRGBA{20, 70, 120, 255})
			}
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		panic(err)
	}
	return b.Bytes()
}

// photo is a grey wall with a dark crack.
func photo(seed int) []byte {
	m := image.NewRGBA(image.Rect(0, 0, 640, 480))
	for y := range 480 {
		crack := 200 + int(60*math.Sin(float64(y)/40+float64(seed))) + y/3
		for x := range 640 {
			v := uint8(190 + (x*7+y*13+seed)%17)
			if d := x - crack; d > -3 && d < 3 {
				v = 60
			}
			m.Set(x, y, color.RGBA{v, v, v - 8, 255})
		}
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, nil); err != nil {
		panic(err)
	}
	return b.Bytes()
}

// strokes is a signature as a hand draws it on a 3 : 1 pad.
func strokes(seed float64) [][]app.StrokePoint {
	var lines [][]app.StrokePoint
	for k := range 3 {
		var s []app.StrokePoint
		for i := range 24 {
			t := float64(i) / 23
			s = append(s, app.StrokePoint{
				X: 0.12 + 0.25*float64(k) + 0.22*t + 0.02*math.Sin(9*t+seed),
				Y: 0.16 + 0.08*math.Sin(7*t+seed+float64(k)) - 0.03*t,
			})
		}
		lines = append(lines, s)
	}
	return lines
}

var formsByNumber = map[string]Form{"JF": certificateForm, "ZG": noticeForm, "YF": sheetForm, "WY": agreementForm}

// sampleFrame is a frame whose signers are two owners and one of the staff.
func sampleFrame(number string) app.Frame {
	return app.Frame{
		Letterhead: app.Letterhead{Company: "江苏锦绣置业有限公司", Address: "南京市建邺区江东中路 108 号", Phone: "025-8888 6600", Logo: "logo"},
		Project:    "锦绣花园一期",
		Number:     number,
		Wording:    Wording(formsByNumber[number[:2]].Template),
		Signers: []app.SignatureField{
			{Role: "owner", Name: "欧阳䶮", Required: true},
			{Role: "owner", Name: "王𬀩", Required: true},
			{Role: "staff", Name: "李敏", Required: true},
			{Role: "supervisor", Name: "周建国"},
		},
		Salt: []byte("0123456789abcdef"),
	}
}

// sampleImprint is a first print with two signatures and the logo.
func sampleImprint() app.Imprint {
	return app.Imprint{
		PrintedAt:   time.Date(2026, 11, 23, 10, 42, 0, 0, time.UTC),
		PrintedBy:   "王敏",
		Anchor:      "9f8e7d6c5b4a",
		ContentHash: "3fa4 91c2 77de 0b15",
		Marks: []app.SignatureMark{
			{Field: 0, Name: "欧阳䶮", Role: "owner", How: app.SignedOnScreen, Date: day("2026-11-23"), Strokes: strokes(0.4)},
			{Field: 2, Name: "李敏", Role: "staff", How: app.SignedOnScreen, Date: day("2026-11-23"), Strokes: strokes(2.1)},
		},
		Pictures: map[string][]byte{"logo": sampleLogo},
	}
}

var sampleLogo = logo()

// sampleCertificate has an annex of n items.
func sampleCertificate(n int) handover.CertificateContent {
	c := handover.CertificateContent{
		Frame:  sampleFrame("JF-01-00042"),
		Seller: "江苏锦绣置业有限公司",
		Owners: []handover.CertificateOwner{
			{Name: "欧阳䶮", IDType: "身份证", IDNo: "3201**********1234", Share: "50%", Phone: "138****6621"},
			{Name: "王𬀩", IDType: "身份证", IDNo: "3201**********2217", Share: "50%", Phone: "139****0458"},
		},
		ContractNo: "2024YS018832", UnitCode: "3-2-1501", UnitName: "3幢2单元1501室", HouseType: "A1 户型", Finish: "精装",
		ContractArea: squareMetres("143.2"), MeasuredArea: squareMetres("143.86"), InnerArea: squareMetres("112.4"),
		Batch: "2026-11 一批", NoticeDate: day("2026-11-02"), ContractDate: day("2026-11-30"), HandoverDate: day("2026-11-23"),
		Slot: "09:30–10:00", Start: "09:41", End: "11:05",
		Condition: "房屋整体完好，水、电、燃气已通，随附问题见附件。",
		Decision:  "accepted",
		Meters: []handover.CertificateMeter{
			{Kind: "水表", Number: "W2026-081177", Reading: "000012.4", Unit: "m³"},
			{Kind: "中水表", Number: "Z2026-081178", Reading: "000003.0", Unit: "m³"},
			{Kind: "电表", Number: "32010552901876", Reading: "00187.35", Unit: "kWh"},
			{Kind: "燃气表", Number: "G-5529-0031", Reading: "00000.8", Unit: "m³", Remark: "未点火"},
		},
		Keys: []handover.CertificateKey{
			{Kind: "入户门钥匙", Handed: 4, Kept: 1, Purpose: "整改施工留用", Until: day("2026-12-10")},
			{Kind: "单元门禁卡", Handed: 3}, {Kind: "信箱钥匙", Handed: 2}, {Kind: "水表井钥匙", Handed: 1},
		},
		Documents: []handover.CertificateDocument{
			{Name: "住宅质量保证书", Count: 1, Original: true}, {Name: "住宅使用说明书", Count: 1, Original: true},
			{Name: "业主手册", Count: 1, Original: true}, {Name: "专项维修资金缴款凭证", Count: 1},
			{Name: "临时管理规约", Count: 1},
		},
		Overrides: []handover.CertificateOverride{
			{Gate: "物业服务费未预缴", Strength: "company", Reason: "业主对缴费周期有异议，另行协商，不影响收楼", By: "周建国", Role: "客服主管", On: day("2026-11-23")},
		},
		Copies: 2,
	}
	if n > 0 {
		c.Decision = "accepted_with_defects"
	}
	for i := range n {
		c.Defects = append(c.Defects, handover.CertificateDefect{
			Number: fmt.Sprintf("D-01-%05d", 311+i), Room: []string{"主卧", "客厅", "厨房", "主卫", "南阳台"}[i%5],
			Part:   []string{"墙面", "地面", "吊顶", "窗扇", "地漏"}[i%5],
			Phrase: []string{"空鼓", "划痕", "接缝开裂", "关闭不严", "排水不畅"}[i%5],
			Note:   strings.Repeat("距窗 1.2 m 处，", i%3), Severity: []string{"minor", "normal", "serious"}[i%3], Promised: day("2026-12-10").AddDays(i % 7),
		})
	}
	return c
}

func sampleNotice(n int) defect.NoticeContent {
	f := sampleFrame("ZG-01-00108")
	f.Signers = []app.SignatureField{{Role: "supervisor", Name: "周建国"}, {Role: "firm"}}
	c := defect.NoticeContent{Frame: f, Firm: "南京宏远建设工程有限公司", Contact: "赵强", ContactTel: "137 0000 2211",
		IssuedOn: day("2026-11-23"), Deadline: day("2026-12-05"), IssuedBy: "周建国", IssuedRole: "客服主管"}
	for i := range n {
		c.Items = append(c.Items, defect.NoticeContentItem{
			Number: fmt.Sprintf("D-01-%05d", 311+i), UnitCode: fmt.Sprintf("3-2-%d01", 3+i), Room: "主卧", Part: "飘窗左侧墙面",
			Phrase: "空鼓", Note: []string{"", "敲击声发闷，约 400 cm²", "距地 1.35 m，业主要求铲除重做"}[i%3],
			Severity: []string{"normal", "serious", "minor", "emergency"}[i%4], Round: 1 + i%2, Due: day("2026-12-05"),
			Photos: [][]string{{"p0"}, {"p0", "p1"}, {"p1", "p2", "absent77"}, nil}[i%4],
		})
	}
	return c
}

func noticeImprint() app.Imprint {
	p := sampleImprint()
	p.Marks = []app.SignatureMark{{Field: 0, Name: "周建国", Role: "supervisor", How: app.SignedOnPaper, Witness: "王敏", Date: day("2026-11-23")}}
	p.Pictures = map[string][]byte{"logo": sampleLogo}
	for i := range 3 {
		p.Pictures[fmt.Sprint("p", i)] = photo(i)
	}
	return p
}

// marked is the usual imprint with the one signature.
func marked(m app.SignatureMark) app.Imprint {
	p := sampleImprint()
	m.How, m.Date, m.Strokes = app.SignedOnScreen, day("2026-11-23"), strokes(1)
	p.Marks = []app.SignatureMark{m}
	return p
}

func sampleSheet() inspect.SheetContent {
	f := sampleFrame("YF-01-00073")
	f.Signers = []app.SignatureField{{Role: "inspector", Name: "陈立"}, {Role: "supervisor", Name: "周建国"}}
	c := inspect.SheetContent{Frame: f, UnitCode: "3-2-1501", UnitName: "3幢2单元1501室", HouseType: "A1 户型", Finish: "精装",
		Origin: "内部验收", Round: 2, Inspector: "陈立", Supervisor: "周建国", Date: day("2026-11-12"), Start: "13:20", End: "14:35",
		Weather: "多云 14 ℃", Conclusion: "不合格项整改后复验，其余可交付。"}
	readings := func(values ...string) []inspect.SheetReading {
		var all []inspect.SheetReading
		for _, v := range values {
			out := strings.HasSuffix(v, "!")
			all = append(all, inspect.SheetReading{Value: strings.TrimSuffix(v, "!"), Out: out})
		}
		return all
	}
	for _, room := range []string{"客厅", "主卧", "次卧", "厨房", "主卫", "南阳台"} {
		c.Rooms = append(c.Rooms, inspect.SheetRoom{Name: room, Rows: []inspect.SheetRow{
			{Item: "室内净高偏差与极差", Tolerance: "偏差 −20 mm，极差 ≤ 20 mm", Result: "fail", Nominal: "设计值 2800", Readings: readings("2788", "2791", "2764!", "2790", "2789"),
				Problems: []inspect.SheetProblem{{Number: "D-01-00311", Part: "顶棚", Phrase: "净高不足", Severity: "normal", Firm: "宏远建设", Promised: day("2026-12-05")}}},
			{Item: "表面平整度（抹灰）", Tolerance: "≤ 4 mm", Result: "pass", Readings: readings("2", "3", "1", "3")},
			{Item: "裂缝", Tolerance: "无可见", Result: "pass"},
			{Item: "地漏排水", Result: "na"},
			{Item: "开关、插座通电"},
		}})
	}
	return c
}

func sampleAgreement() contract.AgreementContent {
	f := sampleFrame("WY-01-00042")
	f.Signers = []app.SignatureField{{Role: "owner", Name: "欧阳䶮"}, {Role: "owner", Name: "王𬀩"}, {Role: "developer", Name: "江苏锦绣置业有限公司"}, {Role: "property", Name: "南京安和物业服务有限公司"}}
	p := must(app.ParseMoney("2.85"))
	return contract.AgreementContent{Frame: f,
		Developer: contract.Party{Name: "江苏锦绣置业有限公司", Representative: "沈国梁", CreditCode: "91320105MA1ABCDE2X", Address: "南京市建邺区江东中路 108 号", Phone: "025-8888 6600"},
		Property:  contract.Party{Name: "南京安和物业服务有限公司", Representative: "何静", CreditCode: "91320106MA1FGHJK3Y", Address: "南京市鼓楼区汉中路 2 号", Phone: "025-8888 7700"},
		Owners: []contract.AgreementOwner{{Name: "欧阳䶮", IDType: "身份证", IDNo: "320105198801011234", Phone: "13800006621", Address: "南京市玄武区中山路 1 号", Share: "50%"},
			{Name: "王𬀩", IDType: "身份证", IDNo: "320105199002022217", Phone: "13900000458", Address: "同上", Share: "50%"}},
		Community: "锦绣花园一期", Place: "南京市建邺区河西大街 66 号", PropertyType: "高层住宅", Boundaries: "东至江东路，南至河西大街，西至云锦路，北至规划路",
		SiteArea: "186,420.55 m²", UnitCode: "3-2-1501", UnitName: "3幢2单元1501室", Area: squareMetres("143.86"), ContractNo: "2024YS018832",
		FeeBasis: "包干制", FeePrice: p, FeeStart: day("2026-12-01"), FeePeriod: "3 个月", FeePaidUntil: day("2027-02-28"), PayEvery: "每季度首月 15 日前缴纳当季",
		AreaKind: "实测面积", FeeRule: "房屋交接单签署之日", FeeReceipt: "NO.2026-004417", FeeReceiptOn: day("2026-11-23"),
		ParkingRent: "每月 300 元", ParkingFee: "地下车位管理费每月 80 元", LateRate: "逾期部分每日万分之五", TermFrom: day("2026-11-30"), TermTo: day("2029-11-29"),
		Extra: []string{"甲方赠送六个月物业服务费，自起算日起抵扣，由甲方与乙方另行结算。"}, Copies: 4, SignedAt: "南京市建邺区",
		ServiceContractNo: "QW-2026-008", ServiceContractFiling: "建邺区房管局 2026-05-20 备案，备案号 18", ServiceRooms: "建筑面积 186.40 平方米，1 幢一层 101 室",
		PrepayLimit: 3, VacantRate: "按标准的 70% 交纳，自书面告知之次月起", SharedEnergy: "电梯、水泵、公共照明的电费按建筑面积据实分摊", DataRetention: "本协议终止后满三年"}
}

// longNote is n characters of what people write.
func longNote(n int) string {
	const said = "主卧飘窗左侧距地 1.35 m 处墙面空鼓约 400 cm²，敲击声发闷；业主要求铲除重做并提供 BIM 编号 WALL-3-2-1501 的验收记录（附照片）。"
	return string([]rune(strings.Repeat(said, n/20))[:n])
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// filled is a content's form, filled in.
func filled(content any, imprint app.Imprint) Filled {
	c, printed := contentOf(content)
	if !printed {
		panic("no form prints it")
	}
	return c.Filled(imprint)
}
