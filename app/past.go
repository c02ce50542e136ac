package app

// PastAction is an action of the past that can be taken back step by step.
type PastAction interface {
	// Steps lists what it did, in its order, but for records that are gone.
	Steps() ([]PastStep, error)
	// TakeBack undoes a step: a record that the action made goes, another gets
	// back the values of the fields that nobody has changed since.
	TakeBack(PastStep) error
}

// PastStep is what an action did to one record.
type PastStep struct {
	Record  Ref
	Unit    ID       // whose page the record belongs to, Nil for none
	Made    bool     // the action made it
	Fields  []string // of a record of before: those that the action changed
	Touched []string // fields of the action that somebody has changed since
	Used    bool     // made, and others came to work on it since: it cannot go
}
