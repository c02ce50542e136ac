// Keyday (交付日) is the desktop app of a housing developer's customer-service
// team for the days on which finished homes are handed to their buyers.
package main

import (
	"flag"
	"fmt"
	"os"
)

func main() {
	dir := flag.String("data", os.Getenv("KEYDAY_DATA"), "the site's folder")
	flag.Parse()
	if err := openWindow(*dir); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
