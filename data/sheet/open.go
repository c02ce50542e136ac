// Package sheet reads and writes xlsx and csv as addressed cells. It knows the
// formats and nothing of what stands in the cells; app/intake knows the rest.
//
// Only main and its wiring import it; it imports app, app/intake and data/fault.
package sheet

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"

	"keyday/app"
	"keyday/app/intake"
	"keyday/data/durable"
	"keyday/data/fault"
	"keyday/data/frugal"
)

// What a workbook may hold at most. A ledger of 2,000 homes has about 2,010
// rows and half a megabyte, the largest community with an owner a row some 30,000;
// beyond these limits it is the wrong file. A csv file of 60,000 rows may have 550
// bytes a row.
const (
	MaxBytes    = 64 << 20
	maxCSVBytes = 32 << 20
	MaxRows     = 60_000
	MaxCols     = 512
)

// Open reads a workbook or csv file. It refuses, always saying what to do:
// sheet.not_found, is_folder, in_use, no_permission, unreadable, lock_file, too_big and
// whatever Read refuses.
func Open(path string) (intake.Book, error) {
	name := strings.ToValidUTF8(filepath.Base(path), "�") // as it is said and recorded
	if isLockFile(name) {
		return intake.Book{}, refuse("lock_file", name, "workbook", lockedWorkbook(name))
	}
	info, err := os.Stat(path)
	if err != nil {
		return intake.Book{}, readingError(name, err)
	}
	switch {
	case info.IsDir():
		return intake.Book{}, refuse("is_folder", name)
	case !info.Mode().IsRegular(): // opening a pipe waits for whoever writes into it
		return intake.Book{}, refuse("not_a_file", name)
	case info.Size() > MaxBytes:
		return intake.Book{}, tooBigError(name, MaxBytes)
	}
	if lock, open := openElsewhere(path); open {
		return intake.Book{}, refuse("in_use", name, "lock", lock)
	}
	file, err := durable.Open(path)
	if err != nil {
		return intake.Book{}, readingError(name, err)
	}
	defer file.Close()
	data := bytes.NewBuffer(make([]byte, 0, info.Size()+bytes.MinRead)) // doubling as it comes, it would cost thrice
	if _, err := data.ReadFrom(io.LimitReader(file, MaxBytes+1)); err != nil {
		return intake.Book{}, readingError(name, err)
	}
	return Read(name, data.Bytes())
}

// Read reads a file's content by what it is, not by what its name says. It
// refuses: sheet.empty_file, too_big, old_xls, password, html, xml2003, xlsb, ods,
// numbers, archive, not_workbook, torn, encoding, csv_quote, csv_after_quote,
// too_many_rows, too_many_columns, cell_too_long, unpacks_too_big, too_full.
//
// The book may hold on to data, which is not to be changed any more. Whatever the
// file is, less than frugal.Most is taken above what it has itself.
func Read(name string, data []byte) (intake.Book, error) {
	defer frugal.Begin()()
	switch {
	case len(bytes.TrimSpace(data)) == 0:
		return intake.Book{}, refuse("empty_file", name)
	case len(data) > MaxBytes:
		return intake.Book{}, tooBigError(name, MaxBytes)
	}
	switch kind := contentOf(name, data); kind {
	case "xlsx":
		return readXLSX(name, data)
	case "csv":
		if len(data) > maxCSVBytes {
			return intake.Book{}, tooBigError(name, maxCSVBytes)
		}
		return readCSV(name, data)
	default:
		return intake.Book{}, refuse(kind, name)
	}
}

// contentOf tells by the first bytes: "xlsx", "csv", or the refusal's name.
func contentOf(name string, data []byte) string {
	switch {
	case bytes.HasPrefix(data, []byte("PK\x03\x04")):
		return zipContent(data)
	case bytes.HasPrefix(data, []byte("PK")):
		return "not_workbook"
	case bytes.HasPrefix(data, []byte{0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1}):
		// A compound file is the old .xls, or the envelope of an encrypted workbook.
		if bytes.Contains(data, utf16le("EncryptedPackage")) {
			return "password"
		}
		if bytes.Contains(data, utf16le("Workbook")) || bytes.Contains(data, utf16le("Book")) {
			return "old_xls"
		}
		return "not_workbook"
	case bytes.HasPrefix(data, []byte{0x09, 0x08}), bytes.HasPrefix(data, []byte{0x09, 0x04}), bytes.HasPrefix(data, []byte{0x09, 0x02}):
		return "old_xls" // BIFF without its envelope
	}
	if kind := markup(data); kind != "" {
		return kind
	}
	if hasWideBOM(data) || wideOrder(data) != nil {
		return "csv"
	}
	for _, magic := range []string{"Rar!", "7z\xbc\xaf"} {
		if bytes.HasPrefix(data, []byte(magic)) {
			return "archive"
		}
	}
	for _, magic := range []string{"%PDF", "\x89PNG", "\xff\xd8\xff", "GIF8", "{\\rtf"} {
		if bytes.HasPrefix(data, []byte(magic)) {
			return "not_workbook"
		}
	}
	if holdsZeros(data) {
		if strings.EqualFold(filepath.Ext(name), ".csv") {
			return "torn" // a power cut leaves runs of zeros
		}
		return "not_workbook"
	}
	if strings.HasPrefix(strings.ToLower(filepath.Ext(name)), ".xls") && !bytes.ContainsAny(data[:min(len(data), 4096)], ",\t;") {
		return "not_workbook"
	}
	return "csv"
}

// holdsZeros reports whether the zeros in the file are more than a slip within a text,
// which is a finding at its cell: of a power cut, of another format.
func holdsZeros(data []byte) bool {
	const slips = 16
	return bytes.Contains(data, []byte{0, 0}) || bytes.Count(data, []byte{0}) > slips
}

// markup tells an HTML table or XML table that was saved under a workbook's name.
func markup(data []byte) string {
	head := bytes.ToLower(bytes.ReplaceAll(data[:min(len(data), 4096)], []byte{0}, nil))
	head = bytes.TrimLeft(head, "\ufeff\xff\xfe \t\r\n")
	switch {
	case bytes.HasPrefix(head, []byte("mime-version:")):
		return "html"
	case !bytes.HasPrefix(head, []byte("<")):
		return ""
	case bytes.Contains(head, []byte("urn:schemas-microsoft-com:office:spreadsheet")) && !bytes.Contains(head, []byte("<html")):
		return "xml2003"
	case bytes.Contains(head, []byte("<html")), bytes.Contains(head, []byte("<table")), bytes.Contains(head, []byte("<!doctype html")),
		bytes.Contains(head, []byte("<meta")), bytes.Contains(head, []byte("<tr")), bytes.Contains(head, []byte("<style")), bytes.Contains(head, []byte("<div")):
		return "html"
	}
	return "not_workbook"
}

func utf16le(s string) []byte {
	b := make([]byte, 0, 2*len(s))
	for _, c := range []byte(s) {
		b = append(b, c, 0)
	}
	return b
}

// isLockFile tells the small file that Excel or LibreOffice lays beside an open workbook.
func isLockFile(name string) bool {
	return strings.HasPrefix(name, "~$") || strings.HasPrefix(name, ".~lock.")
}

func lockedWorkbook(lock string) string {
	return strings.TrimSuffix(strings.TrimPrefix(strings.TrimPrefix(lock, "~$"), ".~lock."), "#")
}

// openElsewhere reports the lock file of a program that has the workbook open:
// what is on disk may lack what was typed since.
func openElsewhere(path string) (lock string, open bool) {
	dir, name := filepath.Split(path)
	locks := []string{"~$" + name, ".~lock." + name + "#"}
	if runes := []rune(name); len(runes) > 8 {
		locks = append(locks, "~$"+string(runes[2:])) // Excel replaces the first two letters of a long name
	}
	for _, l := range locks {
		if _, err := os.Stat(filepath.Join(dir, l)); err == nil {
			return l, true
		}
	}
	return "", false
}

// The errors by which Windows says that another program holds the file.
const (
	sharingViolation = syscall.Errno(32)
	lockViolation    = syscall.Errno(33)
)

func heldByAnother(err error) bool {
	var no syscall.Errno
	return runtime.GOOS == "windows" && errors.As(err, &no) && (no == sharingViolation || no == lockViolation)
}

func readingError(name string, err error) error {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return refuse("not_found", name)
	case heldByAnother(err):
		return refuse("in_use", name, "lock", "")
	case errors.Is(err, fs.ErrPermission):
		return refuse("no_permission", name)
	}
	if known := fault.Translate(err, name); app.RefusalCode(known) != "" { // links in a circle, a failing disk
		return known
	}
	return refuse("unreadable", name, "reason", err.Error())
}

func tooBigError(name string, limit int) error {
	return refuse("too_big", name, "limit", strconv.Itoa(limit>>20))
}

func refuse(code, file string, pairs ...string) *app.Refusal {
	return app.Refuse("sheet."+code, append([]string{"file", file}, pairs...)...)
}
