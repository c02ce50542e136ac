// Keyday (交付日) is the desktop app of a housing developer's customer-service
// team for the days on which finished homes are handed to their buyers.
package main

import (
	"context"
	"os"
	"runtime/debug"

	"keyday/ui/command"
)

// garbage is how much of it may pile up before it is collected, in percent of what is
// in use. A paper or an import makes much that is gone at once: twice the usual saves
// a quarter of a paper's time, and costs a laptop some tens of megabytes.
const garbage = 200

func main() {
	debug.SetGCPercent(garbage)
	swept := sweeping()
	code := command.Run(context.Background(), os.Args[1:], house{}, command.Terminal{
		Out: os.Stdout, Err: os.Stderr, Env: os.Getenv, Words: catalogue(),
	})
	swept()
	os.Exit(code)
}
