// Keyday (交付日) is the desktop app of a housing developer's customer-service
// team for the days on which finished homes are handed to their buyers.
package main

import (
	"context"
	"os"

	"keyday/ui/command"
)

func main() {
	os.Exit(command.Run(context.Background(), os.Args[1:], house{}, command.Terminal{
		Out: os.Stdout, Err: os.Stderr, Env: os.Getenv, Words: catalogue(),
	}))
}
