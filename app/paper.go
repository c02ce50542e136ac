package app

import "time"

// A printed form is a pure function of its content, the template's version and
// the language. The content (handover.CertificateContent, defect.NoticeContent, …) is
// fixed when the document is locked and is what the hash binds; the Imprint is
// what each printing adds, and is never part of the hash.

// Letterhead is whose paper it is.
type Letterhead struct {
	Company string `cbor:"company"` // 开发商全称
	Address string `cbor:"address"`
	Phone   string `cbor:"phone"` // 客服热线
	Logo    string `cbor:"logo"`  // hash of the logo's picture, "" for none; its bytes come with the Imprint
}

// Frame is what every form carries alike; it is part of the content.
type Frame struct {
	Letterhead Letterhead       `cbor:"letterhead"`
	Project    string           `cbor:"project"`   // community and phase: 锦绣花园一期
	Number     string           `cbor:"number"`    // JF-01-00042, for life
	Rehearsal  bool             `cbor:"rehearsal"` // 演练 is printed across every page
	Wording    Wording          `cbor:"wording"`
	Signers    []SignatureField `cbor:"signers"`
	Salt       []byte           `cbor:"salt"`            // contract.SaltSize random bytes, so that the hash betrays no content
	Names      []RareName       `cbor:"names,omitempty"` // of those whom the paper names, that the font cannot write whole
}

// Common is the frame itself, of a content of which nothing else is known.
func (f Frame) Common() Frame { return f }

// RareName is a name with characters that the papers' font lacked when the content was
// locked. It stands on the paper as its picture, or is left as a line to write it on by
// hand; which of the two, and for what characters, is part of what is signed.
type RareName struct {
	Name    string   `cbor:"name"`
	Lacks   []string `cbor:"lacks"`   // the characters by their numbers: U+20BB7
	Picture []byte   `cbor:"picture"` // of the whole name, PNG; the very bytes, so that the hash binds them and no file can be lost. Empty: by hand
	How     string   `cbor:"how"`     // which it is, in the form's words: 手写姓名
	Says    string   `cbor:"says"`    // what the form says beside it
}

// Wording is by which words a content is printed, beside what it says itself: they
// are signed too. A paper is printed from these words or not at all.
type Wording struct {
	Template string   `cbor:"template"` // form and version: property-agreement/1
	Text     string   `cbor:"text"`     // SHA-256 of the contract's text, 64 hex digits; "" for a form that has none
	Form     string   `cbor:"form"`     // SHA-256 of the words that the form itself sets
	Approval Approval `cbor:"approval"` // of this version, when the content was locked
}

// Approval says who approved a version of a template's words for use, and when; empty
// while nobody has.
type Approval struct {
	By        ID        `cbor:"by"`   // member of the team, who recorded it
	Name      string    `cbor:"name"` // of the lawyer
	At        time.Time `cbor:"at"`   // when it was recorded
	Office    string    `cbor:"office,omitempty"`
	Reference string    `cbor:"reference,omitempty"` // number of the opinion
	On        Date      `cbor:"on,omitempty"`        // when the lawyer approved it
}

// Given reports whether somebody approved the words.
func (a Approval) Given() bool { return a.Name != "" }

// SignatureField is one place to sign; fixed with the content.
type SignatureField struct {
	Role     string `cbor:"role"`     // key of contract.Role: owner, agent, staff, inspector, supervisor, developer, property, firm
	Name     string `cbor:"name"`     // who signs here, "" for a name written by hand
	ActsFor  string `cbor:"acts_for"` // agent: the owner's name
	Required bool   `cbor:"required"`
}

// How a signature was given; the words are the ones that contract.How keeps.
const (
	SignedOnScreen = "screen" // 屏幕签名: strokes drawn on the laptop
	SignedOnPaper  = "ink"    // 纸质签名: on the printed paper, kept as a scan
)

// StrokePoint is a point of a signature in units of the pad's width, from its
// upper left corner: x in 0..1, y in 0..1 (a 3 : 1 pad uses y up to 1/3).
type StrokePoint struct{ X, Y float64 }

// SignatureMark is a signature as it is drawn into its field.
type SignatureMark struct {
	Field   int    // index in Frame.Signers
	Name    string // who signed
	Role    string // key, as in SignatureField
	How     string // SignedOnScreen or SignedOnPaper
	Agent   bool   // 代理人: signed for somebody else
	Date    Date
	Strokes [][]StrokePoint // SignedOnScreen: the lines drawn without lifting
	Scanned bool            // SignedOnPaper: the signed paper is kept as a scan
	Witness string          // who took the signature, and vouches for one on paper without a scan
	Invalid bool            // the content it was given for has been voided or replaced
}

// VoidMark says that the document no longer counts.
type VoidMark struct {
	Reason string
	By     string
	On     Date
}

// Imprint is what one printing adds to the content. Equal content and equal
// imprint give equal bytes.
type Imprint struct {
	PrintedAt   time.Time // also the file's creation date
	PrintedBy   string
	Copy        int    // 0 for the first print, n for 补打第 n 次
	Anchor      string // short hex of the stream's head: the paper anchors the chain
	ContentHash string // short hex of the content's hash, "" while a draft
	Preview     bool   // to look at: nothing is printed, and it says no time of printing
	Masked      bool   // numbers of owners are masked: to look at, not the paper itself
	Void        *VoidMark
	Marks       []SignatureMark
	Own         Own               // of the form, where it is the company's own; its hash is the wording's
	Pictures    map[string][]byte // JPEG or PNG by the hashes that the content names; one that is absent prints as a named empty frame
}
