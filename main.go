// Keyday (交付日) is the desktop app of a housing developer's customer-service
// team for the days on which finished homes are handed to their buyers.
package main

import (
	"context"
	"os"

	"keyday/ui/program"
)

func main() { os.Exit(program.Run(context.Background(), os.Args[1:])) }
