package intake

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"keyday/app"
	"keyday/app/site"
)

func TestReadValues(t *testing.T) {
	text := func(s string) Cell { return Cell{Kind: Text, Text: s} }
	num := func(s string) Cell { return Cell{Kind: Number, Text: s} }
	for _, c := range []struct {
		name string
		read func(Cell) (string, bool)
		cell Cell
		want string // "" for refused
	}{
		{"area", readArea, text("143.20㎡"), "143.2"},
		{"area", readArea, text("143.20 平方米"), "143.2"},
		{"area", readArea, text("1,143.20"), "1143.2"},
		{"area", readArea, num("143.19999999999999"), "143.2"},
		{"area", readArea, num("0"), ""},
		{"area", readArea, text("-3"), ""},
		{"area", readArea, text("1e3"), ""},
		{"area", readArea, text("约90"), ""},
		{"area", readArea, num("1000000"), ""},
		{"area", readArea, num("100000"), "100000"},
		{"area", readArea, num("100000.01"), ""},
		{"area", readArea, num("0.1"), "0.1"},
		{"area", readArea, num("0.09"), ""},
		{"area", readArea, num("1E+2"), "100"},
		{"area, to the sixth place", readArea, num("89.123456"), "89.123456"},
		{"area, a float's noise", readArea, num("89.1234567"), "89.12"},
		{"money", readMoney, text("¥12,519.00"), "12519"},
		{"money", readMoney, text("1.2万元"), "12000"},
		{"money", readMoney, text("面议"), ""},
		{"money", readMoney, text("1000万"), "10000000"},
		{"money", readMoney, text("1000.01万"), ""},
		{"money", readMoney, num("0"), "0"},
		{"money", readMoney, num("-1"), ""},
		{"date", func(c Cell) (string, bool) { return readDate(c, false) }, num("45356"), "2024-03-05"},
		{"date of 1904", func(c Cell) (string, bool) { return readDate(c, true) }, num("43894"), "2024-03-05"},
		{"date", func(c Cell) (string, bool) { return readDate(c, false) }, text("2024.13.1"), ""},
		{"date", func(c Cell) (string, bool) { return readDate(c, false) }, text("1887-01-01"), ""},
		{"date", func(c Cell) (string, bool) { return readDate(c, false) }, text("1989-12-31"), ""},
		{"date", func(c Cell) (string, bool) { return readDate(c, false) }, text("1990-01-01"), "1990-01-01"},
		{"date", func(c Cell) (string, bool) { return readDate(c, false) }, text("2099-12-31"), "2099-12-31"},
		{"date", func(c Cell) (string, bool) { return readDate(c, false) }, text("2100-01-01"), ""},
		{"date", func(c Cell) (string, bool) { return readDate(c, false) }, text("20251131"), ""},
		{"date", func(c Cell) (string, bool) { return readDate(c, false) }, Cell{Kind: Day, Text: "2024-03-05"}, "2024-03-05"},
		{"phone", phoneOf, text("+86 138 0013 8000"), "13800138000"},
		{"phone", phoneOf, text("8613800138000"), "13800138000"},
		{"phone", phoneOf, text("0755-26888888"), "0755-26888888"},
		{"phone", phoneOf, text("400-800-8820"), "4008008820"},
		{"phone", phoneOf, text("12800138000"), ""},
		{"phone", phoneOf, text("1380013800"), ""},
		{"phone", phoneOf, text("026-88888888"), "026-88888888"},
		{"phone", phoneOf, text(""), ""},
	} {
		if got, ok := c.read(c.cell); got != c.want || ok != (c.want != "") {
			t.Errorf("%s %q: %q, %v; want %q", c.name, c.cell, got, ok, c.want)
		}
	}
}

func identifyText(s string) app.ID { return app.DerivedID(app.Nil, s) }

func phoneOf(c Cell) (string, bool) { return site.ReadPhone(c.Text) }

// A text is taken up to its limit, to the character, and refused beyond.
func TestTextsHaveLimits(t *testing.T) {
	for f, most := range map[Field]int{HouseType: 80, ContractNo: 80, Batch: 80, UnitNote: 2000} {
		fits := strings.Repeat("长", most)
		if text, wrong := unitFields[f].read(Cell{Kind: Text, Text: fits}, false); wrong != "" || text != fits {
			t.Errorf("%s of %d characters: %d come, %q", f, most, len([]rune(text)), wrong)
		}
		if text, wrong := unitFields[f].read(Cell{Kind: Text, Text: fits + "长"}, false); wrong != TooLong || text != "" {
			t.Errorf("%s of %d characters: %q, %q", f, most+1, text, wrong)
		}
	}
}

// What is cut off is marked; a text of just the length stays whole.
func TestCut(t *testing.T) {
	for text, want := range map[string]string{"一二": "一二", "一二三": "一二三", "一二三四": "一二三…"} {
		if got := cut(text, 3); got != want {
			t.Errorf("%s is cut to %s", text, got)
		}
	}
}

// Every kind of finding, passed cell and change has its word: the catalogues are
// asked in ui/words; here the weights are held to the groups.
func TestWeights(t *testing.T) {
	for kind, want := range map[FindingKind]Weight{NoRoom: RefusesRow, JoinUnknown: RefusesRow, IDCheck: RefusesCell, TooLong: RefusesCell, MissingGlyph: Warns, OwnerAbsent: Warns} {
		if got := kind.Weight(); got != want {
			t.Errorf("%s: %d, want %d", kind, got, want)
		}
	}
}

func TestLostDigits(t *testing.T) {
	for _, c := range []struct {
		cell Cell
		lost bool
	}{
		{Cell{Kind: Number, Text: "3.20102198205121E+17"}, true},
		{Cell{Kind: Number, Text: "320102198205121000"}, true},
		{Cell{Kind: Number, Text: "110105491231002"}, false}, // fifteen digits survive
		{Cell{Kind: Number, Text: "-110105491231002"}, false},
		{Cell{Kind: Number, Text: "1101054912310020"}, true},
		{Cell{Kind: Text, Text: "2.02412E+11"}, true},
		{Cell{Kind: Text, Text: "3.3E+17"}, true},
		{Cell{Kind: Text, Text: "320102198205121228"}, false},
		{Cell{Kind: Text, Text: "1.38E+10"}, false},
	} {
		if got := lostDigits(c.cell); got != c.lost {
			t.Errorf("%v: %v", c.cell, got)
		}
	}
}

func TestSplitNames(t *testing.T) {
	for text, want := range map[string]string{
		"张三、李四": "张三|李四", "张三；李四": "张三|李四", "张三/李四": "张三|李四", "张三 李四": "张三|李四", "张三\n李四": "张三|李四", "张三,李四,王五": "张三|李四|王五",
		"张　伟": "张伟", "张 伟、李 娜": "张伟|李娜", "欧阳 娜娜": "欧阳娜娜", "张三 欧阳 娜娜": "张三|欧阳娜娜", "诸葛亮 司马懿": "诸葛亮|司马懿",
		"John Smith": "John Smith", "古丽·阿不都": "古丽·阿不都", "上海（集团）有限公司": "上海(集团)有限公司", "张三、": "张三", "": "",
		"张三 诸葛小明": "张三|诸葛小明", "张三 诸葛小明明": "张三诸葛小明明", "张 三": "张三", "欧阳 娜娜娜": "欧阳|娜娜娜", "张三(60%) 李四(40%)": "张三(60%)|李四(40%)",
		"张三 先生": "张三", "先生": "先生", "Mr. John Smith": "John Smith", "张三 欧阳": "张三|欧阳",
		"欧阳 娜娜 张三 司马 相如": "欧阳娜娜|张三|司马相如", "、张三": "张三",
	} {
		if got := strings.Join(splitNames(text), "|"); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// What stands among the names and is more than one person's name, or none.
func TestWhatIsNoName(t *testing.T) {
	for name, want := range map[string]FindingKind{
		"张三": "", "欧阳娜娜": "", "张中等": "", "张三等人": BadName, "张三等": "", "张3": BadName, "(张三)": BadName, "张三(60%)": "", "锦绣2号公司": "", "张三->李四": BadName,
		"张先生": NameTitle, "欧阳女士": NameTitle, "张三先生": "", "女士": NameTitle,
	} {
		if got := notName(name); got != want {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
	}
	for name, odd := range map[string]bool{"欧阳娜娜": false, "欧阳娜娜娜": true, "张三(查)": true, "锦绣花园物业公司": false, "Alexander": false} {
		if oddName(name) != odd {
			t.Errorf("%q is odd: %v", name, !odd)
		}
	}
}

// A share as people write it.
func TestShares(t *testing.T) {
	for text, want := range map[string]string{"0.5": "50%", "1": "100%", "1.5": "1.5", "0": "0", "-0.5": "-0.5", "1/2": "1/2", "50%": "50%", "共同共有": "共同共有"} {
		if got := readShare(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// Columns have the letters that spreadsheets give them.
func TestColumnNames(t *testing.T) {
	for col, want := range map[int]string{0: "A", 25: "Z", 26: "AA", 51: "AZ", 52: "BA", 701: "ZZ", 702: "AAA", 16383: "XFD"} {
		if got := ColumnName(col); got != want {
			t.Errorf("column %d is %s, want %s", col, got, want)
		}
	}
}

// A formula that was never calculated says something, though nothing stands in its cell.
func TestBlankCells(t *testing.T) {
	for cell, want := range map[Cell]bool{{}: true, {Kind: Text}: true, {Kind: Text, Text: "甲"}: false, {Kind: Number, Text: "1"}: false, {Kind: Uncalculated}: false, {Kind: Blank, Text: "甲"}: true} {
		if cell.IsBlank() != want {
			t.Errorf("%+v is blank: %v", cell, !want)
		}
	}
}

// Outside of the sheet everything is blank.
func TestOutsideOfTheSheet(t *testing.T) {
	s := Sheet{Rows: [][]Cell{{{Kind: Text, Text: "甲"}}, {{Kind: Text, Text: "乙"}, {Kind: Text, Text: "丙"}}}}
	for at, want := range map[Address]string{{0, 0}: "甲", {1, 1}: "丙", {0, 1}: "", {2, 0}: "", {-1, 0}: "", {0, -1}: ""} {
		if got := s.At(at).Text; got != want {
			t.Errorf("at %d,%d stands %q, want %q", at.Row, at.Col, got, want)
		}
	}
}

// What Excel left of a number is shown as it shows it.
func TestWhatIsLeftOfANumber(t *testing.T) {
	for number, want := range map[string]string{"320102198205121000": "3.2E+17", "3.20102198205121E+17": "3.2E+17", "100": "1.0E+2", "12": "12"} {
		if got := mostDigits(Cell{Kind: Number, Text: number}); got != want {
			t.Errorf("%s: %q, want %q", number, got, want)
		}
	}
	if got := mostDigits(Cell{Kind: Text, Text: "3.3E+17"}); got != "3.3E+17" {
		t.Errorf("a text: %q", got)
	}
}

// Names joined by any of the signs come apart as they were.
func TestNamesComeApart(t *testing.T) {
	name := rapid.StringMatching(`\p{Han}{2,4}`)
	rapid.Check(t, func(t *rapid.T) {
		names := rapid.SliceOfN(name, 1, 5).Draw(t, "names")
		by := rapid.SampledFrom([]string{"、", "，", "；", "/", ";", ",", " ", "\n", "　", "\r\n", " / "}).Draw(t, "by")
		got := splitNames(strings.Join(names, by))
		if strings.Join(got, "|") != strings.Join(names, "|") {
			t.Fatalf("%q", got)
		}
	})
}

// Whatever stands in a sheet, reading it ends, names no home twice, and points
// every finding at a cell of the sheet.
func FuzzRead(f *testing.F) {
	f.Add("楼栋,房号,业主,证件号码,电话\n1幢,101,张三,110101199003070513,13800138000\n,102,李四、王五,,1380013\n小计,,,,2\n备注:无")
	f.Add("房屋坐落;面积;实测面积\n3-2-1501;89;90\n3-2-1501;89;91")
	f.Add("楼栋,单元,房号\n3幢\n,,\n-1,B1-01,负101")
	f.Add("房号,合同编号,业主,共有人,共有份额\n别墅12号,HT1,张三,李四,1/2")
	f.Fuzz(func(t *testing.T, text string) {
		s := Sheet{Name: "一"}
		for _, line := range strings.Split(text, "\n") {
			var row []Cell
			for _, c := range strings.FieldsFunc(line+" ", func(r rune) bool { return r == ',' || r == ';' }) {
				kind := Text
				if strings.HasPrefix(c, "#") {
					kind = Fault
				}
				row = append(row, Cell{Kind: kind, Text: c})
			}
			s.Rows = append(s.Rows, row)
		}
		sv, err := Look(Book{File: "f", Sheets: []Sheet{s}}, nil)
		if err != nil {
			return
		}
		for _, q := range sv.Questions() {
			if err := sv.Choose(q.Sheet, q.Letter, q.Candidates[0]); err != nil {
				if err := sv.Choose(q.Sheet, q.Letter, Leave); err != nil {
					t.Fatal(err)
				}
			}
		}
		l, err := Read(sv, nil)
		if app.RefusalCode(err) == "intake.no_rows" {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		seen := map[string]bool{}
		for _, h := range l.Homes {
			if h.Code() == "" || seen[h.Code()] {
				t.Errorf("home %q comes twice, or has no code", h.Code())
			}
			seen[h.Code()] = true
			for _, b := range h.Buyers {
				if b.Name() == "" {
					t.Errorf("%s has a buyer without a name", h.Code())
				}
			}
		}
		for _, finding := range l.Findings {
			if at := finding.At.Cell; at.Row >= len(s.Rows) || at.Row < 0 || at.Col < 0 {
				t.Errorf("%s points at %v", finding.Kind, at)
			}
		}
		k := Kept{Community: site.Community{Name: "c"}}
		plan := Compare(l, k, Options{}, identifyText)
		if l, err = Read(sv, nil); err != nil {
			t.Fatal(err)
		}
		if again := Compare(l, plan.After(k), Options{Answers: Answers{All: map[FindingKind]Answer{UnknownBuilding: Take}}}, identifyText); !again.Empty() {
			t.Errorf("said again it changes %d records: %+v", again.Records(), again.Changes)
		}
	})
}

// Each number of a cell is masked by itself, however they are parted; one that is written
// in groups is one.
func TestNumbersOfACellAreMaskedEach(t *testing.T) {
	for text, want := range map[string]string{
		"110101199003070513":                    site.Mask("110101199003070513"),
		"110101199003070513、110101199003070521": site.Mask("110101199003070513") + "、" + site.Mask("110101199003070521"),
		"110101199003070513 110101199003070521": site.Mask("110101199003070513") + " " + site.Mask("110101199003070521"),
		"138 0013 8000":                         site.Mask("138 0013 8000"),
		"":                                      "",
	} {
		if got := maskNumbers(text); got != want {
			t.Errorf("%q is shown as %q, want %q", text, got, want)
		}
	}
}
