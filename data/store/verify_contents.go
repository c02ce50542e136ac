package store

import (
	"errors"

	"keyday/app"
)

// contents reads every content that was signed for: its hash, and every key in it.
// What a newer Keyday wrote is noted: it is no difference, and not read whole.
func (v *verifier) contents() error {
	ids, err := v.is.IDs("SELECT id FROM document WHERE length(content) > 0 ORDER BY id")
	if err != nil {
		return err
	}
	v.all += len(ids)
	for _, id := range ids {
		d, err := v.is.Document(id)
		if err != nil && v.ctx.Err() == nil && !v.report.OK() {
			continue // a row that does not open was told of
		}
		if err != nil {
			return err
		}
		refusal := (*app.Refusal)(nil)
		switch err := d.Intact(Readable); {
		case err == nil, app.RefusalCode(err) == "contract.content_erased":
		case app.RefusalCode(err) == "contract.content_newer", app.RefusalCode(err) == "paper.template_unknown":
			v.notice("verify.content_newer", "number", d.Number)
		case app.RefusalCode(err) == "contract.content_altered":
			v.differs("verify.content_altered", "number", d.Number)
		case errors.As(err, &refusal):
			v.differs("verify.content_unreadable", "number", d.Number, "key", refusal.Args["key"])
		default:
			return err
		}
		if err := v.step(1); err != nil {
			return err
		}
	}
	return nil
}
