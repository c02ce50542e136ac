package registry

import "keyday/app"

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

// Line is what a line of hits says of the records of a kind.
type Line struct {
	// Query answers of the records whose id is asked for by "=?": the id, the identity of
	// the record on whose page they stand, and then each part of title and detail.
	Query  func(today app.Date) string
	Opens  string        // the kind of that record
	Title  []app.Meaning // what people call the record by
	Detail []app.Meaning // what else is said of it
	Once   bool          // it says the same as what it opens: where both were found, that alone is shown
	Homes  bool          // they are homes, and the first part of the title is the address
}

// Reading is what a word of a search may mean besides what it says.
type Reading struct {
	Text   string
	Whole  bool // what only begins with it is not meant
	Secret bool // found by its digest, for who may see what is private
}

// AsPhrase finds a record by any part of the text, AsPersonName as well by how a surname is
// spoken, AsCode by a code or the end of it, AsSecret by a digest as a whole.
func AsPhrase(text string) Entry     { return Entry{text, Phrase} }
func AsPersonName(text string) Entry { return Entry{text, PersonName} }
func AsCode(text string) Entry       { return Entry{text, Code} }
func AsSecret(digest string) Entry   { return Entry{digest, Secret} }
