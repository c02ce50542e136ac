package office

import "context"

// Machine is what stands between a file and paper: the system's printer, and the
// program that shows PDFs.
type Machine interface {
	// Print sends the file to the default printer. It refuses with
	// "paper.printer_missing" and "paper.printer_refused".
	Print(ctx context.Context, path string) error
	// Open shows the file. It refuses with "paper.viewer_missing".
	Open(ctx context.Context, path string) error
}

// System is the machine that Keyday runs on.
func System() Machine { return system{} }

type system struct{}
