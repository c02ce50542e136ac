// Package document shows one document as it would print: its pages, the places to
// sign with their state, the pad over the lower half, and what can be done with
// the paper.
//
// It imports the toolkit, app and its domains, ui/paper, ui/words, the shell, the
// theme and the widgets; ui/program gives it what it reads and the desks it acts at.
package document

import (
	"context"
	"image"
	"io"

	"fyne.io/fyne/v2"

	"keyday/app"
	"keyday/app/contract"
	"keyday/ui/paper/office"
	"keyday/ui/screen/shell"
	"keyday/ui/words"
)

// Reader is what the page needs of the store.
type Reader interface {
	Paper(ctx context.Context, id app.ID) (contract.Paper, error)
}

// Office makes papers of documents.
type Office interface {
	Preview(ctx context.Context, actor app.Actor, id app.ID, lang words.Language) (office.Proof, error)
	// Original sets it whole for who signs it at the field, and records that.
	Original(ctx context.Context, actor app.Actor, id, field app.ID) (office.Proof, error)
	Print(ctx context.Context, actor app.Actor, order office.Order) (office.Paper, error)
	// Printed counts a paper that was opened, and that somebody says was printed.
	Printed(ctx context.Context, actor app.Actor, p office.Paper) (office.Paper, error)
}

// Desk takes signatures, and steps: a document is taken out of force.
type Desk interface {
	Sign(ctx context.Context, actor app.Actor, s contract.Signing) (contract.Document, error)
	SignAll(ctx context.Context, actor app.Actor, sheet []contract.Signing) (contract.Document, error)
	// Take takes a step that asks for nothing, or for a reason alone.
	Take(ctx context.Context, actor app.Actor, id app.ID, s contract.Step, reason string) error
	KeepLetter(ctx context.Context, actor app.Actor, authority app.ID, scan string) error
}

// Scans keeps scans of signed papers, sealed under the document's own key.
type Scans interface {
	Keep(ctx context.Context, owner app.ID, scan io.Reader, name string) (hash string, err error)
	Open(ctx context.Context, actor app.Actor, owner app.ID, hash string) ([]byte, error)
}

// Pages draws every page of a PDF, so many pixels wide.
type Pages func(ctx context.Context, pdf []byte, width int, page func(n, of int, picture image.Image)) error

// Params is what the place is made of.
type Params struct {
	Read   Reader
	Office Office
	Desk   Desk
	Scans  Scans
	Pages  Pages
	// Save makes the paper as a file, which is written over where it is there.
	Save func(ctx context.Context, actor app.Actor, order office.Order, file string) (office.Paper, error)
	// Upright reads a scan that is a photo, as the camera was held.
	Upright func(raw []byte) (image.Image, error)
}

// Place is the page of a document; it stands under the contracts.
func Place(p Params, title func() string) shell.Place {
	return shell.Place{Key: "document", Shows: "document", Under: "contracts", Title: title, Build: func(c *shell.Context) fyne.CanvasObject {
		return newPage(c, p).view
	}}
}
