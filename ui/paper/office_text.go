package paper

import (
	"context"

	"keyday/app"
	"keyday/app/contract"
	"keyday/app/staff"
	"keyday/ui/words"
)

// Texts are the contracts' texts that are in use now, by the words that an approval is
// of.
func Texts() []app.Wording { return []app.Wording{Wording(agreementKind.Template())} }

// ShowText opens a contract's text as a blank, for a lawyer to read. It is nobody's paper
// and counts for nothing.
func (o *Office) ShowText(ctx context.Context, actor app.Actor, template string) error {
	if err := staff.May(actor, staff.Print); err != nil {
		return err
	}
	kind, known := kindOf(template)
	if !known || kind.Key != agreementKind.Key {
		return app.Refuse("paper.template_unknown", "template", template)
	}
	blank := contract.AgreementContent{Frame: app.Frame{Number: template, Wording: Wording(template)}}
	pdf, err := Render(Agreement(blank, app.Imprint{PrintedAt: o.Clock.Now(), PrintedBy: actor.Name}), words.Chinese)
	if err != nil {
		return err
	}
	path, err := o.Tray.Put(fileNamed(words.Join(" ", kind.ZH, "范本", number(kind.Version))), pdf)
	if err != nil {
		return err
	}
	return o.Machine.Open(ctx, path)
}
