package office

import (
	"fmt"
	"io"

	"keyday/app"
	"keyday/app/contract"
	"keyday/ui/paper"
	"keyday/ui/paper/set"
	"keyday/ui/words"
)

// Issuing is what documents are issued with beside their words.
type Issuing struct {
	Random io.Reader                         // of which each content takes its salt
	Encode func(content any) ([]byte, error) // equal contents, equal bytes
	Anchor func() string                     // where the journal stands
}

// Issuer makes what the use cases issue documents with: Chinese words whatever the screen
// speaks, contents that can be printed, and a fresh salt. Without randomness nothing may be
// signed: it panics.
func Issuer(w *words.Words, m Issuing) func() contract.Issuer {
	return func() contract.Issuer {
		salt := make([]byte, contract.SaltSize)
		if _, err := io.ReadFull(m.Random, salt); err != nil {
			panic(fmt.Sprintf("office: no randomness: %v", err))
		}
		p := contract.Issuer{
			Word:    func(key string) string { return w.In(words.Chinese, key) },
			Wording: paper.Wording,
			Lacks:   set.Lacks,
			Encode:  m.printable(app.Own{}),
			Salt:    salt,
			Anchor:  m.Anchor(),
		}
		p.In = func(own contract.OwnForm) (contract.Issuer, error) {
			in := p
			in.Wording = func(template string) app.Wording { return paper.OwnWording(own, template) }
			in.Encode = m.printable(own.Own)
			return in, paper.RequireOwn(own)
		}
		return p
	}
}

// printable encodes what can be printed, in the company's own form.
func (m Issuing) printable(own app.Own) func(content any) ([]byte, error) {
	return func(content any) ([]byte, error) {
		if err := paper.RequirePrintable(content, own); err != nil {
			return nil, err
		}
		return m.Encode(content)
	}
}
