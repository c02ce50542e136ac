package records

import (
	"bytes"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"keyday/app"
	"keyday/app/contract"
	"keyday/app/defect"
	"keyday/app/handover"
	"keyday/app/inspect"
	"keyday/data/registry"
)

func metres(text string) app.Area { return app.Area{Decimal: decimal.RequireFromString(text)} }

func goldenFrame(number string) app.Frame {
	return app.Frame{
		Letterhead: app.Letterhead{Company: "江苏锦绣置业有限公司", Address: "江东中路 108 号", Phone: "025-8888 6600", Logo: "c0ffee"},
		Project:    "锦绣花园一期", Number: number, Rehearsal: true,
		Wording: app.Wording{Template: "form/1", Text: "7e47", Form: "f0f0",
			Approval: app.Approval{By: app.ID{1, 2, 3}, Name: "周建国", At: time.Date(2026, 11, 2, 9, 30, 0, 0, time.UTC)}},
		Signers: []app.SignatureField{{Role: "agent", Name: "王𬀩", ActsFor: "欧阳䶮", Required: true}},
		Salt:    []byte("0123456789abcdef"),
	}
}

// approvedFrame says all that is known of who approved the words.
func approvedFrame(number string) app.Frame {
	f := goldenFrame(number)
	f.Wording.Approval.Office, f.Wording.Approval.Reference, f.Wording.Approval.On = "江苏正衡律师事务所", "法审 2026-018", app.NewDate(2026, 11, 1)
	return f
}

// rareFrame names somebody whose name the font could not write.
func rareFrame(number string) app.Frame {
	f := goldenFrame(number)
	f.Names = []app.RareName{{Name: "𠮷野", Lacks: []string{"U+20BB7"}, Picture: []byte("\x89PNG"), How: "姓名图片", Says: "字库缺字 U+20BB7"}}
	return f
}

var goldenCertificate = handover.CertificateContent{
	Frame: goldenFrame("JF-01-00042"), Seller: "出卖人",
	Owners:     []handover.CertificateOwner{{Name: "欧阳䶮", IDType: "身份证", IDNo: "3201**********1234", Share: "50%", Phone: "138****6621"}},
	Agent:      handover.CertificateAgent{Name: "王𬀩", IDNo: "3201**********2217", Phone: "139****0458", ActsFor: "欧阳䶮", Authority: "授权委托书"},
	ContractNo: "HT-2024-0815", UnitCode: "3-2-1501", UnitName: "3幢2单元1501室", HouseType: "A户型", Finish: "精装",
	ContractArea: metres("143.2"), MeasuredArea: metres("143.85"), InnerArea: metres("112.06"), Batch: "首批",
	NoticeDate: app.NewDate(2026, 11, 1), ContractDate: app.NewDate(2026, 11, 30), HandoverDate: app.NewDate(2026, 11, 23),
	Slot: "09:30–10:00", Start: "09:41", End: "11:05", Second: true, Sheet: "YF-01-00073", Condition: "完好", Decision: "refused",
	RefusalReason: "渗漏", NextDate: app.NewDate(2026, 12, 5),
	Meters:    []handover.CertificateMeter{{Kind: "水表", Number: "SW-1", Reading: "000123.40", Unit: "m³", Remark: "新表"}},
	Keys:      []handover.CertificateKey{{Kind: "入户门", Handed: 5, Kept: 1, Purpose: "整改", Until: app.NewDate(2026, 12, 1)}},
	Documents: []handover.CertificateDocument{{Name: "住宅质量保证书", Count: 2, Original: true}},
	Overrides: []handover.CertificateOverride{{Gate: "未验房", Strength: "company", Reason: "业主要求", By: "周建国", Role: "客服主管", On: app.NewDate(2026, 11, 22)}},
	Remarks:   "备注", Copies: 2,
	Defects: []handover.CertificateDefect{{Number: "D-01-00042", Room: "主卧", Part: "墙面", Phrase: "空鼓", Note: "约 0.2 m²", Severity: "serious",
		Promised: app.NewDate(2026, 12, 1), Firm: "宏远"}},
}

func goldenNotice(number string) defect.NoticeContent {
	return defect.NoticeContent{
		Frame: goldenFrame(number), Firm: "宏远", Contact: "赵工", ContactTel: "13800000000", Subject: "空鼓整改",
		IssuedOn: app.NewDate(2026, 11, 20), Deadline: app.NewDate(2026, 11, 27), Requirement: "返工", CostWarning: "扣款", IssuedBy: "周建国", IssuedRole: "客服主管",
		Items: []defect.NoticeContentItem{{Number: "D-01-00042", UnitCode: "3-2-1501", Room: "主卧", Part: "墙面", Phrase: "空鼓", Note: "约 0.2 m²",
			Severity: "serious", Round: 2, Due: app.NewDate(2026, 11, 25), Photos: []string{"a1", "b2"}}},
	}
}

func goldenSheet(number string) inspect.SheetContent {
	return inspect.SheetContent{
		Frame: goldenFrame(number), UnitCode: "3-2-1501", UnitName: "3幢2单元1501室", HouseType: "A户型", Finish: "精装", Origin: "交付陪验", Round: 2,
		Owner: "欧阳䶮", Inspector: "李敏", Supervisor: "周建国", Date: app.NewDate(2026, 11, 19), Start: "09:00", End: "10:30", Weather: "晴",
		Rooms: []inspect.SheetRoom{{Name: "主卧", Rows: []inspect.SheetRow{{Item: "抹灰空鼓", Tolerance: "≤ 4 mm", Nominal: "设计值 2800", Result: "fail",
			Readings: []inspect.SheetReading{{Value: "2.78", Out: true}},
			Problems: []inspect.SheetProblem{{Number: "D-01-00042", Part: "墙面", Phrase: "空鼓", Note: "约 0.2 m²", Severity: "serious",
				Promised: app.NewDate(2026, 12, 1), Firm: "宏远"}}}}}},
		Conclusion: "不合格", Remarks: "备注",
	}
}

// golden are papers as they were once locked, with something under every key, by
// the file that holds their bytes. A file is never changed: where a content gains a
// key, another paper is added that has it.
var golden = map[string]any{
	"names/handover-certificate-1.cbor": func() handover.CertificateContent {
		c := goldenCertificate
		c.Frame = rareFrame("JF-01-00043")
		return c
	}(),
	"handover-certificate-1.cbor": goldenCertificate,
	"handover-certificate-2.cbor": func() handover.CertificateContent {
		c := goldenCertificate
		c.Frame, c.Filed = goldenFrame("JF-01-00044"), app.NewDate(2026, 10, 30)
		return c
	}(),
	"rectification-notice-2.cbor": goldenNotice("ZG-01-00109"),
	"inspection-sheet-2.cbor": func() inspect.SheetContent {
		c := goldenSheet("YF-01-00074")
		p := &c.Rooms[0].Rows[0].Problems[0]
		p.Photos, p.Recheck, p.RecheckBy, p.RecheckOn = []string{"a1"}, "pass", "陈立", app.NewDate(2026, 11, 22)
		return c
	}(),
	"rectification-notice-1.cbor": goldenNotice("ZG-01-00108"),
	"inspection-sheet-1.cbor":     goldenSheet("YF-01-00073"),
	"property-agreement-1.cbor": contract.AgreementContent{
		Frame:     goldenFrame("WY-01-00042"),
		Developer: contract.Party{Name: "锦绣置业", Representative: "陈明", CreditCode: "91320000A", Address: "江东中路 108 号", Phone: "025-8888 6600"},
		Property:  contract.Party{Name: "锦绣物业", Representative: "孙丽", CreditCode: "91320000B", Address: "花园路 1 号", Phone: "025-8888 7700"},
		Owners: []contract.AgreementOwner{{Name: "欧阳䶮", IDType: "身份证", IDNo: "320102194910010000", Phone: "13800138000",
			Address: "花园路 2 号", Share: "50%"}},
		Community: "锦绣花园", Place: "建邺区", PropertyType: "高层住宅", Boundaries: "东至江东中路", SiteArea: "120000 m²",
		UnitCode: "3-2-1501", UnitName: "3幢2单元1501室", Area: metres("143.85"), ContractNo: "HT-2024-0815",
		FeeBasis: "包干制", FeePrice: app.Money{Decimal: decimal.RequireFromString("2.85")}, FeeStart: app.NewDate(2026, 12, 1), FeePeriod: "3 个月",
		FeePaidUntil: app.NewDate(2027, 2, 28), PayEvery: "每季度首月 15 日前", ParkingFee: "每月 300 元", LateRate: "每日万分之五",
		TermFrom: app.NewDate(2026, 6, 1), TermTo: app.NewDate(2029, 5, 31), Extra: []string{"无"}, Copies: 3, SignedAt: "南京", SignedOn: app.NewDate(2026, 11, 23),
	},
	"property-agreement-2.cbor": laterAgreement("WY-01-00043"),
	"property-agreement-3.cbor": laterAgreement("WY-01-00044"),
	"property-agreement-4.cbor": func() contract.AgreementContent {
		c := laterAgreement("WY-01-00045")
		c.Owners[0].Company = true
		c.ServiceContractNo, c.ServiceContractFiling, c.ServiceRooms = "QW-2026-008", "备案 18 号", "186 平方米，1 幢一层"
		c.CommissionRate, c.PrepayLimit, c.VacantRate, c.SharedEnergy, c.DataRetention = "8%", 3, "按 70%", "按建筑面积分摊", "本协议终止后满三年"
		c.Agents = []contract.AgreementAgent{{Name: "王𬀩", IDType: "身份证", IDNo: "320105197001011232", Phone: "13900000458", ActsFor: "欧阳䶮",
			Letter: "公证", LetterNo: "（2026）宁证字 88 号", LetterFrom: app.NewDate(2026, 11, 1), LetterTo: app.NewDate(2026, 12, 31)}}
		return c
	}(),
}

// What was locked once is read for ever, each value where it was: whoever renames a
// field in Go changes nothing, whoever renames a key is stopped here.
// KEYDAY_TEST_WRITE=1 writes the files that are not there yet.
func TestGoldenContentsAreRead(t *testing.T) {
	read, later := map[string]bool{}, map[string]bool{}
	for file, want := range golden {
		if empty := emptyIn(reflect.ValueOf(want), file, later); empty != "" {
			t.Errorf("%s is empty: the golden paper says nothing of it", empty)
		}
		path := filepath.Join("testdata", "contents", file)
		if _, err := os.Stat(path); os.IsNotExist(err) && os.Getenv("KEYDAY_TEST_WRITE") != "" {
			raw, err := registry.Encode(want)
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, raw, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		raw, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		got := reflect.New(reflect.TypeOf(want))
		if err := registry.Decode(raw, got.Interface()); err != nil {
			t.Errorf("%s: %v", file, err)
		} else if !reflect.DeepEqual(got.Elem().Interface(), want) {
			t.Errorf("%s says\n%+v\nand said\n%+v", file, got.Elem(), want)
		}
		if again, err := registry.Encode(want); err != nil || !bytes.Equal(again, raw) {
			t.Errorf("%s is not written as it was (%v)", file, err)
		}
		template := strings.TrimSuffix(filepath.Base(file), ".cbor")
		at := strings.LastIndex(template, "-")
		template = template[:at] + "/" + template[at+1:]
		if err := RequireReadable(template, raw); err != nil {
			t.Errorf("%s as %s: %v", file, template, err)
		}
		read[template] = true
	}
	for template := range contents {
		if !read[template] {
			t.Errorf("no golden paper of %s", template)
		}
	}
	for key, said := range later {
		if !said {
			t.Errorf("no golden paper says %s", key)
		}
	}
}

// emptyIn finds a value that would be the same if nothing had been written. What a
// content gained later is left out where it is empty: of these it notes which any paper
// says.
func emptyIn(v reflect.Value, at string, later map[string]bool) string {
	switch {
	case v.IsZero():
		return at
	case v.Kind() == reflect.Struct && !plainText(v.Type()):
		for i := range v.NumField() {
			f := v.Type().Field(i)
			if strings.HasSuffix(f.Tag.Get("cbor"), ",omitempty") {
				key := v.Type().String() + "." + f.Name
				later[key] = later[key] || !v.Field(i).IsZero()
				continue
			}
			if empty := emptyIn(v.Field(i), at+"."+f.Name, later); empty != "" {
				return empty
			}
		}
	case v.Kind() == reflect.Slice && v.Type().Elem().Kind() == reflect.Struct:
		return emptyIn(v.Index(0), at, later)
	}
	return ""
}

// laterAgreement is an agreement since its second text, every field of it filled.
func laterAgreement(number string) contract.AgreementContent {
	return contract.AgreementContent{
		Frame:     approvedFrame(number),
		Developer: contract.Party{Name: "锦绣置业", Representative: "陈明", CreditCode: "91320000A", Address: "江东中路 108 号", Phone: "025-8888 6600"},
		Property:  contract.Party{Name: "锦绣物业", Representative: "孙丽", CreditCode: "91320000B", Address: "花园路 1 号", Phone: "025-8888 7700"},
		Owners: []contract.AgreementOwner{{Name: "欧阳䶮", IDType: "身份证", IDNo: "320102194910010000", Phone: "13800138000",
			Address: "花园路 2 号", Share: "50%"}},
		Community: "锦绣花园", Place: "建邺区", PropertyType: "高层住宅", Boundaries: "东至江东中路", SiteArea: "120000 m²",
		UnitCode: "3-2-1501", UnitName: "3幢2单元1501室", Area: metres("143.85"), AreaKind: "实测面积", ContractNo: "HT-2024-0815",
		FeeBasis: "包干制", FeePrice: app.Money{Decimal: decimal.RequireFromString("2.85")}, FeeRule: "房屋交接单签署之日", FeeNotBefore: app.NewDate(2026, 12, 1),
		FeeStart: app.NewDate(2026, 12, 1), FeePeriod: "3 个月", FeePaidUntil: app.NewDate(2027, 2, 28), FeeReceipt: "NO.4417", FeeReceiptOn: app.NewDate(2026, 11, 23),
		PayEvery: "每季度首月 15 日前", ParkingRent: "每月 300 元", ParkingFee: "每月 80 元", LateRate: "每日万分之五",
		TermFrom: app.NewDate(2026, 6, 1), TermTo: app.NewDate(2029, 5, 31), Extra: []string{"无"}, Copies: 3, SignedAt: "南京", SignedOn: app.NewDate(2026, 11, 23),
	}
}
