package main

import (
	"fmt"
	"regexp"
	"strings"
)

// register is what the defects consist of, piece by piece, and how many lines of each the
// next register should take.
var register = []struct {
	piece string
	files *regexp.Regexp
	goal  int
}{
	{"rules", regexp.MustCompile(`^app/defect/`), 450},
	{"kinds", regexp.MustCompile(`^data/(store|records)/(kinds_defect|defect|defect_kinds?)\.go$`), 70},
	{"queries", regexp.MustCompile(`^data/(store|records)/(query_defect|defect_(query|choose|detail|list)).*\.go$`), 90},
	{"screen", regexp.MustCompile(`^ui/screen/rectify/`), 500},
	{"form", regexp.MustCompile(`^ui/paper/notice\.go$`), 80},
	{"command", regexp.MustCompile(`^ui/command/show_defect\.go$`), 10},
	{"words", regexp.MustCompile(`^assets/words/(zh|en)/(defect|rectify)\.toml$`), 250},
	{"rehearsal", regexp.MustCompile(`^app/rehearsal/(point|mend)\.go$`), 60},
}

// registerLines counts the lines of the defects, tests aside.
func (h *house) registerLines() (all []figure, err error) {
	sum := 0
	for _, r := range register {
		n, files := 0, 0
		for _, s := range h.sources {
			if !s.test && r.files.MatchString(s.path) {
				n += s.lines
				files++
			}
		}
		if files == 0 {
			return nil, fmt.Errorf("register.go: no file is the defects' %s: has it moved?", r.piece)
		}
		all = append(all, figure{fmt.Sprintf("lines of the defects: %s (the next register's: %d)", r.piece, r.goal), n, noGoal, nil})
		sum += n
	}
	return append(all, figure{"lines of the defects, together: what a register takes", sum, 1600, nil}), nil
}

// ownerFields counts the files that name a text on record of an owner, the format's among
// them; what a ledger has of it is recognised by rules of its own.
func (h *house) ownerFields() []figure {
	of, ledgers := []string{"data/records/testdata/format.txt"}, []string{}
	for _, s := range h.sources {
		if s.test || s.aid || under(s.dir, "app/rehearsal") || strings.HasPrefix(s.path, "assets/rehearsal") || !s.says("Phone2") && !s.says("phone2") {
			continue
		}
		if under(s.dir, "app/intake") || strings.HasSuffix(s.path, "/intake.toml") || strings.HasSuffix(s.path, "/import.toml") {
			ledgers = append(ledgers, s.path)
			continue
		}
		of = append(of, s.path)
	}
	return []figure{
		counted("files that name an owner's field: their second phone", 6, of),
		counted("files more where ledgers bring it", noGoal, ledgers),
	}
}
