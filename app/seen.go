package app

// Seen is a record as somebody saw it before changing it. A change that a person
// makes in a dialog is compared with what the dialog showed, not with the record as it
// is by then: what arrived meanwhile is neither lost nor taken for theirs.
//
// The store makes it (See…) and takes it back (Amend…). A nil *Seen, or the zero
// value, is a record that nobody has seen because it is being added.
type Seen[T any] struct {
	Value T
	Sight Sight
}

// Sight says which writing of each field was seen. Only the store reads it.
type Sight struct {
	// Fields names, by field, the writings that were shown; what is missing had none.
	Fields map[string]string
	// Masked are the fields whose value was not shown. They are never written.
	Masked map[string]bool
}

// Was is the value that was seen; the zero one of a record that nobody has seen.
func (s *Seen[T]) Was() T {
	if s == nil {
		var none T
		return none
	}
	return s.Value
}

// Mask notes that the values of these fields are not shown, so that nothing put in
// their place is ever written.
func (s *Seen[T]) Mask(fields ...string) {
	if s.Sight.Masked == nil {
		s.Sight.Masked = map[string]bool{}
	}
	for _, f := range fields {
		s.Sight.Masked[f] = true
	}
}
