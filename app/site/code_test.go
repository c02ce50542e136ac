package site

import (
	"slices"
	"strings"
	"testing"

	"keyday/app"
)

func TestBuildingCode(t *testing.T) {
	for text, want := range map[string]string{
		"1幢": "1", "1栋": "1", "1#": "1", "1号楼": "1", "1座": "1", "1": "1", "１幢": "1", " 1 幢 ": "1",
		"第3幢": "3", "03#": "3", "1#楼": "1", "1＃": "1", "12号": "12", "#5": "5", "1.0": "1",
		"十二幢": "12", "二十一栋": "21", "一百零三号楼": "103", "廿三幢": "23", "十幢": "10", "九十幢": "90", "一百十二幢": "112", "二百幢": "200",
		"Z座": "Z", "－1幢": "",
		"A座": "A", "a座": "A", "甲座": "甲", "1A幢": "1A", "A1幢": "A1", "No.7": "7",
		"商业1幢": "S1", "商铺2#": "S2", "S1#": "S1", "商业S1幢": "S1", "商业楼": "S", "别墅12幢": "V12",
		"": "", "幢": "", "0幢": "", "一期3幢": "", "合计": "", "1幢小计": "", "1-2幢": "", "1234幢": "", "3.5": "",
		"百幢": "", "一百三幢": "", "二十一五幢": "", "一百二百幢": "", "十十幢": "", "一五十幢": "", "零十幢": "", "一百零十幢": "", // which number is meant?
	} {
		got, ok := BuildingCode(text)
		if got != want || ok != (want != "") {
			t.Errorf("BuildingCode(%q) = %q, %v; want %q", text, got, ok, want)
		}
	}
}

func TestEntranceCode(t *testing.T) {
	for text, want := range map[string]string{
		"1单元": "1", "1": "1", "一单元": "1", "1.0": "1", "甲单元": "甲", "A单元": "A", "2门": "2",
		"第2单元": "2", "单元3": "3", "０２": "2", "十一单元": "11", "东单元": "东",
		"": "", "/": "", "无": "", "-": "",
	} {
		if got, ok := EntranceCode(text); got != want || !ok {
			t.Errorf("EntranceCode(%q) = %q, %v; want %q", text, got, ok, want)
		}
	}
	for _, text := range []string{"0单元", "101", "单元", "东西", "x2单元"} {
		if got, ok := EntranceCode(text); ok {
			t.Errorf("EntranceCode(%q) = %q, want a refusal", text, got)
		}
	}
}

func TestRoomCode(t *testing.T) {
	for text, want := range map[string]string{
		"101": "101", "1501室": "1501", "３０２": "302", "1501A": "1501A", "1501-A": "1501A", "1501a房": "1501A",
		"0101": "101", "101.0": "101", "1501 室": "1501", "一五〇一": "1501", "零零一五〇一": "1501", "零零零一五〇一": "",
		"S101": "S101", "商铺101": "S101", "商铺S101": "S101", "101号商铺": "101", "S-12": "S12", "商12": "S12",
		"301复式": "301", "803(样板间)": "803", "803（样板间）": "803", "1501室LOFT": "1501", "1501A跃层": "1501A",
		"301东": "", "301(东)": "", "复式": "", "样板间": "",
		"储藏室12": "C12", "储-105": "C105", "-101": "B101", "负101": "B101", "B101": "B101", "B1-05": "B105",
		"-1-05": "B105", "地下室-101": "B101", "储藏室B105": "CB105",
		"": "", "室": "", "1-101": "", "1501/1502": "", "合计": "", "0": "", "1234567": "", "1.5": "",
	} {
		got, ok := RoomCode(text)
		if got != want || ok != (want != "") {
			t.Errorf("RoomCode(%q) = %q, %v; want %q", text, got, ok, want)
		}
	}
}

func TestParseUnit(t *testing.T) {
	for text, want := range map[string]string{
		"3-2-1501": "3-2-1501", "3－2－1501": "3-2-1501", "3幢2单元1501室": "3-2-1501", "3#2-1501": "3-2-1501",
		"3#-2-1501": "3-2-1501", "锦绣花园3栋二单元1501": "3-2-1501", "十二幢1单元101": "12-1-101",
		"A座1501": "A-1501", "3-1501": "3-1501", "3幢1501室": "3-1501", "3号楼2单元-101": "3-2-101",
		"3-2--101": "3-2-B101", "3幢S-12": "3-S12", "3幢无-1501": "3-1501", "3幢/-1501": "3-1501", "1号楼2单元3层12室": "1-2-312", "商业2幢S101": "S2-S101", "别墅12号": "V12", "别墅12幢101": "V12-101",
		"3幢甲单元1501A": "3-甲-1501A", "江州市人民路1号云栖府1幢1单元101室": "1-1-101", "人民路1号": "", "1号楼2单元3楼306": "1-2-306", "1号楼2单元3层06室": "1-2-306", "3栋十二层1201": "3-1201", "3栋负一层01": "3-B101",
		"": "", "1501": "", "锦绣花园": "", "一期3幢2单元101": "", "1-2-3-4": "", "3--": "",
	} {
		p, ok := ParseUnit(text)
		if p.Code() != want && ok || ok != (want != "") {
			t.Errorf("ParseUnit(%q) = %q, %v; want %q", text, p.Code(), ok, want)
		}
	}
}

func TestFloors(t *testing.T) {
	for text, want := range map[string]int{
		"15": 15, "15层": 15, "15F": 15, "十五层": 15, "负一层": -1, "-1": -1, "B1": -1, "地下二层": -2, "首层": 1,
		"第3层": 3, "3.0": 3, "199": 199, "200": 0, "-199": -199, "-200": 0, "负-1": 0, "": 0, "0": 0, "夹层": 0, "3-4": 0, "1.5": 0,
	} {
		got, ok := FloorNumber(text)
		if got != want || ok != (want != 0) {
			t.Errorf("FloorNumber(%q) = %d, %v; want %d", text, got, ok, want)
		}
	}
	for room, want := range map[string]int{
		"1501": 15, "101": 1, "1501A": 15, "S101": 1, "B205": -2, "12": 0, "C105": 0, "CB105": -1, "": 0, "19901": 199, "20001": 0, "0012": 0, "99999999999999999999901": 0,
	} {
		got, ok := FloorOfRoom(room)
		if got != want || ok != (want != 0) {
			t.Errorf("FloorOfRoom(%q) = %d, %v; want %d", room, got, ok, want)
		}
	}
}

func TestIdentitiesAgreeBetweenLaptops(t *testing.T) {
	here, there := app.ID{1}, app.ID{2}
	if UnitID(here, "3-2-1501") != app.DerivedID(here, "unit/3-2-1501") || BuildingID(here, "3") != app.DerivedID(here, "building/3") {
		t.Error("the derivation changed: laptops that imported earlier would no longer agree")
	}
	if UnitID(here, "3-2-1501") == UnitID(there, "3-2-1501") {
		t.Error("two communities share a unit")
	}
}

// A code is a fixed point: reading a written code gives it back, without a dash in any part.
func FuzzCodes(f *testing.F) {
	for _, s := range []string{"1幢", "十二幢", "1501-A", "商铺101", "-1-05", "甲单元", "3-2-1501", "别墅12号", "储藏室B1-05"} {
		f.Add(s)
	}
	f.Add("储藏室BK-05")
	f.Fuzz(func(t *testing.T, s string) {
		for name, read := range map[string]func(string) (string, bool){"building": BuildingCode, "entrance": EntranceCode, "room": RoomCode} {
			code, ok := read(s)
			if !ok {
				continue
			}
			if again, ok := read(code); !ok || again != code {
				t.Errorf("%s %q → %q → %q, %v", name, s, code, again, ok)
			}
			if strings.ContainsAny(code, "- ") {
				t.Errorf("%s code %q of %q holds a dash or space", name, code, s)
			}
		}
		if p, ok := ParseUnit(s); ok && p.Room != "" && p.Entrance != "" {
			if again, ok := ParseUnit(p.Code()); !ok || again != p {
				t.Errorf("unit %q → %q → %+v, %v", s, p.Code(), again, ok)
			}
		}
		FloorNumber(s)
		FloorOfRoom(s)
	})
}

// Two numbers are the same however people write them.
func TestPlainNumber(t *testing.T) {
	for text, want := range map[string]string{
		"138 1234 5678": "13812345678", "138-1234-5678": "13812345678", "+86 13812345678": "13812345678",
		"008613812345678": "13812345678", "8613812345678": "13812345678", "１３８１２３４５６７８": "13812345678",
		"(0571)8888.1234": "057188881234", "11010519491231002x": "11010519491231002X", "e12345678": "E12345678",
		"8612345678": "8612345678", "": "", "+852 1234 5678": "+85212345678",
	} {
		if got := PlainNumber(text); got != want {
			t.Errorf("%q is %q, not %q", text, got, want)
		}
	}
}

// Codes stand in the order of a street: a shorter number comes first.
func TestCompareCodes(t *testing.T) {
	street := []string{"1-1-101", "1-1-1501", "1-2-101", "2-101", "2-1-101", "2-1-102", "10-1-101", "A-101", "S1-S08"}
	slices.SortFunc(street, func(a, b string) int { return strings.Compare(b, a) })
	slices.SortFunc(street, CompareCodes)
	if want := []string{"1-1-101", "1-1-1501", "1-2-101", "2-1-101", "2-1-102", "2-101", "A-101", "10-1-101", "S1-S08"}; !slices.Equal(street, want) {
		t.Errorf("stand as %v", street)
	}
	if CompareCodes("3-2-1501", "3-2-1501") != 0 {
		t.Error("a code is not its own")
	}
}

// What stands before the building in a whole address is the community, or a part of it.
func TestEstateOf(t *testing.T) {
	for text, want := range map[string]string{
		"锦绣花园3幢1501": "锦绣花园", "A区3栋101": "A区", "人民路1号云栖府1幢101": "云栖府", "3幢1501": "", "3-2-1501": "", "锦绣花园": "",
	} {
		if got := EstateOf(text); got != want {
			t.Errorf("%q lies in %q, want %q", text, got, want)
		}
	}
}

// A room that is a mere number on its floor is told by both.
func TestRoomOnFloor(t *testing.T) {
	for _, c := range []struct {
		floor int
		room  string
		want  string
	}{
		{3, "2", "302"}, {3, "02", "302"}, {12, "12", "1212"}, {1, "1", "101"}, {-1, "2", "B102"},
		{3, "302", "302"}, {3, "A", "A"}, {3, "", ""},
	} {
		if got := RoomOnFloor(c.floor, c.room); got != c.want {
			t.Errorf("%q on %d is %q, want %q", c.room, c.floor, got, c.want)
		}
	}
}

// Text is compared as if everybody wrote half-width, with one dash and one space.
func TestFold(t *testing.T) {
	for _, dash := range "－—–‐‑−﹣-" {
		if got := Fold("3" + string(dash) + "2"); got != "3-2" {
			t.Errorf("%U is written as %q", dash, got)
		}
	}
	for _, space := range "\u3000\u00a0\u2002\u2003\u2009 " {
		if got := Fold("3" + string(space) + "2"); got != "3 2" {
			t.Errorf("%U is written as %q", space, got)
		}
	}
	for text, want := range map[string]string{"\ufeff3幢": "3幢", "　Ａ座（东） ": "A座(东)", "王𬀩": "王𬀩"} {
		if got := Fold(text); got != want {
			t.Errorf("%q is written as %q, want %q", text, got, want)
		}
	}
}

// Phones are kept in the one form in which two are compared; what is none is refused.
func TestReadPhone(t *testing.T) {
	for text, want := range map[string]string{
		"138 1234 5678": "13812345678", "'13812345678": "13812345678", "13812345678.0": "13812345678", "+86-138-1234-5678": "13812345678",
		"（0571）88881234": "0571-88881234", "010-88881234": "010-88881234", "02588886600": "025-88886600", "05718888123": "0571-8888123",
		"400-800-1234": "4008001234", "+852 1234 5678": "+85212345678", "0085212345678": "+85212345678",
		"": "", "12": "", "1381234567": "", "138123456789": "", "12812345678": "", "88881234": "", "0571-18881234": "", "+0123456789": "", "无": "",
	} {
		got, ok := ReadPhone(text)
		if got != want || ok != (want != "") {
			t.Errorf("%q is read as %q, %t; want %q", text, got, ok, want)
		}
	}
}

// A room is called as its house type calls it, else by its usual name.
func TestRoomName(t *testing.T) {
	h := HouseType{Rooms: []Room{{Key: "bed1", Kind: Bedroom, Name: "南卧"}}}
	for key, want := range map[string]string{"bed1": "南卧", "kitchen": "厨房", "whole": "全屋", "bed9": "bed9"} {
		if got := h.RoomName(key); got != want {
			t.Errorf("%s is called %s, want %s", key, got, want)
		}
	}
}
