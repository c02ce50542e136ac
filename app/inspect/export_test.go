package inspect

// What tests from outside look at inside.
var (
	AnswerOf = answerOf
	Taken    = taken
	RowOf    = sheetRow
)

func (l Limit) Empty() bool       { return l.empty() }
func (i Item) Fault() string      { return i.fault() }
func (c *Checklist) Check() error { return c.check() }
