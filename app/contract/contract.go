// Package contract keeps what people sign: handover certificates, rectification
// notices, inspection sheets and property agreements as documents with a locked
// content, the signatures bound to that content, and the letters of authority by
// which one person signs for another.
//
// It imports app, site and staff; inside app the order is app → site, staff →
// contract → defect → inspect → handover. The desk never looks into a document's
// content: the caller hands it the canonical bytes and contract keeps their hash.
// One kind of document is its own, the 前期物业服务协议, which belongs to no other
// part of the work (agree.go, terms.go).
package contract

import (
	"time"

	"keyday/app"
	"keyday/app/staff"
)

// Kind is what a document is.
type Kind string

// The kinds of document.
const (
	Certificate Kind = "certificate" // 房屋交接单
	Rectify     Kind = "notice"      // 整改通知单
	Sheet       Kind = "sheet"       // 验房单
	Agreement   Kind = "agreement"   // 前期物业服务协议
)

// kinds is what holds for the documents of each kind. A 验房单 comes of signing the
// inspection off, so that drafting it asks for nothing more than the sign-off.
var kinds = map[Kind]struct {
	numbers   app.Series       // that they draw their numbers from
	needs     staff.Permission // of who drafts and locks them
	owner     staff.Permission // of who takes the signature of an owner or an agent
	power     Scope            // that an agent needs to sign them
	inFull    bool             // they carry whole ID numbers, phones and addresses; the others masked ones
	binds     bool             // they are contracts
	handsOver bool             // they are signed as the home is handed over
	inEnglish bool             // they can be read in English too
}{
	Certificate: {numbers: app.CertificateNumber, needs: staff.Receive, owner: staff.Receive, power: MaySign, handsOver: true},
	Rectify:     {numbers: app.NoticeNumber, needs: staff.Assign, owner: staff.Receive},
	Sheet:       {numbers: app.SheetNumber, needs: staff.SignOff, owner: staff.Inspect, power: MayInspect},
	Agreement:   {numbers: app.AgreementNumber, needs: staff.SignContracts, owner: staff.Receive, power: MaySignPM, inFull: true, binds: true, inEnglish: true},
}

// NamesInFull reports whether the paper carries whole ID numbers, as those of its kind do or
// as the company's own form has it; the others carry masked ones.
func (d Document) NamesInFull() bool { return d.InFull || kinds[d.Kind].inFull }

// IsContract reports whether papers of the kind are contracts: in a text that a lawyer
// approves, with everybody who owns the home when they sign, to whom what weighs on them
// is pointed out.
func (k Kind) IsContract() bool { return kinds[k].binds }

// HandsOver reports whether a home is handed over by papers of the kind.
func (k Kind) HandsOver() bool { return kinds[k].handsOver }

// InEnglish reports whether papers of the kind can be read in English too: a courtesy,
// which nobody signs.
func (k Kind) InEnglish() bool { return kinds[k].inEnglish }

// SaltSize is how many random bytes a content carries, so that its hash cannot
// be guessed from the facts that it holds.
const SaltSize = 16

// Document is one printed paper with a number. Once locked, nothing of its
// content changes; a correction is a new document that supersedes it.
type Document struct {
	ID          app.ID
	Kind        Kind
	Number      string // JF-, ZG-, YF-, WY-LL-NNNNN; drawn with the draft, for life
	Unit        app.ID // Nil where it belongs to no one unit (a firm's notice)
	Subject     app.ID // the handover case, notice, inspection or ownership it is about
	Template    string // form and version it is printed from: "handover-certificate/1"
	InFull      bool   // it carries whole ID numbers, which papers of the kind usually do not
	State       State
	Content     []byte // canonical bytes, nil while a draft
	Salt        []byte // SaltSize random bytes, also inside Content
	ContentHash string // SHA-256 of Content in hex; printed
	PDFHash     string // SHA-256 of the file last made of it, in hex; "" until there is one
	Supersedes  app.ID // the document that this one replaces
	VoidReason  string
	VoidedBy    app.ID
	VoidedAt    time.Time
	Prints      int    // how often it was printed since it was locked
	Anchor      string // head of the journal when it was locked
	DraftedBy   app.ID
	DraftedAt   time.Time
	LockedBy    app.ID
	LockedAt    time.Time
}

// Move is one step of a document from state to state; insert-only.
type Move struct {
	app.Move[State]
	Document app.ID
}
