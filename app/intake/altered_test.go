package intake_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"keyday/app/intake"
	"keyday/data/sheet"
)

// exported is what the site of testdata/altered holds: export.csv is its export, the
// others are that file as people gave it back.
var exported = []string{
	"楼栋|单元|房号|户型|合同面积|实测面积|套内面积|合同编号|签约日期|合同约定交付日|交付批次|维修资金|业主姓名|证件号码|联系电话|联系地址|共有份额",
	"1幢|1|101|A户型|89.52|89.51|70.31|BH-2025-00001|2024-07-18|2027-01-03|第一批|未交存|吴杰|'340104197509296731|18800006112|江州市中山路 18 号|",
	"||||||||||||梁保平|32011419990221485X|15000009998|江州市中山路 18 号|",
	"1幢|1|102|C户型|143.2|143.22|114.05|BH-2025-00002|2025-04-05|2027-01-03|第一批|已交存|欧阳䶮|'320114198410178640|13900007858|江州市中山路 66 号|",
	"1幢|2|201|A户型|89.52|89.56|70.31|BH-2025-00005|2024-09-07|2027-01-03|第一批|已交存|邓嘉木|'340104196602123937|13800006007|江州市青年路 90 号|50%",
	"||||||||||||姚鹏|33010619980122281X|13900004408|江州市青年路 90 号|50%",
	"1幢|2|502|A户型|89.52|89.58|70.31|BH-2025-00020|2024-06-21|2027-01-03|第一批|已交存|王𬀩|'340104197904073079|13700000179|江州市人民路 9 号|",
}

// An export as it is written today is the one that people were given: what they gave back
// can be read by its hidden identities.
func TestExportIsAsItWasGiven(t *testing.T) {
	page, err := deskOf(siteOf(t, exported...)).intake().ExportWhole(t.Context(), assistant, community.ID, words)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "export.csv")
	if err := sheet.Write(path, page); err != nil {
		t.Fatal(err)
	}
	today, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	given, err := os.ReadFile(filepath.Join("testdata", "altered", "export.csv"))
	if err != nil || !bytes.Equal(today, given) {
		t.Errorf("today it is\n%s\n%v", today, err)
	}
}

// What becomes of an export that was saved in an older encoding, typed over, copied from,
// renumbered, sorted or cleared: nothing is lost or changed that nobody meant, and what may
// be meant is asked.
func TestAlteredExports(t *testing.T) {
	for _, c := range []trial{
		{name: "as it was given", saved: "export.csv"},
		{name: "as it was given when an apostrophe stood before every code", saved: "export-apostrophes.csv"},
		{name: "sorted by name: co-owners stand away from their home", saved: "sorted.csv"},
		{name: "saved as GBK: two names lost a character, and stay", saved: "saved-as-gbk.csv",
			findings: []string{"lost R4", "lost R7"}},
		{name: "another buyer in the place of an owner", saved: "owner-typed-over.csv", findings: []string{"owner_other R2?"}},
		{name: "it is another person", saved: "owner-typed-over.csv", say: said(intake.OtherOwner, intake.Another), findings: []string{"owner_other R2"},
			changes: []string{"1-1-101 +张三", "1-1-101 -吴杰"}},
		{name: "a row copied to make another home: it is its new owner's, and not the old one's", saved: "row-copied.csv",
			new: []string{"1-1-103 张三"}, findings: []string{"contract_shared K3?"}},
		{name: "the home in another number, its co-owner's row in the old one", saved: "renumbered.csv", findings: []string{"key_moved F2?", "owner_absent R3"}},
		{name: "it is another home: the contract stands on both", saved: "renumbered.csv", say: said(intake.KeyMoved, intake.Another),
			new: []string{"1-1-103 吴杰"}, findings: []string{"key_moved F2", "contract_shared K2?", "owner_absent R3"}},
		{name: "a cleared cell deletes nothing, and it is said", saved: "cell-cleared.csv", findings: []string{"blank_kept I2"}},
	} {
		c.held, c.saved = exported, filepath.Join("altered", c.saved)
		t.Run(c.name, c.run)
	}
}
