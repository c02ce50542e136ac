package command

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/alecthomas/kong"

	"keyday/ui/words"
)

// printHelp writes the help in the language of the terminal; the library's own
// speaks English only.
func printHelp(w *words.Words) kong.HelpPrinter {
	return func(_ kong.HelpOptions, ctx *kong.Context) error {
		node := ctx.Model.Node
		if selected := ctx.Selected(); selected != nil && !onlyDefault(ctx) {
			node = selected
		}
		out := ctx.Stdout
		usage := strings.Join(strings.Fields(ctx.Model.Name+" "+strings.TrimPrefix(node.Summary(), ctx.Model.Name)), " ")
		usage = strings.NewReplacer("<command>", w.T("command.word.command"), "[flags]", w.T("command.word.flags")).Replace(usage)
		fmt.Fprintf(out, "%s\n\n%s\n", w.T("command.usage", "line", usage), node.Help)
		section(out, w.T("command.commands"), commandLines(node))
		section(out, w.T("command.arguments"), argumentLines(node))
		section(out, w.T("command.flags"), flagLines(w, node))
		return nil
	}
}

// onlyDefault reports whether the command was chosen by naming none.
func onlyDefault(ctx *kong.Context) bool {
	return len(ctx.Args) == 0 || strings.HasPrefix(ctx.Args[0], "-")
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

func argumentLines(node *kong.Node) [][2]string {
	var lines [][2]string
	for _, p := range node.Positional {
		lines = append(lines, [2]string{p.Summary(), p.Help})
	}
	return lines
}

func flagLines(w *words.Words, node *kong.Node) [][2]string {
	var lines [][2]string
	for _, group := range node.AllFlags(true) {
		for _, flag := range group {
			help := flag.Help
			if flag.Name == "help" { // the library's own
				help = w.T("command.help.help")
			}
			lines = append(lines, [2]string{flag.String(), help})
		}
	}
	return lines
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
		fmt.Fprintf(out, "  %s%s  %s\n", l[0], strings.Repeat(" ", width-columns(l[0])), l[1])
	}
}

// columns is how wide a text stands in a terminal: Chinese takes two.
func columns(text string) int {
	n := utf8.RuneCountInString(text)
	for _, r := range text {
		if r >= 0x1100 && (r <= 0x115f || r >= 0x2e80 && r <= 0xffe6 || r >= 0x20000) {
			n++
		}
	}
	return n
}
