package store

import (
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
	contract.AgreementTemplate: func() any { return new(contract.AgreementContent) },
	defect.NoticeTemplate:      func() any { return new(defect.NoticeContent) },
	handover.Template:          func() any { return new(handover.Certificate) },
	inspect.SheetTemplate:      func() any { return new(inspect.SheetContent) },
}

// Readable refuses a content that this Keyday cannot show whole; it is what
// contract.Document.Intact asks.
func Readable(template string, raw []byte) error {
	fresh, known := contents[template]
	if !known {
		return app.Refuse("paper.template_unknown", "template", template)
	}
	return registry.Decode(raw, fresh())
}
