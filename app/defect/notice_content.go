package defect

import "keyday/app"

// NoticeContent is the content of a 整改通知单 as it is printed: plain data,
// complete in itself. It names units and defects, never an owner: the seller keeps the
// buyer's data confidential (商品房买卖合同示范文本 art. 23).
type NoticeContent struct {
	app.Frame `cbor:"frame"`

	Firm        string              `cbor:"firm"`    // 致: the firm
	Contact     string              `cbor:"contact"` // the firm's person
	ContactTel  string              `cbor:"contact_tel"`
	Subject     string              `cbor:"subject"` // what it is about in a line, "" for the usual
	IssuedOn    app.Date            `cbor:"issued_on"`
	Deadline    app.Date            `cbor:"deadline"`
	Requirement string              `cbor:"requirement"`  // 整改要求
	CostWarning string              `cbor:"cost_warning"` // 逾期费用告知; "" for the usual text
	IssuedBy    string              `cbor:"issued_by"`
	IssuedRole  string              `cbor:"issued_role"` // 客服主管
	Items       []NoticeContentItem `cbor:"items"`
}

// NoticeContentItem is one defect as the firm is told of it.
type NoticeContentItem struct {
	Number   string   `cbor:"number"` // D-01-00042
	UnitCode string   `cbor:"unit_code"`
	Room     string   `cbor:"room"`   // 主卧
	Part     string   `cbor:"part"`   // 墙面
	Phrase   string   `cbor:"phrase"` // 空鼓
	Note     string   `cbor:"note"`
	Severity string   `cbor:"severity"` // key of site.Severity
	Round    int      `cbor:"round"`    // 整改轮次, 1 for the first
	Due      app.Date `cbor:"due"`
	Photos   []string `cbor:"photos"` // picture hashes; the first three are printed
}
