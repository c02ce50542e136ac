package registry

// Entry is a text that a record is found by.
type Entry struct {
	Text string
	How  Spelling
}

// Spelling says where a query may begin in a text.
type Spelling uint8

const (
	Phrase     Spelling = iota // anywhere; pinyin at syllables, initials anywhere
	Code                       // at the beginning and behind each hyphen: 3-2-1501, 2-1501, 1501
	Secret                     // as a whole; the text is already a digest
	PersonName                 // as phrase, and from the beginning as the surname is spoken
)

// Spellings are the ways of spelling.
var Spellings = []Spelling{Phrase, Code, Secret, PersonName}

// AsPhrase finds a record by any part of the text, AsPersonName as well by how a surname is
// spoken, AsCode by a code or the end of it, AsSecret by a digest as a whole.
func AsPhrase(text string) Entry     { return Entry{text, Phrase} }
func AsPersonName(text string) Entry { return Entry{text, PersonName} }
func AsCode(text string) Entry       { return Entry{text, Code} }
func AsSecret(digest string) Entry   { return Entry{digest, Secret} }
