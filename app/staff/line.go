package staff

// Line is what a list of the team says of a person.
type Line struct {
	Person
	Communities string // their names, joined by 、; nothing for all
}
