package assets

import (
	"embed"
	"fmt"
)

//go:embed contracts/*.txt
var contracts embed.FS

// ContractText is the text of a contract in one of its versions, as a text/template
// over the form's content (contracts/README.md): "property-agreement", 1, "zh". The
// text in "en" is a courtesy translation, for reading only. Every version that was
// ever printed stays: papers that were signed for it are printed from it again.
func ContractText(form string, version int, lang string) (string, error) {
	text, err := contracts.ReadFile(fmt.Sprintf("contracts/%s-%d.%s.txt", form, version, lang))
	return string(text), err
}
