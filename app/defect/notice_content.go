package defect

import "keyday/app"

// NoticeContent is the content of a 整改通知单 as it is printed: plain data,
// complete in itself. It names units and defects, never an owner (domain notes 3.6).
type NoticeContent struct {
	app.Frame

	Firm        string // 致: the firm
	Contact     string // the firm's person
	ContactTel  string
	Subject     string // what it is about in a line, "" for the usual
	IssuedOn    app.Date
	Deadline    app.Date
	Requirement string // 整改要求
	CostWarning string // 逾期费用告知; "" for the usual text
	IssuedBy    string
	IssuedRole  string // 客服主管
	Items       []NoticeContentItem
}

// NoticeContentItem is one defect as the firm is told of it.
type NoticeContentItem struct {
	Number   string // D-01-00042
	UnitCode string
	Room     string // 主卧
	Part     string // 墙面
	Phrase   string // 空鼓
	Note     string
	Severity string // key of site.Severity
	Round    int    // 整改轮次, 1 for the first
	Due      app.Date
	Photos   []string // picture hashes; the first three are printed
}
