package office

import (
	"context"
	"strings"
	"testing"

	"keyday/app"
	"keyday/app/contract"
	"keyday/app/handover"
)

// Blanks of a form are one file, whose it is and with room for a number; nothing is counted.
func TestBlanks(t *testing.T) {
	o, d := certificateDesk(t)
	m := many{d, map[app.ID]contract.Document{}}
	frame := frameOf("", handover.Template)
	for copies, refused := range map[int]string{0: "paper.copies", -1: "paper.copies", MostCopies + 1: "paper.copies", 3: ""} {
		path, err := o.Blanks(context.Background(), clerk, BlankOrder{Frame: frame, Copies: copies, Into: m})
		if app.RefusalCode(err) != refused || (path == "") != (refused != "") {
			t.Errorf("%d copies: %q, %v", copies, path, err)
		}
	}
	if _, err := o.Blanks(context.Background(), clerk, BlankOrder{Frame: frameOf("", "letter/1"), Copies: 1, Into: m}); app.RefusalCode(err) != "paper.template_unknown" {
		t.Errorf("of no form: %v", err)
	}
	if _, err := o.Blanks(context.Background(), app.Actor{}, BlankOrder{Frame: frame, Copies: 1, Into: m}); app.RefusalCode(err) != "permission.missing" {
		t.Errorf("by nobody: %v", err)
	}
	text := textOf(t, d.files["房屋交接单 空白.pdf"])
	if strings.Count(text, "第1页/共") != 3 || !strings.Contains(text, "江苏锦绣置业有限公司") || len(d.printed) != 0 || len(d.files) != 1 {
		t.Errorf("%d files, %d counted, %s", len(d.files), len(d.printed), text)
	}
}
