package defect

import (
	"keyday/app"
	"keyday/app/contract"
	"keyday/app/site"
)

// NoticeTemplate is the form that a notice is printed from, and NoticeTemplateFirst is that of
// those that were issued before it.
const (
	NoticeTemplate      = "rectification-notice/2"
	NoticeTemplateFirst = "rectification-notice/1"
)

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

// lock fixes the content of a notice's paper, in the transaction that makes the
// notice. The supervisor who issues it signs; the firm's line is for the receipt,
// and a firm that will not sign does not undo the order.
func lock(tx Tx, p contract.Issuer, n Notice, firm site.Firm) error {
	fields := p.Signing([]contract.Field{
		{Role: contract.AsSupervisor, Name: n.IssuedName, Person: n.IssuedBy, Required: true},
		{Role: contract.AsFirm, Name: firm.Contact},
	})
	content, missing, err := noticeContent(tx, p, n, firm)
	if err != nil {
		return err
	}
	for _, f := range fields {
		content.Signers = append(content.Signers, app.SignatureField{Role: string(f.Role), Name: f.Name, Required: f.Required})
	}
	content.Names = p.Rare(content.Signers)
	body, err := p.Encode(content)
	if err != nil {
		return err
	}
	_, err = contract.LockIn(tx, n.Document, contract.Locking{Content: body, Salt: p.Salt, Fields: fields, Missing: missing, Anchor: p.Anchor})
	return err
}

// noticeContent says what the paper says, and names what it still lacks.
func noticeContent(tx Tx, p contract.Issuer, n Notice, firm site.Firm) (c NoticeContent, missing []string, err error) {
	s, err := tx.Site()
	if err != nil {
		return c, nil, err
	}
	c = NoticeContent{
		Frame: p.Frame(s, s.Name, n.Number),
		Firm:  n.FirmName, Contact: firm.Contact, ContactTel: firm.Phone,
		IssuedOn: app.DateOf(n.IssuedAt), Deadline: n.Deadline, Requirement: n.Requirement,
		IssuedBy: n.IssuedName, IssuedRole: p.Word("shell.role." + string(tx.Actor().Role)),
	}
	if c.Letterhead.Company == "" {
		missing = append(missing, p.Word("defect.notice.company"))
	}
	if c.Deadline.IsZero() {
		missing = append(missing, p.Word("defect.notice.deadline"))
	}
	for _, item := range n.Items {
		room, err := roomName(tx, item.Unit, item.Room)
		if err != nil {
			return c, nil, err
		}
		c.Items = append(c.Items, NoticeContentItem{
			Number: item.Number, UnitCode: item.UnitCode, Room: room, Part: item.Part, Phrase: item.Phrase, Note: item.Note,
			Severity: string(item.Severity), Round: item.Round, Due: item.Due, Photos: item.Photos,
		})
	}
	return c, missing, nil
}

// roomName is what the unit's house type calls the room, or what it is usually
// called.
func roomName(tx Tx, unit app.ID, key string) (string, error) {
	u, err := tx.Unit(unit)
	if err != nil {
		return key, err
	}
	var h site.HouseType
	if !u.HouseType.IsNil() {
		if h, err = tx.HouseType(u.HouseType); err != nil && app.RefusalCode(err) != "record.unknown" {
			return key, err
		}
	}
	return h.RoomName(key), nil
}
