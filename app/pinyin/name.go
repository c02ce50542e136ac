package pinyin

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

// surnames are those that are read otherwise than their characters usually are, each with
// characters of the same sound that are read in one way only.
var surnames = map[string]string{
	"单": "善", "曾": "增", "解": "械", "仇": "球", "查": "渣", "区": "鸥", "朴": "瓢", "盖": "舸", "缪": "妙",
	"员": "韵", "乐": "跃", "覃": "芹", "种": "虫", "折": "舌", "秘": "碧", "祭": "寨", "翟": "债", "召": "绍",
	"洗": "显", "繁": "婆", "都": "督", "么": "腰", "句": "沟", "佴": "奈", "薄": "勃", "卜": "捕", "阚": "瞰",
	"乜": "镍", "粘": "年",
	"单于": "蝉于", "万俟": "墨奇", "尉迟": "玉迟", "澹台": "谈台",
}

// Spoken is a person's name with the surname in characters that are read as it is spoken:
// 单雄 is read as 善雄 would be. It is to be read and compared, and never shown.
func Spoken(name string) string {
	_, one := utf8.DecodeRuneInString(name)
	_, second := utf8.DecodeRuneInString(name[one:])
	for _, n := range []int{one + second, one} {
		if sound, known := surnames[name[:n]]; known {
			return sound + name[n:]
		}
	}
	return name
}

// ByName compares names as a Chinese reader looks for them: by pinyin, Latin ones before.
// It is of one goroutine, and made anew for each sorting.
func ByName() func(a, b string) int {
	order := collate.New(language.Chinese)
	return func(a, b string) int {
		if n := order.CompareString(Spoken(a), Spoken(b)); n != 0 {
			return n
		}
		return strings.Compare(a, b)
	}
}
