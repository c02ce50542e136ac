package records

import (
	"errors"

	"keyday/app"
	"keyday/app/contract"
	"keyday/app/defect"
	"keyday/app/handover"
	"keyday/app/inspect"
	"keyday/data/registry"
)

// contents is what is signed for, by the form and version that documents name.
var contents = map[string]func() any{
	contract.AgreementFirst:    func() any { return new(contract.AgreementContent) },
	contract.AgreementSecond:   func() any { return new(contract.AgreementContent) },
	contract.AgreementThird:    func() any { return new(contract.AgreementContent) },
	contract.AgreementTemplate: func() any { return new(contract.AgreementContent) },
	defect.NoticeTemplate:      func() any { return new(defect.NoticeContent) },
	handover.TemplateFirst:     func() any { return new(handover.CertificateContent) },
	handover.Template:          func() any { return new(handover.CertificateContent) },
	defect.NoticeTemplateFirst: func() any { return new(defect.NoticeContent) },
	inspect.SheetTemplateFirst: func() any { return new(inspect.SheetContent) },
	inspect.SheetTemplate:      func() any { return new(inspect.SheetContent) },
}

// RequireReadable refuses a content that this Keyday cannot show whole; it is what
// contract.Document.Intact asks.
func RequireReadable(template string, raw []byte) error {
	base, _ := contract.BaseTemplate(template)
	fresh, known := contents[base]
	if !known {
		return app.Refuse("paper.template_unknown", "template", template)
	}
	return registry.Decode(raw, fresh())
}

// checkDocument reads a content that was signed for: its hash, and every key in it.
func checkDocument(d *contract.Document) ([]registry.Finding, error) {
	err := d.Intact(RequireReadable)
	said := func(code string, more ...string) []registry.Finding {
		return []registry.Finding{{Notice: code == "verify.content_newer", Refusal: app.Refuse(code, append([]string{"number", d.Number}, more...)...)}}
	}
	refusal := (*app.Refusal)(nil)
	switch {
	case err == nil, app.RefusalCode(err) == "contract.content_erased":
		return nil, nil
	case app.RefusalCode(err) == "contract.content_newer", app.RefusalCode(err) == "paper.template_unknown":
		return said("verify.content_newer"), nil
	case app.RefusalCode(err) == "contract.content_altered":
		return said("verify.content_altered"), nil
	case errors.As(err, &refusal):
		return said("verify.content_unreadable", "key", refusal.Args["key"]), nil
	}
	return nil, err
}
