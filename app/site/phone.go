package site

import (
	"regexp"
	"strings"

	"keyday/app"
)

var (
	between  = strings.NewReplacer("-", "", ".", "", "(", "", ")", "") // the digits of a number
	mobile   = regexp.MustCompile(`^1[3-9]\d{9}$`)
	landline = regexp.MustCompile(`^0\d{2,3}[2-9]\d{6,7}$`)
	service  = regexp.MustCompile(`^[48]00\d{7}$`)
	foreign  = regexp.MustCompile(`^(\+|00)(\d{8,15})$`)
	areaCode = regexp.MustCompile(`^(010|02\d|0[3-9]\d{2})`)
)

// PlainNumber is a phone or the number of an identity document as two are compared:
// half-width, in capitals, without what people set between its digits, and without
// China's own prefix.
func PlainNumber(text string) string {
	s := between.Replace(tight(text))
	for _, home := range []string{"+86", "0086"} {
		if after, ok := strings.CutPrefix(s, home); ok {
			return after
		}
	}
	if len(s) == 13 && strings.HasPrefix(s, "86") {
		return s[2:]
	}
	return s
}

// RequirePhone refuses what is no number to be called by, in the field of that name; none is none.
func RequirePhone(field, text string) error {
	if _, ok := ReadPhone(text); !ok && text != "" {
		return app.Refuse("owner.phone_unreadable", "field", field, "text", text)
	}
	return nil
}

// ReadPhone reads a mainland mobile or landline number with its area code, and
// numbers abroad with their country's.
func ReadPhone(text string) (string, bool) {
	s := PlainNumber(pointZero.ReplaceAllString(strings.TrimLeft(Fold(text), "'"), "$1")) // as programs write numbers out
	switch {
	case mobile.MatchString(s), service.MatchString(s):
		return s, true
	case landline.MatchString(s):
		code := areaCode.FindString(s)
		return code + "-" + s[len(code):], code != ""
	}
	if m := foreign.FindStringSubmatch(s); m != nil && m[2][0] != '0' {
		return "+" + m[2], true
	}
	return "", false
}
