package intake_test

import (
	"slices"
	"strings"
	"testing"

	"keyday/app"
	"keyday/app/apptest"
	"keyday/app/intake"
	"keyday/app/site"
)

// words are an export's, as a person reads them.
var words = wordsOf(nil)

func wordsOf(other map[intake.Field]string) intake.Terms {
	headers := map[intake.Field]string{
		intake.UnitKey: "Keyday房源标识", intake.OwnerKey: "Keyday业主标识", intake.Building: "楼栋", intake.Entrance: "单元", intake.Floor: "楼层",
		intake.Room: "房号", intake.HouseType: "户型", intake.ContractArea: "合同建筑面积", intake.MeasuredArea: "实测建筑面积", intake.InnerArea: "套内建筑面积",
		intake.ContractNo: "合同编号", intake.SignedOn: "签约日期", intake.DeliveryDue: "合同约定交付日", intake.UnitPrice: "单价", intake.Batch: "交付批次", intake.Fund: "维修资金",
		intake.UnitNote: "备注", intake.OwnerName: "业主姓名", intake.IDType: "证件类型", intake.IDNo: "证件号码", intake.Phone: "联系电话",
		intake.Phone2: "备用电话", intake.OwnerAddress: "联系地址", intake.Share: "共有份额",
	}
	for f, header := range other {
		headers[f] = header
	}
	return intake.Terms{
		Sheet:  "房源与业主",
		Header: func(f intake.Field) string { return headers[f] },
		Fund: func(f site.FundState) string {
			return map[site.FundState]string{site.FundPaid: "已交存", site.FundUnpaid: "未交存"}[f]
		},
	}
}

// bookOf is the file that a page becomes.
func bookOf(p intake.Page) intake.Book {
	s := intake.Sheet{Name: p.Name, Rows: [][]intake.Cell{nil}}
	for i, c := range p.Columns {
		s.Rows[0] = append(s.Rows[0], intake.Cell{Kind: intake.Text, Text: c.Header})
		if c.Hidden {
			s.UnseenColumns = append(s.UnseenColumns, i)
		}
	}
	s.Rows = append(s.Rows, p.Rows...)
	return intake.Book{File: "导出.xlsx", Sheets: []intake.Sheet{s}}
}

// column is what stands in a page under the field, without the header.
func column(p intake.Page, f intake.Field) []string {
	var out []string
	i := slices.IndexFunc(p.Columns, func(c intake.PageColumn) bool { return strings.HasPrefix(c.Header, words.Header(f)) })
	for _, row := range p.Rows {
		out = append(out, row[i].String())
	}
	return out
}

// An export has a row for every owner, in the order of the buildings as they stand, of
// entrances, floors and rooms as people count; the home's own values stand once.
func TestExportIsInOrder(t *testing.T) {
	held := siteOf(t, "楼栋|单元|楼层|房号|户型|合同面积|单价|签约日期|维修资金|业主姓名|联系地址",
		"2幢|1|1|101|||||", "1幢|10|1|101|||||", "1幢|2|1|101|||||", "1幢|2|10|1001|||||", "1幢|2|2|202|||||", "1幢|2|2|0201|||||",
		"1幢|2|2|201A|B|89.50|12000|2025-03-02|已缴|张三|甲路", "|||||||||李四|", "别墅1幢|||||||||王五|")
	for i := range held.Buildings { // as the site lists them
		if held.Buildings[i].Code == "2" {
			held.Buildings[0], held.Buildings[i] = held.Buildings[i], held.Buildings[0]
		}
	}
	d := deskOf(held)
	page, err := d.intake().Export(t.Context(), app.Actor{Role: app.Handover}, community.ID, words)
	if err != nil {
		t.Fatal(err)
	}
	for f, want := range map[intake.Field]string{
		intake.Building:     "2幢,1幢,1幢,1幢,1幢,1幢,1幢,1幢,别墅1幢",
		intake.Entrance:     "1,2,2,2,2,2,2,10,",
		intake.Room:         "101,101,201,202,201A,201A,1001,101,",
		intake.Floor:        "1,1,2,2,2,,10,1,",
		intake.HouseType:    ",,,,B,,,,",
		intake.ContractArea: ",,,,89.5,,,,",
		intake.UnitPrice:    ",,,,12000,,,,",
		intake.SignedOn:     ",,,,2025-03-02,,,,",
		intake.Fund:         ",,,,已交存,,,,",
		intake.OwnerName:    ",,,,张三,李四,,,王五",
	} {
		if got := strings.Join(column(page, f), ","); got != want {
			t.Errorf("%s is\n %s, want\n %s", f, got, want)
		}
	}
	row := page.Rows[4]
	kinds := map[intake.Field]intake.CellKind{intake.Floor: intake.Number, intake.ContractArea: intake.Number, intake.UnitPrice: intake.Number, intake.SignedOn: intake.Day, intake.Room: intake.Text, intake.DeliveryDue: intake.Blank, intake.InnerArea: intake.Blank}
	for i, c := range page.Columns {
		for f, want := range kinds {
			if c.Header == words.Header(f) && row[i].Kind != want {
				t.Errorf("%s is a cell of kind %d, want %d", f, row[i].Kind, want)
			}
		}
		if hidden := strings.HasPrefix(c.Header, "Keyday"); c.Hidden != hidden {
			t.Errorf("%s is hidden: %v", c.Header, c.Hidden)
		}
	}
	if plan := d.dryRun(t, d.surveyed(t, bookOf(page)), intake.Options{}); !plan.Empty() || len(plan.Findings) > 0 || plan.Same != 8 {
		t.Errorf("read again it changes %+v, %+v; %d the same", plan.Changes, plan.Findings, plan.Same)
	}
}

func (d *desk) surveyed(t *testing.T, book intake.Book) intake.Survey {
	t.Helper()
	sv, err := d.intake().Look(t.Context(), assistant, community.ID, book)
	if err != nil {
		t.Fatal(err)
	}
	return sv
}

// A building whose name would be read as another one is exported by its code.
func TestBuildingsThatAreCalledOtherwise(t *testing.T) {
	held := siteOf(t, "楼栋|房号", "1幢|101", "2幢|101", "3幢|101")
	for i, name := range []string{"望江楼", "9幢", "三幢"} {
		held.Buildings[i].Name = name
	}
	page, err := deskOf(held).intake().Export(t.Context(), app.Actor{Role: app.Handover}, community.ID, words)
	if got := strings.Join(column(page, intake.Building), ","); err != nil || got != "1,2,三幢" {
		t.Errorf("exported as %s (%v)", got, err)
	}
}

// Whole numbers are exported for whoever may see them, and it is recorded of how many
// people; everybody else gets them masked.
func TestWhoExportsWhole(t *testing.T) {
	held := siteOf(t, ledger, wu, liang)
	for _, c := range []struct {
		who           app.Actor
		whole, masked string
	}{
		{assistant, "", ""},
		{supervisor, "", ""},
		{app.Actor{Role: app.Handover}, "permission.missing", ""},
		{app.Actor{Role: app.Assistant, Communities: []app.ID{{9}}}, "permission.scope", "permission.scope"},
	} {
		d := deskOf(held)
		page, err := d.intake().ExportWhole(t.Context(), c.who, community.ID, words)
		if app.RefusalCode(err) != c.whole {
			t.Errorf("%s, whole: %v", c.who.Role, err)
		}
		shown := apptest.Of[site.Showing](d.Memory).All()
		if err == nil && (!slices.Equal(column(page, intake.IDNo), []string{id1, id2}) || len(shown) != 1 || shown[0].Owners != 2 || shown[0].Who != c.who.Staff || shown[0].Occasion != site.Exporting || !shown[0].At.Equal(now)) {
			t.Errorf("%s, whole: %v; recorded %+v", c.who.Role, column(page, intake.IDNo), shown)
		}
		if err != nil && (len(page.Rows) > 0 || len(shown) > 0) {
			t.Errorf("%s is shown %d rows", c.who.Role, len(page.Rows))
		}
		page, err = d.intake().Export(t.Context(), c.who, community.ID, words)
		if app.RefusalCode(err) != c.masked {
			t.Errorf("%s, masked: %v", c.who.Role, err)
		}
		if err == nil && !slices.Equal(column(page, intake.IDNo), []string{site.Mask(id1), site.Mask(id2)}) {
			t.Errorf("%s, masked: %v", c.who.Role, column(page, intake.IDNo))
		}
	}
}

// A template has the headings that are read, none of them hidden, every column wide enough
// to type in; what would become a number or a day is a text.
func TestTemplateIsReadable(t *testing.T) {
	pages := intake.Template(words, intake.Guide{Sheet: "填写说明", Headings: [3]string{"列", "怎么填", "示例"},
		How: func(f intake.Field) string { return "填" + words.Header(f) }, Example: func(f intake.Field) string { return string(f) }})
	if len(pages) != 2 || pages[0].Name != "房源与业主" || pages[1].Name != "填写说明" || len(pages[0].Rows) != 0 {
		t.Fatalf("%+v", pages)
	}
	figures := []string{"合同建筑面积", "实测建筑面积", "套内建筑面积", "签约日期", "合同约定交付日", "单价", "维修资金"}
	for i, c := range pages[0].Columns {
		if c.Hidden || strings.HasPrefix(c.Header, "Keyday") || c.Width < 12 || c.AsText == slices.Contains(figures, c.Header) {
			t.Errorf("%+v", c)
		}
		if row := pages[1].Rows[i]; row[0].Text != c.Header || row[1].Text != "填"+c.Header || row[2].Text == "" {
			t.Errorf("%s is explained by %v", c.Header, row)
		}
	}
	sv, err := intake.Look(bookOf(pages[0]), nil)
	if err != nil || len(sv.Questions()) > 0 {
		t.Errorf("asks %v, %v", sv.Questions(), err)
	}
	for _, c := range sv.Tables[0].Columns {
		if c.Sure != intake.Certain {
			t.Errorf("%s is %s (%s)", c.Header, c.Field, c.Sure)
		}
	}
}
