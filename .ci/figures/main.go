// Figures prints what a change of the house costs, counted from its code, each figure with
// its goal. With -v it names what was counted.
//
//	go run ./.ci/figures -v
package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
)

func main() {
	verbose := flag.Bool("v", false, "name what was counted")
	flag.Parse()
	h, err := readHouse(os.DirFS("."))
	if err == nil {
		var all []figure
		if all, err = h.figures(); err == nil {
			show(os.Stdout, all, *verbose)
		}
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
}

// noGoal is the goal of a figure that is told alone.
const noGoal = -1

// figure is one number that was counted.
type figure struct {
	name string
	n    int
	goal int      // at most, or noGoal
	of   []string // what was counted
}

// counted is the figure of what is listed, each once.
func counted(name string, goal int, of []string) figure {
	slices.Sort(of)
	of = slices.Compact(of)
	return figure{name, len(of), goal, of}
}

func (f figure) holds() bool { return f.goal == noGoal || f.n <= f.goal }

// figures counts all of them.
func (h *house) figures() (all []figure, err error) {
	if all, err = h.registerLines(); err != nil {
		return nil, err
	}
	all = append(all, h.kindLines()...)
	all = append(all, h.ownerFields()...)
	all = append(all, h.states()...)
	all = append(all, h.forms()...)
	walk, err := h.noteWalk(noteWalk)
	if err != nil {
		return nil, err
	}
	all = append(all, walk, h.fakeLines(), h.sharedFakes())
	return append(all, h.sizes()...), nil
}

// show prints a line a figure; where it is beyond its goal, the line says so.
func show(out io.Writer, all []figure, verbose bool) {
	for _, f := range all {
		goal := ""
		if f.goal != noGoal {
			goal = fmt.Sprintf("≤ %d", f.goal)
		}
		said := fmt.Sprintf("%6d  %-8s %s", f.n, goal, f.name)
		if !f.holds() {
			said += " — not yet"
		}
		fmt.Fprintln(out, said)
		if verbose && len(f.of) > 0 {
			fmt.Fprintln(out, "                 "+strings.Join(f.of, "\n                 "))
		}
	}
}
