// Package program wires Keyday: it opens a site, puts the desks of package app over it,
// and lends both to the places of the window and to the commands.
//
// It is the one package of ui that knows data. main alone runs it; the tests of the
// whole program are here. Each file knows those below it alone:
//
//	program            begins
//	commands           what commands need of the program and of a site
//	window             the start and the site in the window
//	places             what one can be at there
//	site               an open site with its desks; a rehearsal
package program

import (
	"context"
	"os"
	"runtime/debug"

	"keyday/data/laptop"
	"keyday/ui/command"
)

// garbage is how much of it may pile up before it is collected, in percent of what is
// in use. A paper or an import makes much that is gone at once: twice the usual saves
// a quarter of a paper's time, and costs a laptop some tens of megabytes.
const garbage = 200

// Run is Keyday with the arguments of its command line; it returns how the process ends.
func Run(ctx context.Context, args []string) (code int) {
	debug.SetGCPercent(garbage)
	swept := laptop.Sweep()
	code = command.Run(ctx, args, program{}, command.Terminal{
		Out: os.Stdout, Err: os.Stderr, Env: os.Getenv, Words: catalogue(),
	})
	swept()
	return code
}
