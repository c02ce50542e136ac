package office

import "context"

// Printer is what stands between a file and paper: the system's printer, and the
// program that shows PDFs.
type Printer interface {
	// Print sends the file to the default printer. It refuses with
	// "paper.printer_missing" and "paper.printer_refused".
	Print(ctx context.Context, path string) error
	// Open shows the file. It refuses with "paper.viewer_missing".
	Open(ctx context.Context, path string) error
}

// System is the printer and the viewer of the computer that Keyday runs on.
func System() Printer { return system{} }

type system struct{}
