package site

import (
	"slices"

	"keyday/app"
)

// IDTypes are the papers by which people prove who they are, in the words of the trade,
// as they are offered; records may name others.
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
func SameName(a, b string) bool { return NameKey(a) == NameKey(b) }

// NameKey is alike for names that are one.
func NameKey(name string) string { return tight(name) }

// tidy is the owner as records keep one, whatever somebody typed.
func (o Owner) tidy() Owner {
	for _, f := range OwnerFields {
		if f.Keep != nil {
			*f.At(&o) = f.Keep(f.Of(o))
		}
	}
	return o
}

// check refuses an owner who cannot be kept like this. What was on record before, and
// nobody touched, is not judged again.
func (o Owner) check(tx Tx, old Owner, u Unit) error {
	if o.Name == "" {
		return app.Refuse("owner.name_missing", "field", "name", "unit", u.Code)
	}
	for _, f := range OwnerFields {
		if f.Most > 0 {
			if err := requireWithin(f.Of(o), f.Most); err != nil {
				return err
			}
		}
	}
	for _, f := range OwnerFields {
		if f.Call && f.Of(o) != f.Of(old) {
			if err := RequirePhone(f.Key, f.Of(o)); err != nil {
				return err
			}
		}
	}
	if o.IDNo == "" || o.IDNo == old.IDNo && o.IDType == old.IDType {
		return nil
	}
	if err := RequireID(o.IDNo, o.IDType); err != nil {
		return err
	}
	all, err := tx.OwnersNumbered(o.IDNo)
	for _, other := range all {
		if other.ID != o.ID {
			return app.Refuse("owner.number_known", "field", "id_no", "name", other.Name)
		}
	}
	return err
}

// replaced reports whether a value of the owner was replaced by another; filling in a blank
// replaces nothing.
func (o Owner) replaced(now Owner) bool {
	return slices.ContainsFunc(OwnerFields, func(f OwnerField) bool { return f.Of(o) != "" && f.Of(o) != f.Of(now) })
}

// Corrects reports whether the owner as filled in a form differs from this one.
func (o Owner) Corrects(form Owner) bool {
	form = form.tidy()
	return o.replaced(form) || form.replaced(o)
}

// Likeness is by what somebody who is on record is like the one who is being taken down.
type Likeness string

// The likenesses, the surest first.
const (
	SameNumber  Likeness = "number"
	NameAndCall Likeness = "name_phone"
	NameAlone   Likeness = "name"
	PhoneAlone  Likeness = "phone"
)

// Likenesses lists them in that order.
var Likenesses = []Likeness{SameNumber, NameAndCall, NameAlone, PhoneAlone}

// KnownOwner is somebody on record who may be the one who is being taken down, masked.
type KnownOwner struct {
	Owner Owner
	By    Likeness
	Homes []string // codes of what they own now
}

// LikenessTo says by what the owner may be the person of whom somebody typed this much;
// "" where nothing speaks for it. Of two whole numbers that differ, it is somebody else.
func (o Owner) LikenessTo(typed Owner) Likeness {
	typed = typed.tidy()
	if typed.IDNo != "" && o.IDNo != "" {
		if ReadID(o.IDNo) == typed.IDNo {
			return SameNumber
		}
		if _, wrong := CheckID(typed.IDNo, typed.IDType); wrong == "" {
			return ""
		}
	}
	called := o.called(typed.Phone)
	switch named := typed.Name != "" && SameName(o.Name, typed.Name); {
	case named && called:
		return NameAndCall
	case named:
		return NameAlone
	case called:
		return PhoneAlone
	}
	return ""
}
