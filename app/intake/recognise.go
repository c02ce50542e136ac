package intake

import (
	"regexp"
	"strings"
	"unicode"

	"keyday/app"
	"keyday/app/site"
)

var (
	unitInBrackets = regexp.MustCompile(`\((㎡|M2|M²|平方米|平米|平方|元/㎡|元/M2|元/M²|元/平方米|元/平米|元|必填|选填|可选|SQM|SQ\.M|SQ\.M\.|M\^2|CNY/㎡|CNY/M2)\)`)
	inBrackets     = regexp.MustCompile(`\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】`)
	headerNoise    = strings.NewReplacer("(", "", ")", "", "[", "", "]", "", "【", "", "】", "", "*", "", ":", "", ".", "", "、", "", "/", "", "㎡", "", "\"", "", "“", "", "”", "")
	groupNoise     = regexp.MustCompile(`(基本)?(情况|信息|资料|栏)$`)
	trailingNumber = regexp.MustCompile(`[1一]$`)
	personPrefix   = regexp.MustCompile(`^(业主|买受人|客户|购房人|购房者|产权人|权利人|房主|户主|主业主|房屋|房产|物业|商品房|买方|乙方)(的)?`)
	strangers      = regexp.MustCompile(`代理|委托|受托|销售|置业顾问|顾问|经办|紧急|物业公司|物业管家|管家|施工|维修人|监理|出卖人|开发商|推荐人|介绍人`)
	numberedPerson = regexp.MustCompile(`^(业主|买受人|客户|购房人|购房者|产权人|权利人|房主|户主|买方|共有人|共同买受人|共有权人)(?:([1-9一二三四五])|\(([1-9一二三四五])\))(.*)$`)
)

// longestHeader is how much of a header is looked at, in bytes: what is longer is the
// heading of nothing, and a hundred of 40,000 characters would take minutes.
const longestHeader = 600

// foldHeader writes a header half-width, in capitals and without spaces. It is only
// recognised by this, never kept: what nobody sees in it counts for nothing.
func foldHeader(s string) string {
	if len(s) > longestHeader {
		s = strings.ToValidUTF8(s[:longestHeader], "")
	}
	return strings.Map(func(r rune) rune {
		if app.Unseen(r) {
			return -1
		}
		return r
	}, strings.ToUpper(strings.Join(strings.Fields(site.Fold(s)), "")))
}

// plainHeader writes a header as the wordings have it: without brackets and
// without its unit of measure.
func plainHeader(s string) string {
	return headerNoise.Replace(unitInBrackets.ReplaceAllString(foldHeader(s), ""))
}

// recognise tells what a column is by its own header and those above it. The
// first candidate is the field unless the column is asked or unknown.
func recognise(group, leaf string) ([]Field, Sureness) {
	levels := strings.Split(group, "\t")
	nearest := groupNoise.ReplaceAllString(plainHeader(levels[len(levels)-1]), "")
	group = plainHeader(group)
	if plainHeader(leaf) == "" {
		group, nearest, leaf = "", "", group
	}
	fields, sure := recogniseIn(group, nearest, plainHeader(leaf))
	if sure != Unknown {
		return fields, sure
	}
	if fields, ok := numbered(nearest, foldHeader(leaf)); ok {
		return fields, Likely
	}
	// 业主姓名(与身份证一致): what stands in brackets explains, or it would have been known.
	if shorter := inBrackets.ReplaceAllString(foldHeader(leaf), ""); shorter != foldHeader(leaf) {
		if fields, sure = recogniseIn(group, nearest, plainHeader(shorter)); sure == Certain {
			sure = Likely
		}
	}
	if han, latin := tongues(plainHeader(leaf)); sure == Unknown && han != "" && latin != "" {
		for _, one := range []string{han, latin} { // 房号 Room No.
			if fields, sure = recogniseIn(group, nearest, one); sure != Unknown {
				break
			}
		}
		if sure == Certain {
			sure = Likely
		}
	}
	return fields, sure
}

// tongues parts a header that says the same in two languages.
func tongues(leaf string) (han, latin string) {
	for _, r := range leaf {
		if unicode.Is(unicode.Han, r) {
			han += string(r)
		} else {
			latin += string(r)
		}
	}
	if len(latin) < 2 || strings.ContainsAny(latin, "0123456789") {
		latin = "" // 业主4, and no other language
	}
	return han, strings.Trim(latin, "-_|&,;()")
}

// recogniseIn is recognise for a header of one wording, under all that stands above
// it and what stands next above.
func recogniseIn(group, nearest, leaf string) ([]Field, Sureness) {
	switch {
	case leaf == "":
		return nil, Unknown
	case strangers.MatchString(group), strangers.MatchString(leaf) && byWording[leaf] == NoField:
		return []Field{Leave}, Likely
	}
	if candidates, sure, ok := recogniseArea(group, leaf); ok {
		return candidates, sure
	}
	for _, above := range []string{nearest, group} {
		if f, ok := byWording[above+leaf]; ok && above != "" {
			return []Field{f}, Certain
		}
	}
	if fields, ok := numbered(nearest, leaf); ok {
		return fields, Likely
	}
	if f, ok := byWording[leaf]; ok {
		if strings.Contains(group, "共有人") || strings.Contains(group, "共同买受人") {
			f = coOwner(f, 1)
		}
		return []Field{f}, Certain
	}
	if candidates, ok := ambiguous[leaf]; ok {
		return candidates, Asked
	}
	bare := personPrefix.ReplaceAllString(leaf, "")
	for _, shorter := range []string{trailingNumber.ReplaceAllString(leaf, ""), bare, trailingNumber.ReplaceAllString(bare, "")} {
		if f, ok := byWording[shorter]; ok && shorter != leaf && f != Leave {
			return []Field{f}, Likely
		}
	}
	for _, text := range []string{leaf, bare} {
		if f, ok := further(text); ok {
			return []Field{f}, Likely
		}
	}
	return nil, Unknown
}

// further reads 姓名2 and 身份证号3 as another owner's; 电话2 is mostly one person's
// second phone.
func further(text string) (Field, bool) {
	for n, endings := range map[int]string{1: "2二", 2: "3三"} {
		base := strings.TrimRight(text, endings)
		switch f := byWording[base]; {
		case base == text:
		case f == OwnerName || f == IDNo:
			return coOwner(f, n), true
		case f == Phone && n == 1:
			return Phone2, true
		}
	}
	return NoField, false
}

var ordinals = map[string]int{"1": 1, "一": 1, "2": 2, "二": 2, "3": 3, "三": 3, "4": 4, "四": 4, "5": 5, "五": 5, "6": 6, "7": 7, "8": 8, "9": 9}

// numbered reads the columns of ledgers that give each owner columns of their own:
// 业主1姓名, 业主2电话, 共有人1. A fourth person has none here, and stays unknown.
func numbered(group, leaf string) ([]Field, bool) {
	for _, text := range []string{leaf, group + leaf} {
		m := numberedPerson.FindStringSubmatch(text)
		if m == nil {
			continue
		}
		rest := plainHeader(m[4])
		f, known := byWording[rest]
		if rest == "" {
			f, known = OwnerName, true
		}
		if !known {
			return nil, false
		}
		person := ordinals[m[2]+m[3]]
		if strings.HasPrefix(m[1], "共") {
			person++
		}
		if person > 3 {
			return nil, false
		}
		return []Field{coOwner(f, person-1)}, true
	}
	return nil, false
}

// coOwner is the field of the n-th co-owner; the owner themselves is the 0th.
func coOwner(f Field, n int) Field {
	switch {
	case n == 0:
		return f
	case f == OwnerName:
		return [...]Field{CoName, Co2Name}[n-1]
	case f == IDNo:
		return [...]Field{CoIDNo, Co2IDNo}[n-1]
	case f == Phone:
		return [...]Field{CoPhone, Co2Phone}[n-1]
	}
	return Leave
}

var (
	areaInner     = regexp.MustCompile(`套内|专有|INNER`)
	areaMeasured  = regexp.MustCompile(`实测|测绘|产权|竣工|MEASURED`)
	areaContract  = regexp.MustCompile(`合同|预测|预售|签约|CONTRACT`)
	areaElse      = regexp.MustCompile(`公摊|分摊|花园|露台|阳台|土地|占地|误差|差异|差$|补差|单价|赠送|地下室面积|使用`)
	areaBuilding  = regexp.MustCompile(`建筑|建面`)
	areaQualifier = regexp.MustCompile(`^(合同|预测|预售|实测|套内|建筑|公摊|分摊|测绘|产权|签约|竣工|实测建筑|预测建筑|套内建筑|合同建筑)$`)
)

// recogniseArea keeps the areas apart. 建筑面积 says neither contract nor
// measured; Look settles it by its neighbours or asks. A bare 面积 is asked.
func recogniseArea(group, leaf string) ([]Field, Sureness, bool) {
	isArea := func(s string) bool {
		return strings.Contains(s, "面积") || strings.Contains(s, "建面") || strings.HasSuffix(s, "AREA")
	}
	text := leaf
	switch {
	case isArea(leaf):
		if isArea(group) || areaQualifier.MatchString(group) {
			text = group + leaf
		}
	case isArea(group) && areaQualifier.MatchString(leaf):
		text = group + leaf
	default:
		return nil, Unknown, false
	}
	if f, ok := byWording[text]; ok {
		return []Field{f}, Certain, true
	}
	contract, measured := areaContract.MatchString(text), areaMeasured.MatchString(text)
	switch {
	case areaElse.MatchString(text):
		return []Field{Leave}, Likely, true
	case areaInner.MatchString(text) && !contract && !measured:
		return []Field{InnerArea}, Certain, true
	case areaInner.MatchString(text):
		return []Field{InnerArea}, Likely, true
	case contract && measured:
		return []Field{ContractArea, MeasuredArea}, Asked, true
	case measured:
		return []Field{MeasuredArea}, Certain, true
	case contract:
		return []Field{ContractArea}, Certain, true
	case areaBuilding.MatchString(text):
		return []Field{ContractArea, MeasuredArea}, Asked, true
	}
	return []Field{ContractArea, MeasuredArea, InnerArea}, Asked, true
}
