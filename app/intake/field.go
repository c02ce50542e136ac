package intake

import (
	"slices"
	"strings"

	"keyday/app/site"
)

// Field is what a column means. Its word stands in the catalogue as
// intake.field.<Field>.
type Field string

// The fields of a ledger. Contract area and measured area are two fields: what
// was sold and what the survey found; the settlement pays for the difference.
const (
	NoField  Field = ""         // not recognised: the column is passed over, and shown so
	Leave    Field = "leave"    // known, and not taken: total price, sales agent
	Serial   Field = "serial"   // 序号: a row's number means nothing outside its file
	UnitKey  Field = "unit_key" // the hidden identities of Keyday's own exports
	OwnerKey Field = "owner_key"

	Building  Field = "building"   // 楼栋/栋号/幢
	Entrance  Field = "entrance"   // 单元
	Floor     Field = "floor"      // 楼层
	Room      Field = "room"       // 房号/室号
	WholeUnit Field = "whole_unit" // 房屋坐落: building, entrance and room in one text
	Join      Field = "join"       // 房源编号: the number by which sheets of one workbook belong together

	HouseType    Field = "house_type"    // 户型
	ContractArea Field = "contract_area" // 合同(预测)建筑面积
	MeasuredArea Field = "measured_area" // 实测建筑面积
	InnerArea    Field = "inner_area"    // 套内建筑面积
	UnitPrice    Field = "unit_price"    // 单价, yuan per square metre
	ContractNo   Field = "contract_no"   // 合同编号
	SignedOn     Field = "signed_on"     // 签约日期
	DeliveryDue  Field = "delivery_due"  // 合同约定交付日
	Batch        Field = "batch"         // 交付批次
	Fund         Field = "fund"          // 首期专项维修资金
	UnitNote     Field = "note"          // 备注

	OwnerName    Field = "owner_name" // 买受人/业主
	IDType       Field = "id_type"    // 证件类型
	IDNo         Field = "id_no"      // 证件号码
	Phone        Field = "phone"      // 联系电话
	Phone2       Field = "phone2"     // 备用电话
	OwnerAddress Field = "address"    // 联系地址
	Share        Field = "share"      // 共有份额

	CoName  Field = "co_name" // 共有人 in columns of its own
	CoIDNo  Field = "co_id_no"
	CoPhone Field = "co_phone"

	Co2Name  Field = "co2_name" // a second of them
	Co2IDNo  Field = "co2_id_no"
	Co2Phone Field = "co2_phone"
)

// Choices lists the fields that a person may choose for a column, in the order
// of a menu.
var Choices = []Field{
	Building, Entrance, Floor, Room, WholeUnit, Join, HouseType, ContractArea, MeasuredArea, InnerArea, UnitPrice,
	ContractNo, SignedOn, DeliveryDue, Batch, Fund, UnitNote, OwnerName, IDType, IDNo, Phone, Phone2, OwnerAddress, Share,
	CoName, CoIDNo, CoPhone, Co2Name, Co2IDNo, Co2Phone, Leave,
}

// Private reports whether values of the field are shown masked.
func (f Field) Private() bool {
	switch f {
	case CoIDNo, CoPhone, Co2IDNo, Co2Phone:
		return true
	}
	of, is := f.ofOwner()
	return is && of.Mask != nil
}

// ofOwner is what a ledger's field is on record of an owner.
func (f Field) ofOwner() (of site.OwnerField, is bool) {
	key := strings.TrimPrefix(string(f), "owner_")
	i := slices.IndexFunc(site.OwnerFields, func(of site.OwnerField) bool { return of.Key == key })
	if i < 0 || f == UnitNote { // a ledger's note is the home's
		return of, false
	}
	return site.OwnerFields[i], true
}

// figure reports whether the field is a number, a day or a choice, and no text.
func (f Field) figure() bool {
	switch f {
	case ContractArea, MeasuredArea, InnerArea, UnitPrice, SignedOn, DeliveryDue, Fund:
		return true
	}
	return false
}

// Sureness is how a column came to its field.
type Sureness string

// The ways, from none to all.
const (
	Unknown  Sureness = "unknown"  // no wording fits: passed over unless corrected
	Asked    Sureness = "asked"    // several fields fit: the person must say
	Likely   Sureness = "likely"   // fits by part of the wording or by its neighbours
	Certain  Sureness = "certain"  // one field is called so
	Recalled Sureness = "recalled" // as it was read the last time
	Chosen   Sureness = "chosen"   // said by the person just now
)
