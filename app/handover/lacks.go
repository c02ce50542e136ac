package handover

import "keyday/app/contract"

// Lack is something that the certificate cannot be locked without.
type Lack struct {
	List string // "meter", "key", "kept", "paper", "company"
	Item Item   // of the list; none for the company
}

// Lacks lists what is missing of what the site requires, in the order of the
// desk. What was read and counted at an earlier visit has to be done again.
func (v View) Lacks() []Lack {
	var all []Lack
	for _, item := range v.Items.Papers {
		if item.Required && v.PaperNow(item.Key).Count == 0 {
			all = append(all, Lack{"paper", item})
		}
	}
	for _, item := range v.Items.Meters {
		if m := v.MeterNow(item.Key); item.Required && (m.Number == "" || m.Reading == "") {
			all = append(all, Lack{"meter", item})
		}
	}
	for _, item := range v.Items.Keys {
		k := v.KeysNow(item.Key)
		if item.Required && k.Count == 0 {
			all = append(all, Lack{"key", item})
		}
		if !k.Told() {
			all = append(all, Lack{"kept", item})
		}
	}
	if v.Site.Company == "" {
		all = append(all, Lack{List: "company"})
	}
	return all
}

// named says what is missing, in the form's language.
func (l Lack) named(p contract.Issuer) string {
	switch l.List {
	case "company":
		return p.Word("handover.form.company")
	case "kept":
		return l.Item.called(p, "key") + p.Word("handover.form.kept")
	}
	return l.Item.called(p, l.List)
}
