package intake

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"keyday/app"
	"keyday/app/site"
)

// The words of a buyer's cell that only say that the home is not sold.
var unsold = regexp.MustCompile(`^\(?(未售|待售|可售|在售|未出售|空置|空房|空|自持|自留|(?:开发商|公司|甲方)(?:自持|自留|保留)|保留|预留|工抵|抵押|暂无业主|无业主)\)?$`)

var (
	betweenPeople = regexp.MustCompile(`[、,;/|\\&\n\r]+`)
	betweenShares = regexp.MustCompile(`[、,;|\\&\n\r]+`)
	betweenNames  = regexp.MustCompile(`[、,;/|\\&+\n\r]+`)
	numberJoined  = regexp.MustCompile(`(\d{7,}[Xx]?)(?:\+|\([^()\d]*\))`) // 138…(本人)139…
	nameTail      = regexp.MustCompile(`\((共有|共同共有|按份共有|主|主业主|业主|买受人|男|女|夫|妻|夫妻|夫妇|配偶|等)\)$`)
	nameShare     = regexp.MustCompile(`\(?((?:100|\d{1,2})(?:\.\d+)?%)\)?$`)
	eachShare     = regexp.MustCompile(`^(?:每人|各占?)((?:100|\d{1,2})(?:\.\d+)?%|\d+/\d+)$`)
	onlyHan       = regexp.MustCompile(`^\p{Han}+$`)
	companyName   = regexp.MustCompile(`\S{3,}(公司|集团|厂|合作社|事务所|中心|商行|银行|学校|医院|委员会)$`)
)

// doubleSurnames are the surnames of two characters.
var doubleSurnames = func() map[string]bool {
	m := map[string]bool{}
	for _, s := range strings.Fields("欧阳 司马 司徒 上官 诸葛 夏侯 皇甫 尉迟 公孙 慕容 令狐 长孙 宇文 轩辕 端木 东方 南宫 西门 独孤 赫连 澹台 呼延 申屠 公冶 宗政 濮阳 淳于 单于 太史 钟离 鲜于 闻人 仲孙 百里 东郭 司空 万俟 拓跋 纳兰 第五") {
		m[s] = true
	}
	return m
}()

// surnamesJoined joins 欧阳 娜娜: a surname alone is nobody.
func surnamesJoined(words []string) []string {
	var out []string
	for i := 0; i < len(words); i++ {
		if doubleSurnames[words[i]] && i+1 < len(words) && onlyHan.MatchString(words[i+1]) && len([]rune(words[i+1])) <= 2 {
			out = append(out, words[i]+words[i+1])
			i++
			continue
		}
		out = append(out, words[i])
	}
	return out
}

// splitNames parts the names in a cell. Spaces part Chinese names of two
// characters and more; a single character beside a space is padding (张　伟).
// Names of companies and foreigners hold spaces and brackets of their own.
func splitNames(text string) []string {
	var names []string
	for _, part := range betweenNames.Split(foldLines(text), -1) {
		words := untitled(surnamesJoined(strings.Fields(titleBefore.ReplaceAllString(strings.TrimSpace(part), ""))))
		several := true
		for _, w := range words {
			w = nameTail.ReplaceAllString(nameShare.ReplaceAllString(w, ""), "")
			if n := len([]rune(w)); !onlyHan.MatchString(w) || n < 2 || n > 4 {
				several = false
			}
		}
		if several {
			names = append(names, words...)
			continue
		}
		if isChinese(strings.Join(words, "")) {
			names = append(names, strings.Join(words, ""))
		} else if len(words) > 0 {
			names = append(names, strings.Join(words, " "))
		}
	}
	return names
}

var (
	andOthers  = regexp.MustCompile(`等(\d|[一二三四五六七八九十]|多|几)*(人|位|名|户)?$`)
	longNumber = regexp.MustCompile(`\d{7,}`)
)

// notName tells why a text is no person's name, "" where it may be one.
func notName(n string) FindingKind {
	switch {
	case noName(n):
		return BadName
	case onlyTitle(n):
		return NameTitle
	case utf8.RuneCountInString(n) > app.MostName:
		return TooLong
	}
	return ""
}

var (
	// What stands among the names and says that ownership moved, or was given for a debt.
	movedName = regexp.MustCompile(`→|⇒|➔|->|=>|>|抵(账|帐|款|债|工程|房|给)|[顶工]抵?[账帐]房|工抵|查封|冻结|法拍|\((原|曾|前|现)`)
	// A remark behind a name that says that the person owns nothing any more.
	goneWithName = regexp.MustCompile(`^([^、,;/()]*)\(((?:已|已经)?(?:退房|退订|撤销|作废|解除|挞定))\)$`)
	// What a person is to the owner, in brackets behind the name.
	tieBehind = regexp.MustCompile(`^(.+)\((租户|租客|承租人|租赁|租住|住户|使用人|家属|亲属|子女|儿子|女儿|父母|父亲|母亲|父|母|子|女儿|代理人|代理|代办|联系人|TENANT|OCCUPANT|AGENT)\)$`)
	// What owners are called in a column that says what a person is to the owner.
	ownsIt = regexp.MustCompile(`(?i)^(本人|自己|业主|主业主|业主本人|户主|产权人|权利人|买受人|购房人|房主|共有人|共有产权人|共有业主|共同买受人|共有|self|owner|co-?owner|buyer|purchaser)$`)

	titleBehind = regexp.MustCompile(`(?i)^(.*?) *(先生|女士|小姐|太太|夫人|同志)$`)
	titleBefore = regexp.MustCompile(`(?i)^(mr|mrs|ms|miss|dr)\.? +`)
)

// untitled takes the titles away that stand beside a name: 张三 先生.
func untitled(words []string) []string {
	var out []string
	for _, w := range words {
		if m := titleBehind.FindStringSubmatch(w); m != nil && !onlyTitle(w) {
			w = m[1]
		} else if m != nil && m[1] == "" && len(words) > 1 {
			continue
		}
		out = append(out, w)
	}
	return out
}

// onlyTitle reports whether a surname with a title is all there is: 张先生.
func onlyTitle(n string) bool {
	m := titleBehind.FindStringSubmatch(n)
	return m != nil && (len([]rune(m[1])) < 2 || doubleSurnames[m[1]])
}

// lostIn reports whether saving a file in an older encoding has lost a character of a
// text: such programs write a question mark in its place.
func lostIn(text string) bool { return strings.ContainsAny(text, lostMarks) }

// nothingLeft reports whether saving a file has lost the whole of a name: it tells nobody
// from another.
func nothingLeft(name string) bool { return name != "" && strings.Trim(name, lostMarks) == "" }

const lostMarks = "?\uFFFD□"

// noName reports whether a text holds more than a name: a phone, a row's number,
// 等2人. Companies have figures in their names.
func noName(n string) bool {
	if m := nameShare.FindStringIndex(n); m != nil {
		n = n[:m[0]]
	}
	return !companyName.MatchString(n) && (strings.ContainsAny(n, "0123456789") || movedName.MatchString(n) || strings.HasPrefix(n, "(") || andOthers.MatchString(n) && len([]rune(n)) > 3)
}

// oddName reports whether a text may be more than one person's name: a remark stands
// behind it, or it has more characters than Chinese names have.
func oddName(n string) bool {
	return !companyName.MatchString(n) && (strings.HasSuffix(n, ")") || onlyHan.MatchString(n) && len([]rune(n)) > 4)
}

// hideNumbers masks the phones and identity numbers within a text.
func hideNumbers(text string) string { return longNumber.ReplaceAllStringFunc(text, site.Mask) }

var oneNumber = regexp.MustCompile(`[^、,，;；/|\\&\n\r]+`)

// maskNumbers masks each of the numbers in a cell by itself.
func maskNumbers(text string) string {
	return oneNumber.ReplaceAllStringFunc(text, func(part string) string {
		words := strings.Fields(part)
		if joined := strings.Join(words, ""); len(words) < 2 || site.WholeID(joined) || wholePhone(joined) {
			return site.Mask(strings.TrimSpace(part))
		}
		for i, word := range words {
			words[i] = site.Mask(word)
		}
		return strings.Join(words, " ")
	})
}

// foldLines is Fold that keeps line breaks apart from spaces.
func foldLines(text string) string {
	lines := strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n")
	for i, l := range lines {
		lines[i] = site.Fold(l)
	}
	return strings.TrimSpace(strings.Join(lines, "\n"))
}

// splitNumbers parts identity numbers or phones: by the signs between people,
// and by spaces where the whole is not one number written in groups. Blanks
// between signs stay, so that A/B and 123/ still pair off.
func splitNumbers(text string, whole func(string) bool) []string {
	text = strings.TrimRight(numberJoined.ReplaceAllString(foldLines(text), "$1、"), "、,;|&\n\r ")
	if text == "" {
		return nil
	}
	var out []string
	for _, part := range betweenPeople.Split(text, -1) {
		part = strings.TrimSpace(part)
		words := strings.Fields(part)
		if len(words) < 2 || whole(strings.Join(words, "")) {
			out = append(out, strings.Join(words, ""))
			continue
		}
		out = append(out, words...)
	}
	return out
}

func wholePhone(s string) bool {
	_, ok := site.ReadPhone(s)
	return ok
}

// isChinese reports whether every letter is a Chinese character.
func isChinese(s string) bool {
	return s != "" && !strings.ContainsFunc(s, func(r rune) bool { return !unicode.Is(unicode.Han, r) && r != '·' })
}
