// Package site is the ground everything stands on: the site, its communities,
// buildings, units, house types with their rooms, and the owners.
//
// It imports only app; staff stands beside it, every other domain above it.
package site

import "keyday/app"

// Site is one team's data: one developer, one or more communities.
type Site struct {
	ID         app.ID
	Name       string // 站点名称, usually the project's
	Company    string // 开发商全称, the letterhead's
	Address    string // letterhead's second line
	Phone      string // 客服热线
	Logo       string // photo hash of the letterhead's logo, "" for none
	Property   string // 物业公司 (party to 前期物业服务协议)
	Rehearsal  bool   // 演练: said on every screen and across every page
	DutyWindow string // 交付接待时间, as printed
	Zone       string // IANA name of the zone whose days are the site's, "" for UsualZone
}

// Letterhead is whose paper the site's are.
func (s Site) Letterhead() app.Letterhead {
	return app.Letterhead{Company: s.Company, Address: s.Address, Phone: s.Phone, Logo: s.Logo}
}

// Community is 小区/分管小区: the scope of one supervisor.
type Community struct {
	ID   app.ID
	Name string
}

// Building is 幢/栋/座; Code is its normalised number ("3", "12", "A").
type Building struct {
	ID        app.ID
	Community app.ID
	Code      string
	Name      string   // as people write it: 3幢
	Completed app.Date // 竣工验收备案 date; the contractor's warranty runs from it
	Order     int      // place in the row of buildings
}

// Finish is how a unit is delivered.
type Finish string

// The two finishes of the trade.
const (
	Bare   Finish = "bare"   // 毛坯
	Fitted Finish = "fitted" // 精装
)

// HouseType is 户型: rooms and a plan, shared by many units.
type HouseType struct {
	ID     app.ID
	Name   string // A户型
	Finish Finish
	Rooms  []Room
	Plan   string // photo hash of the plan drawing, "" for none
}

// RoomKind is the space of the checklist that a room belongs to.
type RoomKind string

// The kinds of room: the checklist has items of its own for each.
const (
	Living   RoomKind = "living"   // 客厅/餐厅
	Bedroom  RoomKind = "bedroom"  // 卧室
	Kitchen  RoomKind = "kitchen"  // 厨房
	Bathroom RoomKind = "bathroom" // 卫生间
	Balcony  RoomKind = "balcony"  // 阳台
	Entrance RoomKind = "entrance" // 入户
	Storage  RoomKind = "storage"  // 储藏室
	Shop     RoomKind = "shop"     // 商业用房
	Whole    RoomKind = "whole"    // 全屋: what belongs to no single room
)

// Room is one room of a house type. Key is unique within the type and never
// reused ("bed2"); answers and defects refer to it.
type Room struct {
	Key  string   `cbor:"key"`
	Kind RoomKind `cbor:"kind"`
	Name string   `cbor:"name"` // 主卧
}

// Unit is one home, shop or storage room.
type Unit struct {
	ID           app.ID
	Building     app.ID
	Entrance     string   // 单元: "1", "" where the building has none
	Floor        int      // -1 and below for basements
	Room         string   // 房号 normalised: "1501", "1501A"
	Code         string   // 3-2-1501, unique in its community
	HouseType    app.ID   // Nil until known
	ContractArea app.Area // 合同(预测)建筑面积
	MeasuredArea app.Area // 实测建筑面积
	InnerArea    app.Area // 套内面积
	ContractNo   string   // 商品房买卖合同编号
	SignedOn     app.Date // 签约日期
	DeliveryDue  app.Date // 合同约定交付日
	UnitPrice    app.Money
	Batch        string    // 交付批次
	Fund         FundState // 首期专项维修资金
	Incomplete   []string  // what an import could not take, as cell notes
	State        State     // computed on every change, never typed
	Open, Grave  int       // open defects; of these 严重/紧急; computed
	HandedOver   app.Date  // day of possession; the owner's warranty runs from it
	Note         string
	Inspector    app.ID // who is to inspect it, Nil for nobody in particular
}

// FundState tells whether the first maintenance-fund instalment is paid; unpaid
// blocks the handover by law (住宅专项维修资金管理办法 art. 13).
type FundState string

// The states of the fund; "" is not known, and blocks like unpaid.
const (
	FundUnknown FundState = ""
	FundUnpaid  FundState = "unpaid"
	FundPaid    FundState = "paid"
)

// Picture is the bytes of a small picture, "" for none: a text, so that what holds it can
// be compared.
type Picture string

// NameDrawn is the picture of the owner's name; "" where there is none, or it is that of
// a name that the owner no longer has.
func (o Owner) NameDrawn() Picture {
	if o.PicturedName != o.Name {
		return ""
	}
	return o.NamePicture
}

// Ownership joins an owner to a unit; several owners share one.
type Ownership struct {
	ID    app.ID
	Unit  app.ID
	Owner app.ID
	Order int    // place among the unit's owners, as in the ledger
	Share string // 份额 as agreed, "" for undivided
	Ended bool   // sold on or entered by mistake; kept for the history
	Why   EndReason
}

// Firm is a contractor or supplier 责任单位 that defects are assigned to.
type Firm struct {
	ID      app.ID
	Name    string
	Trades  []string // trade keys of the checklist, in order
	Contact string
	Phone   string
	Closed  bool
}
