package command

import (
	"strings"

	"github.com/alecthomas/kong"

	"keyday/app"
	"keyday/ui/lists"
	"keyday/ui/words"
)

// globals are the flags that every command takes.
type globals struct {
	Data    string           `placeholder:"${word_folder}" env:"KEYDAY_DATA" help:"${data}"`
	As      string           `placeholder:"${word_name}" help:"${as}"`
	JSON    bool             `name:"json" help:"${json}"`
	Version kong.VersionFlag `help:"${version_flag}"`
}

// grammar is everything that may be typed. The texts of its help are catalogue
// entries command.help.<name>; what a flag or an argument stands for is called by an
// entry command.word.<name>, an argument by its own.
type grammar struct {
	globals

	Window    windowCommand    `cmd:"" default:"1" help:"${window}"`
	Rehearse  rehearseCommand  `cmd:"" help:"${rehearse}"`
	Search    searchCommand    `cmd:"" help:"${search}"`
	Show      showCommand      `cmd:"" help:"${show}"`
	List      listCommand      `cmd:"" help:"${list}"`
	Import    importCommand    `cmd:"" help:"${import}"`
	Export    exportCommand    `cmd:"" help:"${export}"`
	Print     printCommand     `cmd:"" help:"${print}"`
	Verify    verifyCommand    `cmd:"" help:"${verify}"`
	Backup    backupCommand    `cmd:"" help:"${backup}"`
	Restore   restoreCommand   `cmd:"" help:"${restore}"`
	Conflicts conflictsCommand `cmd:"" help:"${conflicts}"`
	Erase     eraseCommand     `cmd:"" help:"${erase}"`
}

// helpTexts are the entries under command.help that the grammar names.
var helpTexts = []string{
	"data", "as", "json", "version_flag",
	"window", "rehearse", "search", "show", "print", "verify", "backup", "restore", "conflicts",
	"buildings", "units", "defects", "photos", "seed", "today",
	"text", "limit", "verify_anchor", "show_units", "unit_state", "show_unit", "show_defect", "show_document", "code", "number",
	"print_form", "print_list", "print_blank", "print_copies", "print_units", "print_forms", "print_by", "print_duplex", "print_title", "print_number", "print_lang", "print_out", "print_force", "out", "file",
	"list", "list_kind", "list_where", "list_find", "list_sort", "list_group", "list_columns", "list_limit",
}

// standIns are the entries under command.word that the grammar names.
var standIns = []string{"anchor", "code", "column", "column_field", "columns", "community", "condition", "count", "date", "file", "file_folder", "folder", "forms", "header_rows", "kind_answer", "name", "number", "pattern", "reason", "sheet", "state", "text", "title"}

func helpVars(w *words.Words) kong.Vars {
	vars := kong.Vars{"version": app.NameZH + " " + app.Name + " " + app.Version,
		"list_kinds": strings.Join(lists.Keys(), ","), "export_kinds": strings.Join(append(lists.Keys(), ledger), ",")}
	for _, name := range append(eraseHelp, helpTexts...) {
		vars[name] = w.T("command.help." + name)
	}
	for _, name := range standIns {
		vars["word_"+name] = w.T("command.word." + name)
	}
	for _, name := range ledgerHelp {
		vars[name] = w.T("intake.help." + name)
	}
	return vars
}

// windowCommand opens the window; it is what no argument at all means.
type windowCommand struct{}

// Run opens the window and returns when it is closed.
func (windowCommand) Run(c *Call) error {
	if c.As != "" {
		return misuse{c.Words.T("command.window_as")}
	}
	return c.program.Window(c.ctx, c.Data)
}
