package office

import (
	"bytes"
	"context"
	"fmt"

	"keyday/app"
	"keyday/app/staff"
	"keyday/ui/paper"
	"keyday/ui/words"
)

// BlankOrder asks for a form to write on, so often in one file.
type BlankOrder struct {
	Frame  app.Frame // whose it is, and in which form; it has no number, which is written by hand
	Own    app.Own   // what is the company's own in the form
	Lang   words.Language
	Copies int
	Into   Outlet
}

// MostCopies is how many blanks one file holds.
const MostCopies = 500

// Blanks writes the file, and answers where it lies. A blank is nobody's paper: nothing is
// counted.
func (o *Office) Blanks(ctx context.Context, actor app.Actor, order BlankOrder) (path string, err error) {
	if err := staff.May(actor, staff.Print); err != nil {
		return "", err
	}
	if order.Copies < 1 || order.Copies > MostCopies {
		return "", app.Refuse("paper.copies", "most", fmt.Sprint(MostCopies))
	}
	form, err := o.empty(ctx, actor, order.Frame, order.Own)
	if err != nil {
		return "", err
	}
	var all paper.Bundle
	for range order.Copies {
		if err := all.Add(form, order.Lang); err != nil {
			return "", err
		}
	}
	var out bytes.Buffer
	name := words.Join(" ", form.Form().ZH, "空白")
	if err := all.Write(&out, name); err != nil {
		return "", err
	}
	defer order.Into.Forget()
	if path, err = order.Into.Put(fileNamed(name), out.Bytes()); err != nil {
		return path, err
	}
	return order.Into.Place(path)
}
