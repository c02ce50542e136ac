package shell

import (
	"context"

	"keyday/app"
	"keyday/ui/register"
)

// Output takes a list out of the window, just as it is shown. Both record first that it
// leaves the site, and refuse who may not print.
type Output interface {
	// ExportList writes it to a file, an .xlsx or a .csv, over the one that may be there.
	ExportList(ctx context.Context, actor app.Actor, l register.Extract, file string) error
	// PrintList sets it on paper and opens that.
	PrintList(ctx context.Context, actor app.Actor, l register.Extract) error
}

// Output is the way out of the window for lists, nil where there is none.
func (c *Context) Output() Output { return c.shell.params.Output }
