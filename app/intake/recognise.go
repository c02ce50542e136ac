package intake

import (
	"regexp"
	"strings"

	"keyday/app/site"
)

var (
	unitInBrackets = regexp.MustCompile(`\((㎡|M2|M²|平方米|平米|平方|元/㎡|元/M2|元/M²|元/平方米|元/平米|元|必填|选填|可选|SQM|M\^2|CNY/㎡|CNY/M2)\)`)
	headerNoise    = strings.NewReplacer("(", "", ")", "", "[", "", "]", "", "【", "", "】", "", "*", "", ":", "", "、", "", "/", "", "㎡", "", "\"", "", "“", "", "”", "")
	trailingNumber = regexp.MustCompile(`[1一]$`)
	personPrefix   = regexp.MustCompile(`^(业主|买受人|客户|购房人|购房者|产权人|权利人|房主|户主|主业主|房屋|房产|物业|商品房|买方|乙方)(的)?`)
	strangers      = regexp.MustCompile(`代理|委托|受托|销售|置业顾问|顾问|经办|紧急|物业公司|物业管家|管家|施工|维修人|监理|出卖人|开发商|推荐人|介绍人`)
)

// plainHeader writes a header as the wordings have it: half-width capitals,
// no spaces, no unit of measure.
func plainHeader(s string) string {
	s = strings.ToUpper(strings.Join(strings.Fields(site.Fold(s)), ""))
	return headerNoise.Replace(unitInBrackets.ReplaceAllString(s, ""))
}

// recognise tells what a column is by its own header and the one above it. The
// first candidate is the field unless the column is asked or unknown.
func recognise(group, leaf string) ([]Field, Sureness) {
	group, leaf = plainHeader(group), plainHeader(leaf)
	if leaf == "" {
		group, leaf = "", group
	}
	switch {
	case leaf == "":
		return nil, Unknown
	case strangers.MatchString(group), strangers.MatchString(leaf) && byWording[leaf] == NoField:
		return []Field{Leave}, Likely
	}
	if candidates, sure, ok := recogniseArea(group, leaf); ok {
		return candidates, sure
	}
	if f, ok := byWording[group+leaf]; ok && group != "" {
		return []Field{f}, Certain
	}
	if f, ok := byWording[leaf]; ok {
		if strings.Contains(group, "共有人") || strings.Contains(group, "共同买受人") {
			f = coOwner(f)
		}
		return []Field{f}, Certain
	}
	if candidates, ok := ambiguous[leaf]; ok {
		return candidates, Asked
	}
	for _, shorter := range []string{trailingNumber.ReplaceAllString(leaf, ""), personPrefix.ReplaceAllString(leaf, "")} {
		if f, ok := byWording[shorter]; ok && shorter != leaf && f != Leave {
			return []Field{f}, Likely
		}
	}
	if second := strings.TrimRight(leaf, "2二"); second != leaf && byWording[second] == Phone {
		return []Field{Phone2}, Likely
	}
	return nil, Unknown
}

func coOwner(f Field) Field {
	switch f {
	case OwnerName:
		return CoName
	case IDNo:
		return CoIDNo
	case Phone:
		return CoPhone
	}
	return Leave
}

var (
	areaInner     = regexp.MustCompile(`套内|INNER`)
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
