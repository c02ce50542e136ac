package office

import (
	"context"

	"golang.org/x/sys/windows"

	"keyday/app"
)

// Print asks the program that shows PDFs to print the file.
func (system) Print(_ context.Context, path string) error {
	if err := shellExecute("print", path); err != nil {
		return app.Refuse("paper.printer_missing", "file", path)
	}
	return nil
}

// Open shows the file.
func (system) Open(_ context.Context, path string) error {
	if err := shellExecute("open", path); err != nil {
		return app.Refuse("paper.viewer_missing", "file", path)
	}
	return nil
}

func shellExecute(verb, path string) error {
	v, err := windows.UTF16PtrFromString(verb)
	if err != nil {
		return err
	}
	p, err := windows.UTF16PtrFromString(path)
	if err != nil {
		return err
	}
	return windows.ShellExecute(0, v, p, nil, nil, windows.SW_SHOWNORMAL)
}
