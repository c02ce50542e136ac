package command

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"time"

	"keyday/app"
	"keyday/ui/words"
)

// line writes one line for people, however many a text in it has: what a record says
// must not look like what Keyday says.
func (c *Call) line(format string, args ...any) {
	for i, arg := range args {
		if text, is := arg.(string); is {
			args[i] = words.OneLine(text)
		}
	}
	fmt.Fprintf(c.Out, format+"\n", args...)
}

// labelled writes a label and a value, nothing where there is no value.
func (c *Call) labelled(key, value string) {
	if value != "" {
		label := c.Words.T(key)
		c.line("  %s%s  %s", label, strings.Repeat(" ", max(0, labelWidth-columns(label))), value)
	}
}

// table writes rows in columns, the last of them as long as it is.
func (c *Call) table(rows [][]string) {
	var width []int
	for _, row := range rows {
		for i, cell := range row {
			cell = words.OneLine(cell)
			row[i] = cell
			if i == len(width) {
				width = append(width, 0)
			}
			width[i] = max(width[i], columns(cell))
		}
	}
	for _, row := range rows {
		var line strings.Builder
		for i, cell := range row {
			line.WriteString(cell)
			if i < len(row)-1 {
				line.WriteString(strings.Repeat(" ", width[i]-columns(cell)+2))
			}
		}
		c.line("%s", strings.TrimRight(line.String(), " "))
	}
}

// labelWidth is how wide labels stand, in columns of the terminal.
const labelWidth = 16

// count says how many there are of what the entry command.count.<what> names.
func (c *Call) count(what string, n int) string {
	return c.Words.T("command.count."+what, "n", n, "number", c.Words.Number(n))
}

// json writes a value for programs.
func (c *Call) json(value any) error { return writeJSON(c.Out, value) }

func writeJSON(out io.Writer, value any) error {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	if err := e.Encode(value); err != nil {
		return err
	}
	_, err := out.Write(escaped(b.Bytes()))
	return err
}

// moment writes a time for programs, "" for none.
func moment(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.RFC3339)
}

// idText writes an identity for programs, "" for none.
func idText(id app.ID) string {
	if id.IsNil() {
		return ""
	}
	return id.String()
}

// progress says what is being done, on stderr so that the result stays alone.
func (c *Call) progress(text string) { fmt.Fprintln(c.Err, text) }
