package journal

// Policy is how the several heads of one field become what is shown, and whether
// they are a conflict that a person settles. It is part of the registry: a field
// never gets another policy, it is followed by another field.
type Policy uint8

// The policies.
const (
	Conflict   Policy = iota // the newest is shown; different values are a conflict
	Quiet                    // the newest is shown; never a conflict
	SetAdd                   // the union is shown (photos, tags): who adds wins over who removes
	Max                      // the greatest is shown
	CounterSum               // each laptop counts for itself; the sum is shown
	Ladder                   // the least finished is shown; different rungs are a conflict
	Immutable                // the first is shown; a different second one is a conflict
)

// FieldRule is the policy of one field.
type FieldRule struct {
	Policy Policy
	Ladder []string // the rungs of a Ladder, the least finished first
}

// Rules answers how a field of a kind merges.
type Rules func(kind, field uint16) FieldRule
