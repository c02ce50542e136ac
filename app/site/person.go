package site

import "keyday/app"

// IDTypes are the papers by which people prove who they are, in the words of the trade
// (domain notes 2.5), as they are offered; records may name others.
var IDTypes = []string{IDCard, "护照", "户口本", "港澳居民来往内地通行证", "台湾居民来往大陆通行证", BusinessLicence}

// OwnerSeed is the text from which the identity of an owner follows, so that two
// laptops, and an import and a form, make one record of one person: from the number of
// their paper, else from the home and their name. See Identify of the store.
func OwnerSeed(unit app.ID, name, number string) string {
	if number != "" {
		return "number/" + number
	}
	return "unit/" + unit.String() + "/" + tight(name)
}

// SameName reports whether two names are one, however they are written.
func SameName(a, b string) bool { return tight(a) == tight(b) }
