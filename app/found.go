package app

// MostHits is how many hits of a kind a search returns at most.
const MostHits = 20

// Found is a record that a search found, with the few words a line says of it.
type Found struct {
	Ref
	Title   []Said // what people call it by: the first names it, the others tell more
	Detail  []Said // what else
	Opens   Ref    // on whose page it stands: its home, the document behind a notice; of no identity where on none
	Address string // of a home; homes are put in the order of their addresses
}

// Said is a value and what it is.
type Said struct {
	Meaning
	Value string
}
