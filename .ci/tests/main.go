// Tests runs go test, shows what go test shows, and names at the end each test that this
// machine could not run: go test says nothing of them.
//
//	go run ./.ci/tests -tags ci,migrated_fynedo ./...
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strings"
)

func main() {
	cmd := exec.Command("go", append([]string{"test", "-json"}, os.Args[1:]...)...)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	said := show(out, os.Stdout)
	if err := cmd.Wait(); err != nil || said != nil {
		os.Exit(1)
	}
}

// event is what go test -json says; see go doc test2json.
type event struct {
	Action, Package, Test, Output string
}

// onPurpose are the reasons of tests that another test starts, or a person.
var onPurpose = regexp.MustCompile(`started by another test|KEYDAY_[A-Z]+ name`)

// verbose is what a test says of itself that nobody asked for.
var verbose = regexp.MustCompile(`^\s*(=== |--- SKIP|--- PASS|PASS\s*$)`)

// show writes the results of packages and what failing tests said; then which tests were
// not run, and why.
func show(in io.Reader, out io.Writer) error {
	said := map[[2]string][]string{}
	var untried []string
	lines := bufio.NewReader(in)
	for {
		line, err := lines.ReadString('\n')
		var e event
		if json.Unmarshal([]byte(line), &e) != nil {
			io.WriteString(out, line) // no event
		}
		of := [2]string{e.Package, e.Test}
		switch {
		case e.Action == "build-output", e.Action == "output" && e.Test == "":
			if !verbose.MatchString(e.Output) {
				io.WriteString(out, e.Output)
			}
		case e.Action == "output":
			said[of] = append(said[of], e.Output)
		case e.Action == "fail" && e.Test != "":
			io.WriteString(out, strings.Join(said[of], ""))
		case e.Action == "skip" && e.Test != "":
			why := slices.DeleteFunc(said[of], verbose.MatchString)
			reason := strings.TrimSpace(strings.Join(why, ""))
			if !onPurpose.MatchString(reason) {
				untried = append(untried, fmt.Sprintf("  %s of %s: %s", e.Test, e.Package, reason))
			}
		}
		if e.Action == "pass" || e.Action == "fail" || e.Action == "skip" {
			delete(said, of)
		}
		if err == io.EOF {
			break
		}
		if err != nil {
			return err
		}
	}
	if len(untried) > 0 {
		slices.Sort(untried)
		fmt.Fprintf(out, "NOT RUN HERE (%d):\n%s\n", len(untried), strings.Join(untried, "\n"))
	}
	return nil
}
