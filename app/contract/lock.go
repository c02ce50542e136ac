package contract

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"slices"
	"strings"

	"keyday/app"
	"keyday/app/site"
	"keyday/app/staff"
)

// Issuer is what it takes to issue a document: the words of the form's language, the
// canonical encoding of contents, random bytes and the journal's head. With it a content
// is read, checked, encoded and locked in one transaction, so that no document says what
// was already different when it was locked.
type Issuer struct {
	Word    func(key string) string           // a catalogue entry in the form's language
	Wording func(template string) app.Wording // by which words the form is printed
	Lacks   func(text string) []rune          // what of it the form's font lacks; nil for nothing
	Encode  func(content any) ([]byte, error) // deterministic: equal contents, equal bytes
	In      func(OwnForm) (Issuer, error)     // the same for contents in the company's own form, which it refuses where none can be
	Salt    []byte                            // SaltSize random bytes, never used twice
	Anchor  string

	// By InUse: in which form, what of it is the company's own, and who approved its words.
	Template string
	Own      app.Own
	Approval app.Approval
}

// Frame is what every document of the site carries alike, in the form that is in use.
func (p Issuer) Frame(s site.Site, project, number string) app.Frame {
	f := app.Frame{
		Letterhead: s.Letterhead(),
		Project:    project, Number: number, Rehearsal: s.Rehearsal, Wording: p.Wording(p.Template), Salt: p.Salt,
	}
	f.Wording.Approval = p.Approval
	return f
}

// Outline is what a document is before it has a content.
type Outline struct {
	Kind       Kind
	Unit       app.ID // Nil for a firm's notice
	Subject    app.ID
	Template   string
	Number     string // "" draws the next one of the kind
	Supersedes app.ID // the document that it is to replace, or Nil
	InFull     bool   // it carries whole ID numbers, which papers of the kind usually do not
}

// DraftIn begins a document and draws its number, inside a transaction that does more.
func DraftIn(tx Tx, o Outline) (Document, error) {
	kind, known := kinds[o.Kind]
	if !known || o.Template == "" {
		return Document{}, app.Refuse("contract.kind_unclear", "kind", string(o.Kind))
	}
	if err := site.MayAt(tx, o.Kind.needs(Machine.Needs("", Drafting)), o.Unit); err != nil {
		return Document{}, err
	}
	if err := requireReplaceable(tx, o); err != nil {
		return Document{}, err
	}
	number := o.Number
	if number == "" {
		var err error
		if number, err = tx.Number(kind.numbers); err != nil {
			return Document{}, err
		}
	}
	d := Document{
		ID: tx.NewID(), Kind: o.Kind, Number: number, Unit: o.Unit, Subject: o.Subject,
		Template: o.Template, InFull: o.InFull, Supersedes: o.Supersedes, DraftedBy: tx.Actor().Staff, DraftedAt: tx.Now(),
	}
	return d, move(tx, &d, Draft, "")
}

// requireReplaceable refuses to replace a document of another kind or unit, or one that
// another document has replaced already.
func requireReplaceable(tx Tx, o Outline) error {
	if o.Supersedes.IsNil() {
		return nil
	}
	old, err := tx.Document(o.Supersedes)
	if err != nil {
		return err
	}
	if old.Kind != o.Kind || old.Unit != o.Unit || old.State == Superseded {
		return app.Refuse("contract.not_replaceable", "number", old.Number)
	}
	return nil
}

// Locking is what fixes a document for good.
type Locking struct {
	Content []byte   // canonical bytes
	Salt    []byte   // SaltSize random bytes, which Content holds too
	Fields  []Field  // places to sign; ID, Document and Order are filled in
	Missing []string // names of what the content still lacks, in the form's language
	Anchor  string   // head of the journal
}

// LockIn fixes content and signers of a draft, or says by name what is missing, inside a
// transaction that does more.
func LockIn(tx Tx, id app.ID, l Locking) (Document, error) {
	d, err := documentFor(tx, id, Lock)
	if err != nil {
		return d, err
	}
	if len(l.Missing) > 0 {
		return d, app.Refuse("contract.incomplete", "number", d.Number, "missing", strings.Join(l.Missing, "、"))
	}
	if len(l.Salt) != SaltSize || !bytes.Contains(l.Content, l.Salt) {
		return d, app.Refuse("contract.salt_missing", "number", d.Number)
	}
	if err := requireSignable(d, l.Fields); err != nil {
		return d, err
	}
	d.Content, d.Salt, d.Anchor = slices.Clone(l.Content), slices.Clone(l.Salt), l.Anchor
	d.ContentHash = HashOf(l.Content)
	d.LockedBy, d.LockedAt = tx.Actor().Staff, tx.Now()
	for i, f := range l.Fields {
		f.ID, f.Document, f.Order, f.Name = tx.NewID(), d.ID, i, strings.TrimSpace(f.Name)
		if err := tx.PutSignatureField(f); err != nil {
			return d, err
		}
	}
	if err := move(tx, &d, Locked, ""); err != nil {
		return d, err
	}
	return d, retire(tx, d, Draft, Locked, PartlySigned)
}

// requireSignable refuses a document that nobody must sign, or a place to sign without a
// name or, for an agent, without a letter of authority.
func requireSignable(d Document, fields []Field) error {
	if !slices.ContainsFunc(fields, func(f Field) bool { return f.Required }) {
		return app.Refuse("contract.no_signer", "number", d.Number)
	}
	for _, f := range fields {
		if strings.TrimSpace(f.Name) == "" && f.Required {
			return app.Refuse("contract.signer_unnamed", "number", d.Number)
		}
		if f.Role == AsAgent && f.Authority.IsNil() {
			return app.Refuse("contract.authority_missing", "number", d.Number, "agent", f.Name)
		}
	}
	return nil
}

// retire marks the document that d replaces as superseded, where it stands in one
// of the states. An unsigned one gives way when its successor is locked, a signed
// one only when the successor is signed: the owner is never without a valid paper.
func retire(tx Tx, d Document, when ...State) error {
	if d.Supersedes.IsNil() {
		return nil
	}
	old, err := tx.Document(d.Supersedes)
	if err != nil {
		return err
	}
	if !slices.Contains(when, old.State) {
		return nil
	}
	return move(tx, &old, Superseded, d.Number)
}

// Take takes a step that asks for nothing, or for a reason alone: a document is taken out
// of force (Void); its signatures stay and are shown as invalid.
func (k *Desk) Take(ctx context.Context, actor app.Actor, id app.ID, s Step, reason string) error {
	return k.w.Do(ctx, actor, "document."+string(s), func(tx Tx) error {
		_, err := takeIn(tx, id, s, reason)
		return err
	})
}

// VoidIn takes a document out of force inside a transaction that does more than this.
func VoidIn(tx Tx, id app.ID, reason string) (Document, error) { return takeIn(tx, id, Void, reason) }

func takeIn(tx Tx, id app.ID, s Step, reason string) (Document, error) {
	d, err := documentFor(tx, id, s)
	if err != nil {
		return d, err
	}
	if err := Machine.RequireReason(s, reason, app.Refuse("contract.reason_missing", "field", "reason", "number", d.Number, "step", string(s))); err != nil {
		return d, err
	}
	if s == Void {
		d.VoidReason, d.VoidedBy, d.VoidedAt = strings.TrimSpace(reason), tx.Actor().Staff, tx.Now()
	}
	to, err := Machine.After(d.State, s, d.Number)
	if err != nil {
		return d, err
	}
	return d, move(tx, &d, to, reason)
}

// Printing is a paper that was made of a document.
type Printing struct {
	Document app.ID
	File     string // SHA-256 of the PDF, 64 hex digits
	Copy     int    // as the paper says: 0 for the first, n for 补打第 n 次
}

// MayPrint refuses a print of the document, before the paper leaves.
func (k *Desk) MayPrint(ctx context.Context, actor app.Actor, document app.ID) error {
	return k.w.Do(ctx, actor, "document.print", func(tx Tx) error {
		_, err := documentFor(tx, document, Print)
		return err
	})
}

// Printed counts papers that were made: a printer took them, a file was written, or
// somebody says so of what they opened. Those of one call are counted all or none. again
// are those whose document was printed by others since they were set: two papers say the
// same copy. They are there, and are counted; whoever holds them has to hear of it.
func (k *Desk) Printed(ctx context.Context, actor app.Actor, made ...Printing) (again []Printing, err error) {
	err = k.w.Do(ctx, actor, "document.print", func(tx Tx) error {
		again = nil
		for _, p := range made {
			d, err := documentFor(tx, p.Document, Print)
			if err != nil {
				return err
			}
			if d.Prints != p.Copy {
				again = append(again, p)
			}
			if err := requireFileHash(d, p.File); err != nil {
				return err
			}
			d.Prints++
			d.PDFHash = p.File
			if err := tx.PutDocument(d); err != nil {
				return err
			}
		}
		return nil
	})
	return again, err
}

// documentFor reads a document of which the actor may take the step, in the state in which
// it stands.
func documentFor(tx Tx, id app.ID, step Step) (Document, error) {
	d, err := tx.Document(id)
	if err != nil {
		return d, err
	}
	scope, err := tx.Scope(app.Ref{Kind: "document", ID: id})
	if err != nil {
		return d, err
	}
	if err := staff.May(tx.Actor(), d.Kind.needs(Machine.Needs(d.State, step)), scope...); err != nil {
		return d, err
	}
	_, err = Machine.After(d.State, step, d.Number)
	return d, err
}

// requireFileHash refuses what is no SHA-256 in hex.
func requireFileHash(d Document, hash string) error {
	if raw, err := hex.DecodeString(hash); err != nil || len(raw) != sha256.Size {
		return app.Refuse("contract.hash_unclear", "number", d.Number)
	}
	return nil
}

// HashOf is the SHA-256 of a content in hex, as documents keep and print it.
func HashOf(content []byte) string {
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:])
}

// Intact refuses a document whose content is not what was signed: erased, of another
// hash, or not to be read whole. Equal bytes alone prove little: what reads them
// might pass over half of them. read refuses what it cannot show.
func (d Document) Intact(read func(template string, content []byte) error) error {
	switch {
	case len(d.Content) == 0:
		return app.Refuse("contract.content_erased", "number", d.Number)
	case d.ContentHash != HashOf(d.Content):
		return app.Refuse("contract.content_altered", "number", d.Number)
	}
	err := read(d.Template, d.Content)
	if refusal := (*app.Refusal)(nil); errors.As(err, &refusal) {
		pairs := []string{"number", d.Number}
		for name, value := range refusal.Args {
			pairs = append(pairs, name, value)
		}
		return app.Refuse(refusal.Code, pairs...)
	}
	return err
}

// move brings the document to a state and records document and move.
func move(tx Tx, d *Document, to State, reason string) error {
	m := Move{app.MoveNow(tx, d.State, to, reason), d.ID}
	d.State = to
	if err := tx.PutDocument(*d); err != nil {
		return err
	}
	return tx.PutDocumentMove(m)
}
