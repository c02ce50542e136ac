package command

type showCommand struct {
	Units    showUnits    `cmd:"" help:"${show_units}"`
	Unit     showUnit     `cmd:"" help:"${show_unit}"`
	Defect   showDefect   `cmd:"" help:"${show_defect}"`
	Document showDocument `cmd:"" help:"${show_document}"`
}

// word says a key of a catalogue by its value, and the value itself where the
// catalogue has none.
func (c *Call) word(under, value string) string {
	if value == "" {
		return ""
	}
	if key := under + "." + value; c.Words.Has(key) {
		return c.Words.T(key)
	}
	return value
}
