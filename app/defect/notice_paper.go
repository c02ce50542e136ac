package defect

import (
	"keyday/app"
	"keyday/app/contract"
	"keyday/app/site"
)

// NoticeTemplate is the form that a notice is printed from.
const NoticeTemplate = "rectification-notice/1"

// lock fixes the content of a notice's paper, in the transaction that makes the
// notice. The supervisor who issues it signs; the firm's line is for the receipt,
// and a firm that will not sign does not undo the order.
func lock(tx Tx, p contract.Issuer, n Notice, firm site.Firm) error {
	fields := []contract.Field{
		{Role: contract.AsSupervisor, Name: n.IssuedName, Person: n.IssuedBy, Required: true},
		{Role: contract.AsFirm, Name: firm.Contact},
	}
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
		Frame: p.Frame(s, s.Name, n.Number, NoticeTemplate),
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
