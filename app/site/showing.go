package site

import (
	"time"

	"keyday/app"
)

// Occasion is why somebody is shown the whole numbers of an owner, which are masked
// wherever people only look.
type Occasion string

// The occasions.
const (
	Comparing  Occasion = "compare" // 与证件核对
	Correcting Occasion = "correct" // 更正资料
	Contacting Occasion = "contact" // 联系业主
	Signing    Occasion = "sign"    // 签署原件
	Scanned    Occasion = "scan"    // 查看扫描件
	Exporting  Occasion = "export"  // 导出全号
)

// Showing records that somebody was shown whole numbers, and of whom; insert-only.
type Showing struct {
	ID       app.ID
	Unit     app.ID // Nil for an export
	Owner    app.ID // Nil where it is all who are named in a paper or an export
	Document app.ID // the paper, or the letter's scan, that names them
	Occasion Occasion
	Owners   int // how many an export names
	Who      app.ID
	At       time.Time
}

// ShowingView is a showing with the names of what it names.
type ShowingView struct {
	Showing
	UnitCode  string
	OwnerName string
	Number    string // the document's
	WhoName   string
}
