package lists

// Keys are the keys of all lists, in the order in which they are offered.
var Keys = []string{"homes", OfOwners, "defects", "inspections", "handovers", "documents", "firms", "staff"}
