package command

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/alecthomas/kong"

	"keyday/ui/words"
)

// printHelp writes the help in the language of the terminal; the library's own
// speaks English only. A command's own flags come first, those of every command
// after them.
func printHelp(w *words.Words) kong.HelpPrinter {
	return func(_ kong.HelpOptions, ctx *kong.Context) error {
		root := ctx.Model.Node
		node := root
		if selected := ctx.Selected(); selected != nil && !onlyDefault(ctx) {
			node = selected
		}
		out := ctx.Stdout
		fmt.Fprintf(out, "%s\n\n", w.T("command.usage", "line", usage(w, node)))
		for _, line := range wrap(node.Help, terminal) {
			fmt.Fprintln(out, line)
		}
		section(out, w.T("command.commands"), commandLines(node))
		section(out, w.T("command.arguments"), argumentLines(w, node))
		if node == root {
			section(out, w.T("command.flags"), flagLines(w, root))
			section(out, w.T("command.environment"), variableLines(w))
			section(out, w.T("command.codes"), codeLines(w))
			return nil
		}
		section(out, w.T("command.flags"), flagLines(w, node))
		section(out, w.T("command.common_flags"), flagLines(w, root))
		return nil
	}
}

// onlyDefault reports whether the command was chosen by naming none.
func onlyDefault(ctx *kong.Context) bool {
	return ctx.Selected() == ctx.Model.DefaultCmd && !slices.Contains(ctx.Args, ctx.Model.DefaultCmd.Name)
}

// usage is the line that the command is typed as: what must be named, then what may.
func usage(w *words.Words, node *kong.Node) string {
	parts := []string{node.FullPath()}
	for _, flag := range node.Flags {
		if flag.Required {
			parts = append(parts, flagForm(flag))
		}
	}
	for _, p := range node.Positional {
		parts = append(parts, argumentForm(w, p))
	}
	if len(node.Positional) == 0 && len(node.Children) > 0 {
		parts = append(parts, w.T("command.word.command"))
	}
	return strings.Join(append(parts, "["+w.T("command.word.flags")+"]"), " ")
}

// argumentForm is an argument as it stands in a line: in brackets where it may be
// left out, with dots where there may be several.
func argumentForm(w *words.Words, p *kong.Positional) string {
	form := w.T("command.word." + p.Name)
	if p.IsCumulative() {
		form += "…"
	}
	if !p.Required {
		form = "[" + form + "]"
	}
	return form
}

func flagForm(flag *kong.Flag) string {
	form := "--" + flag.Name
	if flag.Short != 0 {
		form = fmt.Sprintf("-%c, %s", flag.Short, form)
	}
	if !flag.IsBool() {
		form += " " + flag.PlaceHolder
	}
	return form
}

func commandLines(node *kong.Node) [][2]string {
	var lines [][2]string
	for _, leaf := range node.Leaves(true) {
		if leaf != node {
			lines = append(lines, [2]string{leaf.Path(), leaf.Help})
		}
	}
	return lines
}

func argumentLines(w *words.Words, node *kong.Node) [][2]string {
	var lines [][2]string
	for _, p := range node.Positional {
		lines = append(lines, [2]string{argumentForm(w, p), p.Help})
	}
	return lines
}

func flagLines(w *words.Words, node *kong.Node) [][2]string {
	var lines [][2]string
	for _, flag := range node.Flags {
		help := flag.Help
		switch {
		case flag.Name == "help": // the library's own
			help = w.T("command.help.help")
		case flag.Default != "" && flag.Default != "0":
			help = w.T("command.defaults", "help", help, "value", flag.Default)
		}
		lines = append(lines, [2]string{flagForm(flag), help})
	}
	return lines
}

// variables are what commands take from the environment, each with an entry
// command.variable.<name in lower case>.
var variables = []string{"KEYDAY_DATA", "KEYDAY_PIN", "KEYDAY_PASSPHRASE", "KEYDAY_START_PASSPHRASE", "KEYDAY_KEYS", "KEYDAY_SAME_LAPTOP", "KEYDAY_LANG"}

// settings are what some of them may be set to; what is set to anything else would be taken
// for something that nobody meant.
var settings = map[string][]string{"KEYDAY_KEYS": {"file"}, "KEYDAY_SAME_LAPTOP": {"yes", "no"}, "KEYDAY_LANG": {"zh", "en"}}

// wrongVariable says which variable of the environment cannot be meant; "" where none.
func wrongVariable(w *words.Words, env func(string) string) string {
	for _, name := range variables {
		value, may := env(name), settings[name]
		if name == "KEYDAY_LANG" { // as in LANG: zh_CN.UTF-8
			value, _, _ = strings.Cut(value, "_")
		}
		if value != "" && may != nil && !slices.Contains(may, value) {
			return w.T("command.wrong.enum", "what", name, "others", w.List(may))
		}
	}
	return ""
}

func variableLines(w *words.Words) [][2]string {
	var lines [][2]string
	for _, name := range variables {
		lines = append(lines, [2]string{name, w.T("command.variable." + strings.ToLower(strings.TrimPrefix(name, "KEYDAY_")))})
	}
	return lines
}

func codeLines(w *words.Words) [][2]string {
	return [][2]string{
		{fmt.Sprint(Done), w.T("command.code.done")},
		{fmt.Sprint(Refused), w.T("command.code.refused")},
		{fmt.Sprint(Misused), w.T("command.code.misused")},
	}
}

// section writes a title and two columns, nothing where there are no lines.
func section(out io.Writer, title string, lines [][2]string) {
	if len(lines) == 0 {
		return
	}
	width := 0
	for _, l := range lines {
		width = max(width, columns(l[0]))
	}
	fmt.Fprintf(out, "\n%s\n", title)
	for _, l := range lines {
		first := l[0]
		for _, text := range wrap(l[1], terminal-width-4) {
			fmt.Fprintf(out, "  %s%s  %s\n", first, strings.Repeat(" ", width-columns(first)), text)
			first = ""
		}
	}
}

// terminal is how many columns a terminal is sure to have.
const terminal = 80

// columns is how wide a text stands in a terminal: Chinese takes two.
func columns(text string) int {
	n := 0
	for _, r := range text {
		n++
		if wide(r) {
			n++
		}
	}
	return n
}

// wide reports whether a character takes two columns.
func wide(r rune) bool {
	return r >= 0x1100 && (r <= 0x115f || r >= 0x2e80 && r <= 0xffe6 || r >= 0x20000)
}

// wrap breaks a text into lines of so many columns: at spaces, and between Chinese
// characters where neither closing signs would begin a line nor opening ones end it.
func wrap(text string, width int) []string {
	var lines []string
	line := ""
	for _, piece := range pieces(text) {
		if line != "" && columns(line+strings.TrimRight(piece, " ")) > width {
			lines = append(lines, strings.TrimRight(line, " "))
			line = ""
		}
		line += piece
	}
	return append(lines, strings.TrimRight(line, " "))
}

// pieces are what a text may be broken between.
func pieces(text string) []string {
	var all []string
	runes := []rune(text)
	from := 0
	for i := 1; i < len(runes); i++ {
		before, after := runes[i-1], runes[i]
		apart := before == ' ' || wide(before) || wide(after)
		if apart && after != ' ' && !strings.ContainsRune("，。；：、）”…", after) && !strings.ContainsRune("（“", before) {
			all = append(all, string(runes[from:i]))
			from = i
		}
	}
	return append(all, string(runes[from:]))
}
