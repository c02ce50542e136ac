package site

import (
	"regexp"
	"strings"
	"time"

	"keyday/app"
)

// The types of identity document that Keyday writes by itself; see IDTypes.
const (
	IDCard          = "身份证"
	BusinessLicence = "营业执照"
)

// IDFault is what is wrong with the number of an identity document.
type IDFault string

// The faults.
const (
	IDCheck      IDFault = "id_check"      // GB 11643: the check digit does not fit
	IDBirth      IDFault = "id_birth"      // the day of birth in it is no day
	IDShape      IDFault = "id_shape"      // too short, too long, strange signs
	CompanyCheck IDFault = "company_check" // GB 32100: the check character does not fit
)

// CheckID judges a number, as ReadID writes it, by its shape and the type that is
// stated, "" where none is. An identity card's number is held to GB 11643, a
// company's 统一社会信用代码 to GB 32100; passports and permits have no check that
// an outsider can make. It answers the type that the shape tells.
func CheckID(number, stated string) (kind string, wrong IDFault) {
	card := strings.Contains(stated, "身份证") && !strings.Contains(stated, "港澳台")
	switch {
	case stated != "" && !card && (len(number) < 5 || len(number) > 30):
		return stated, IDShape
	case stated != "" && !card && !isCompanyID(stated):
		return stated, ""
	case isCompanyID(stated) || stated == "" && looksCompany(number):
		if len(number) == 18 && !companyCheck(number) {
			return BusinessLicence, CompanyCheck
		}
		if stated == "" {
			stated = BusinessLicence
		}
		return stated, ""
	case len(number) == 18 && AllDigits(number[:17]) && (AllDigits(number[17:]) || number[17] == 'X'):
		return IDCard, checkCard(number)
	case len(number) == 15 && AllDigits(number): // as issued until 1999: no check digit
		if !isDay("19"+number[6:12], "20060102") {
			return IDCard, IDBirth
		}
		return IDCard, ""
	case card || AllDigits(number):
		return IDCard, IDShape
	case len(number) >= 7 && len(number) <= 12 && alphanumeric(number): // a passport or permit
		return "", ""
	}
	return "", IDShape
}

// RequireID refuses a number that CheckID finds a fault with.
func RequireID(number, stated string) error {
	if _, wrong := CheckID(number, stated); wrong != "" {
		return app.Refuse("owner."+string(wrong), "field", "id_no", "text", number)
	}
	return nil
}

// IsCompany reports whether the owner is a company, by the identity document: somebody
// stands for it by law.
func (o Owner) IsCompany() bool {
	return isCompanyID(o.IDType) || o.IDType == "" && looksCompany(o.IDNo)
}

func isCompanyID(stated string) bool {
	return strings.Contains(stated, "执照") || strings.Contains(stated, "信用代码") || strings.Contains(stated, "组织机构")
}

// looksCompany tells a 统一社会信用代码 from an identity card's number: both have
// 18 characters, but its first is 1, 5, 9 or Y and letters stand in it.
func looksCompany(number string) bool {
	return len(number) == 18 && alphanumeric(number) && strings.ContainsAny(number[:17], "ABCDEFGHJKLMNPQRTUWXY")
}

// checkCard holds 18 characters to GB 11643-1999: region, day of birth, check
// digit by ISO 7064 MOD 11-2.
func checkCard(number string) IDFault {
	if !isDay(number[6:14], "20060102") {
		return IDBirth
	}
	if number[0] == '0' || number[17] != cardCheck(number[:17]) {
		return IDCheck
	}
	return ""
}

// cardCheck is the check digit of the first 17.
func cardCheck(first17 string) byte {
	weights := [17]int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2}
	sum := 0
	for i, w := range weights {
		sum += int(first17[i]-'0') * w
	}
	return "10X98765432"[sum%11]
}

// companyCheck holds 18 characters to GB 32100-2015.
func companyCheck(number string) bool {
	const alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
	sum, weight := 0, 1
	for i := range 17 {
		v := strings.IndexByte(alphabet, number[i])
		if v < 0 {
			return false
		}
		sum += v * weight
		weight = weight * 3 % 31
	}
	return alphabet[(31-sum%31)%31] == number[17]
}

func isDay(s, layout string) bool {
	t, err := time.Parse(layout, s)
	return err == nil && t.Year() >= 1880 && t.Year() < 2100
}

// AllDigits reports whether a text is digits and nothing else.
func AllDigits(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}

// alphanumeric reports whether nothing but digits and capitals stands in a text.
func alphanumeric(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return !(r >= '0' && r <= '9' || r >= 'A' && r <= 'Z') }) < 0
}

// ReadID writes an identity number as it is compared: capitals, no spaces.
func ReadID(text string) string {
	s := strings.ToUpper(strings.Join(strings.Fields(strings.TrimLeft(Fold(text), "'")), ""))
	s = idWord.ReplaceAllString(pointZero.ReplaceAllString(s, "$1"), "")
	if grouped := strings.ReplaceAll(s, "-", ""); len(grouped) == 18 && AllDigits(grouped[:17]) {
		return grouped
	}
	return s
}

// idWord is what some write before the number itself.
var idWord = regexp.MustCompile(`^身份证(号码|号)?:?`)

// pointZero is a number as programs write it out of a table.
var pointZero = regexp.MustCompile(`^(\d{5,})\.0+$`)

// WholeID reports whether a text is, by its length and its characters, the whole number
// of an identity card or of a company.
func WholeID(text string) bool {
	s := ReadID(text)
	return len(s) == 18 && alphanumeric(s) || len(s) == 15 && AllDigits(s)
}
