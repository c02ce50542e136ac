package site

import (
	"strings"

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

// tidy is the owner as records keep one: a number in capitals, a phone in the one form
// in which two are compared; what cannot be read stays as it was written, to be refused.
func (o Owner) tidy() Owner {
	o.Name, o.IDType, o.Address = strings.TrimSpace(o.Name), strings.TrimSpace(o.IDType), strings.TrimSpace(o.Address)
	if !strings.Contains(o.IDNo, "*") {
		o.IDNo = ReadID(o.IDNo)
	}
	for _, phone := range []*string{&o.Phone, &o.Phone2} {
		*phone = strings.TrimSpace(*phone)
		if read, ok := ReadPhone(*phone); ok {
			*phone = read
		}
	}
	return o
}

// check refuses an owner who cannot be kept like this. What was on record before, and
// nobody touched, is not judged again.
func (o Owner) check(tx Tx, old Owner, u Unit) error {
	if o.Name == "" {
		return app.Refuse("owner.name_missing", "unit", u.Code)
	}
	for _, s := range []string{o.Name, o.IDType, o.IDNo, o.Phone, o.Phone2} {
		if err := requireWithin(s, app.MostName); err != nil {
			return err
		}
	}
	for _, phone := range [][2]string{{o.Phone, old.Phone}, {o.Phone2, old.Phone2}} {
		if _, ok := ReadPhone(phone[0]); !ok && phone[0] != "" && phone[0] != phone[1] {
			return app.Refuse("owner.phone_unreadable", "text", phone[0])
		}
	}
	if o.IDNo == "" || o.IDNo == old.IDNo && o.IDType == old.IDType {
		return nil
	}
	if _, wrong := CheckID(o.IDNo, o.IDType); wrong != "" {
		return app.Refuse("owner."+string(wrong), "text", o.IDNo)
	}
	all, err := tx.OwnersNumbered(o.IDNo)
	for _, other := range all {
		if other.ID != o.ID {
			return app.Refuse("owner.number_known", "name", other.Name)
		}
	}
	return err
}

// replaced reports whether something that was known of the owner is known otherwise now.
func (o Owner) replaced(now Owner) bool {
	for _, f := range [][2]string{{o.Name, now.Name}, {o.IDType, now.IDType}, {o.IDNo, now.IDNo}, {o.Phone, now.Phone}, {o.Phone2, now.Phone2}, {o.Address, now.Address}, {o.Note, now.Note}} {
		if f[0] != "" && f[0] != f[1] {
			return true
		}
	}
	return false
}

// Corrects reports whether a form's owner says anything of this one otherwise.
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
	called := typed.Phone != "" && (o.Phone == typed.Phone || o.Phone2 == typed.Phone)
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
