package site

// Check is what tests from outside look at inside.
func (o Owner) Check(tx Tx, old Owner, u Unit) error { return o.check(tx, old, u) }
