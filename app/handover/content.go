package handover

import (
	"slices"
	"strings"

	"keyday/app"
	"keyday/app/contract"
	"keyday/app/defect"
	"keyday/app/site"
)

// CertificateContent is the content of a 房屋交接单: plain data, complete in itself, so
// that the paper can be printed again as it was without looking anything up.
// Its fields are those of the certificates in use; what is empty prints as a line to
// write on.
type CertificateContent struct {
	app.Frame `cbor:"frame"`

	Seller        string                `cbor:"seller"`
	Owners        []CertificateOwner    `cbor:"owners"`      // every owner, in the ledger's order
	Agent         CertificateAgent      `cbor:"agent"`       // Name "" where the owners came themselves
	ContractNo    string                `cbor:"contract_no"` // 商品房买卖合同编号
	UnitCode      string                `cbor:"unit_code"`   // 3-2-1501
	UnitName      string                `cbor:"unit_name"`   // 3幢2单元1501室, as the contract has it
	HouseType     string                `cbor:"house_type"`
	Finish        string                `cbor:"finish"`         // 毛坯, 精装
	ContractArea  app.Area              `cbor:"contract_area"`  // 合同建筑面积
	MeasuredArea  app.Area              `cbor:"measured_area"`  // 实测建筑面积
	InnerArea     app.Area              `cbor:"inner_area"`     // 套内建筑面积
	Batch         string                `cbor:"batch"`          // 交付批次
	NoticeDate    app.Date              `cbor:"notice_date"`    // 交付通知发出日
	ContractDate  app.Date              `cbor:"contract_date"`  // 合同约定交付日
	HandoverDate  app.Date              `cbor:"handover_date"`  // 本次交接日
	Slot          string                `cbor:"slot"`           // 预约时段 09:30–10:00
	Start         string                `cbor:"start"`          // 09:41
	End           string                `cbor:"end"`            // 11:05
	Second        bool                  `cbor:"second"`         // 再次验房
	Sheet         string                `cbor:"sheet"`          // 验房单 by which the home was found fit, "" for none
	Condition     string                `cbor:"condition"`      // 房屋状况, in somebody's own words
	Decision      string                `cbor:"decision"`       // viewed_only, accepted, accepted_with_defects, refused, postponed; "" to be ticked by hand
	RefusalReason string                `cbor:"refusal_reason"` // REFUSED, POSTPONED: coded reason in words
	NextDate      app.Date              `cbor:"next_date"`      // REFUSED, POSTPONED: 再次交付日
	Meters        []CertificateMeter    `cbor:"meters"`
	Keys          []CertificateKey      `cbor:"keys"`
	Documents     []CertificateDocument `cbor:"documents"`
	Overrides     []CertificateOverride `cbor:"overrides"` // where the company has them on its paper; what was let pass is its own record else
	Remarks       string                `cbor:"remarks"`
	Copies        int                   `cbor:"copies"` // 一式几份
	Defects       []CertificateDefect   `cbor:"defects"`
	Filed         app.Date              `cbor:"filed,omitempty"` // 竣工验收备案日期 of the building
}

// copies is how many of a certificate the parties keep: one each.
const copies = 2

// certificate says what the paper says, and names what it still lacks. Words on
// paper come from the issuer, whatever the screen speaks.
func certificate(tx Tx, p contract.Issuer, v *View, number string) (CertificateContent, []string, error) {
	s, last := v.Site, v.Last()
	c := CertificateContent{
		Frame:  p.Frame(s, first(v.Community.Name, s.Name), number),
		Seller: s.Company, ContractNo: v.Unit.ContractNo,
		UnitCode: v.Unit.Code, UnitName: v.Unit.NameIn(v.Building), HouseType: v.HouseType.Name,
		ContractArea: v.Unit.ContractArea, MeasuredArea: v.Unit.MeasuredArea, InnerArea: v.Unit.InnerArea,
		Batch: v.Case.Batch, NoticeDate: v.Case.NoticeOn, ContractDate: v.Unit.DeliveryDue, HandoverDate: tx.Today(),
		Decision: string(v.Case.Decision), Remarks: last.Remark, Copies: p.Copies(copies), Filed: v.Building.Completed,
	}
	if !v.Case.Decision.Takes() { // of a home that was taken it is the next contact's
		c.NextDate = v.Case.NextOn
	}
	if v.corrected() {
		c.HandoverDate = v.Unit.HandedOver
	}
	if v.HouseType.Finish != "" {
		c.Finish = p.Word("handover.finish." + string(v.HouseType.Finish))
	}
	if last.Reason != "" {
		c.RefusalReason = p.Word("handover.reason." + string(last.Reason))
	}
	v.times(tx, &c)
	v.people(p, &c)
	v.things(p, &c)
	v.overrides(p, &c)
	var missing []string
	if v.Case.Decision.Takes() { // what was not handed over need not be complete
		for _, l := range v.Lacks() {
			missing = append(missing, l.named(p))
		}
	}
	sheet, err := v.signedSheet(tx)
	if err != nil {
		return c, nil, err
	}
	c.Sheet = sheet
	return c, missing, v.addDefects(tx, &c)
}

func (v *View) times(tx Tx, c *CertificateContent) {
	const hours = "15:04"
	if v.Case.SlotOn == c.HandoverDate && v.Case.SlotFrom != "" {
		c.Slot = v.Case.Slot().Hours()
	}
	end := tx.Now()
	if v.corrected() { // the paper is made anew, the visit was then
		end = v.Last().At
	}
	if app.DateOf(v.Case.ArrivedAt) == c.HandoverDate {
		c.Start, c.End = v.Case.ArrivedAt.Format(hours), end.Format(hours)
	}
	c.Second = slices.ContainsFunc(v.Results, func(r Result) bool { return r.At.Before(v.Case.ArrivedAt) })
}

// signedSheet is the number of the latest 验房单 of an internal acceptance that stands:
// the paper says 内部验收已签认, which a walk with the owners is not.
func (v *View) signedSheet(tx Tx) (number string, err error) {
	all, err := tx.DocumentsOfUnit(v.Unit.ID)
	if err != nil {
		return "", err
	}
	var latest contract.Document
	for _, d := range all {
		if d.Kind != contract.Sheet || !d.Standing() || number != "" && !d.LockedAt.After(latest.LockedAt) {
			continue
		}
		i, err := known(tx.Inspection(d.Subject))
		if err != nil {
			return "", err
		}
		if i.Origin == defect.Internal {
			number, latest = d.Number, d
		}
	}
	return number, nil
}

// Masked is the content with the numbers of people hidden.
func (c CertificateContent) Masked() CertificateContent {
	c.Owners = slices.Clone(c.Owners)
	for i := range c.Owners {
		c.Owners[i].IDNo = site.Mask(c.Owners[i].IDNo)
	}
	var numbers []string
	for n := range strings.SplitSeq(c.Agent.IDNo, listed) {
		numbers = append(numbers, site.Mask(n))
	}
	c.Agent.IDNo = strings.Join(numbers, listed)
	return c
}

// listed stands between the names and numbers of several people.
const listed = "、"

func (v *View) people(p contract.Issuer, c *CertificateContent) {
	idNo := site.Mask
	if p.InFull() {
		idNo = func(no string) string { return no }
	}
	for _, o := range v.Owners {
		c.Owners = append(c.Owners, CertificateOwner{
			Name: o.Owner.Name, IDType: o.Owner.IDType, IDNo: idNo(o.Owner.IDNo), Share: o.Share, Phone: site.Mask(o.Owner.Phone),
		})
		l := o.Letter
		if l.ID.IsNil() {
			continue
		}
		a := &c.Agent
		a.ActsFor = join(a.ActsFor, o.Owner.Name)
		if a.Name == "" || !slices.Contains(strings.Split(a.Name, listed), l.Agent) {
			a.Name, a.IDNo, a.Phone = join(a.Name, l.Agent), join(a.IDNo, idNo(l.IDNo)), join(a.Phone, site.Mask(l.Phone))
			if a.Authority != "" {
				a.Authority += "；"
			}
			a.Authority += letter(p, l)
		}
	}
}

// overrides says what was let pass, in the order of the conditions, where the company has it
// on its paper.
func (v *View) overrides(p contract.Issuer, c *CertificateContent) {
	if !p.SaysOverrides() {
		return
	}
	for _, o := range v.Gate {
		if by := o.Override; by != nil {
			gate := strings.TrimSpace(p.Word("handover.gate."+o.Code) + " " + o.Subject)
			c.Overrides = append(c.Overrides, CertificateOverride{Gate: gate, Strength: string(o.Strength), Reason: by.Reason, By: by.ByName, On: app.DateOf(by.At)})
		}
	}
}

// letter says a letter of authority in a line: its kind and number, when it holds,
// and what for.
func letter(p contract.Issuer, l contract.Authority) string {
	said := p.Word("handover.letter."+string(l.Kind)) + p.Word("handover.form.letter")
	if l.No != "" {
		said += " " + l.No
	}
	said += "，" + l.From.String() + " " + p.Word("handover.form.letter_from")
	if !l.To.IsZero() {
		said += p.Word("handover.form.letter_to") + " " + l.To.String()
	}
	scopes := ""
	for _, s := range l.Scopes {
		scopes = join(scopes, p.Word("handover.scope."+string(s)))
	}
	return said + "，" + scopes
}

func join(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + listed + b
}

func first(texts ...string) string {
	for _, t := range texts {
		if t != "" {
			return t
		}
	}
	return ""
}

// things are meters, keys and papers, in the order of the site's lists.
func (v *View) things(p contract.Issuer, c *CertificateContent) {
	for _, item := range v.Items.Meters {
		if m := v.MeterNow(item.Key); m.Number != "" || m.Reading != "" {
			c.Meters = append(c.Meters, CertificateMeter{Kind: item.called(p, "meter"), Number: m.Number, Reading: m.Reading, Unit: item.Unit})
		}
	}
	for _, item := range v.Items.Keys {
		if k := v.KeysNow(item.Key); k.Count+k.Kept > 0 {
			c.Keys = append(c.Keys, CertificateKey{Kind: item.called(p, "key"), Handed: k.Count, Kept: k.Kept, Purpose: k.Purpose, Until: k.Until})
		}
	}
	for _, item := range v.Items.Papers {
		if h := v.PaperNow(item.Key); h.Count > 0 {
			c.Documents = append(c.Documents, CertificateDocument{Name: item.called(p, "paper"), Count: h.Count, Original: h.Original})
		}
	}
}

// addDefects adds the lines of the annex: those that the owners agreed to, or where
// they did not take the home, what they found.
func (v *View) addDefects(tx Tx, c *CertificateContent) error {
	items := v.Last().Items
	if !v.Case.Decision.Takes() {
		items = v.annex()
	}
	for _, item := range items {
		d, err := tx.Defect(item.Defect)
		if err != nil {
			return err
		}
		line := CertificateDefect{
			Number: d.Number, Room: v.HouseType.RoomName(d.Room), Part: d.Part, Phrase: d.Phrase, Note: d.Note,
			Severity: string(d.Severity), Promised: item.Date,
		}
		if !d.Firm.IsNil() {
			f, err := known(tx.Firm(d.Firm))
			if err != nil {
				return err
			}
			line.Firm = f.Name
		}
		c.Defects = append(c.Defects, line)
	}
	return nil
}
