package contract

import (
	"time"

	"keyday/app"
)

// Role is in what capacity somebody signs.
type Role string

// The capacities.
const (
	AsOwner      Role = "owner"      // 业主
	AsAgent      Role = "agent"      // 受托人
	AsStaff      Role = "staff"      // 交付人员
	AsInspector  Role = "inspector"  // 验房员
	AsSupervisor Role = "supervisor" // 客服主管
	AsDeveloper  Role = "developer"  // 开发商 (甲方)
	AsProperty   Role = "property"   // 物业公司
	AsFirm       Role = "firm"       // 责任单位
)

// ofTeam reports whether a member of the team signs in it.
func (r Role) ofTeam() bool { return r == AsStaff || r == AsInspector || r == AsSupervisor }

// Field is one place to sign; the fields are fixed when the document is locked.
type Field struct {
	ID        app.ID
	Document  app.ID
	Order     int
	Role      Role
	Name      string // who signs here, as printed under the line
	Person    app.ID // the owner or member of staff, Nil where neither
	Authority app.ID // AsAgent: the letter that the agent signs by
	Required  bool   // the document counts as signed only with it
}

// How is the way a signature was given.
type How string

// The ways. Wet ink is the default of the trade; strokes on a screen are bound
// to the content's hash and are not by themselves a "reliable" signature in the
// sense of 电子签名法 art. 13 (the signer's alone, and every later change shows), so both
// stand side by side.
const (
	OnScreen How = "screen" // strokes drawn on the laptop
	OnPaper  How = "ink"    // signed on the printed paper: a scan, or a witness's word
)

// Point is one sample of a stroke.
type Point struct {
	X int `cbor:"x"` // in thousandths of the field's width, from its upper left corner
	Y int `cbor:"y"` // and downwards
	T int `cbor:"t"` // milliseconds since the first point of the signature
}

// Stroke is a line drawn without lifting.
type Stroke []Point

// Signature is one person's signature on one document; insert-only. It stays
// when the document is voided, and is then shown as invalid.
type Signature struct {
	ID       app.ID
	Document app.ID
	Field    app.ID
	Signer   string
	Role     Role
	How      How
	Strokes  []Stroke // OnScreen
	Scan     string   // OnPaper: hash of the scan, "" where a witness vouches
	Hash     string   // the ContentHash that was signed
	Witness  app.ID   // member of staff who saw it signed
	WitName  string
	At       time.Time
}

// Witnessed reports whether somebody else saw it signed: all but what a member of the
// team signed for themselves. An owner may be called as the witness is.
func (s Signature) Witnessed() bool {
	return s.WitName != "" && (s.Signer != s.WitName || !s.Role.ofTeam())
}
