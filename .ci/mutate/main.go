// Mutate puts faults into the code, one at a time, and tells which no test notices.
//
//	go run ./.ci/mutate -tags ci,migrated_fynedo ./app/handover
//
// The faults are those of gremlins. Gremlins itself builds the tests once for each
// mutant, runs the tests of the mutant's own package or those of the whole module, counts
// what does not compile as noticed and takes no sample; here all mutants are compiled
// into one test binary, each runs only the tests that come by it, and tests of other
// packages count where a package is held by them.
package main

import (
	"crypto/sha256"
	"flag"
	"fmt"
	"io"
	"os"
	"path"
	"slices"
	"strings"
	"text/tabwriter"
	"time"
)

// held are tests of another package that hold this one too: what its use cases do is
// tried on a site on disk, by the tests whose names match.
type held struct{ by, tests string }

var heldBy = map[string]held{
	"app/handover": {"data/store", "Handover|Name|Gate|WhoIsHere"},
	"app/inspect":  {"data/store", "Inspection|FailIsUndone|Passing|Corrected|Measured|Round|RestOfARoom|Answers"},
	"app/privacy":  {"data/store", "Eras|Forgotten|Whole"},
	"app/site":     {"data/store", "SiteDesk|Ownership|Zone"},
	"app/staff":    {"data/store", "StaffDesk|PIN|NoWait"},
}

// enough is the part of the mutants, without equivalents, that must be noticed.
const enough = 0.9

func main() {
	tags := flag.String("tags", "", "build tags, as for go build")
	sample := flag.Int("sample", 0, "try so many mutants of a package; 0: all")
	seed := flag.String("seed", "1", "which ones")
	diff := flag.String("diff", "", "only those on lines that differ from this commit")
	verbose := flag.Bool("v", false, "say who noticed")
	flag.Parse()
	scores, err := mutate(flag.Args(), options{*tags, *diff, *seed, *sample, *verbose, os.Stdout})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	low := false
	table := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "package\tmutants\ttried\tkilled\tequivalent\tsurvivors\tscore")
	for _, s := range scores {
		fmt.Fprintf(table, "%s\t%d\t%d\t%d\t%d\t%d\t%.1f %%\n", s.dir, s.all, s.tried, s.killed, s.equivalent, s.survivors(), 100*s.part())
		low = low || s.part() < enough
	}
	table.Flush()
	if low {
		os.Exit(1)
	}
}

type options struct {
	tags, diff, seed string
	sample           int
	verbose          bool
	out              io.Writer
}

// score counts what became of a package's mutants; those that do not compile are none.
type score struct {
	dir                            string
	all, tried, killed, equivalent int
}

func (s score) survivors() int { return s.tried - s.killed - s.equivalent }

func (s score) part() float64 {
	if s.tried == s.equivalent {
		return 1
	}
	return float64(s.killed) / float64(s.tried-s.equivalent)
}

// mutate tries the mutants of some packages and says which survive.
func mutate(patterns []string, o options) ([]*score, error) {
	var packs []pack
	var all []*mutant
	for _, pattern := range patterns {
		p, err := packOf(pattern, o.tags)
		if err != nil {
			return nil, err
		}
		mutants, err := mutantsOf(p, o.tags, o.diff)
		if err != nil {
			return nil, err
		}
		packs, all = append(packs, p), append(all, mutants...)
	}
	return try(packs, all, o)
}

// try gives the mutants to the tests of their own packages first, then to those of
// others that hold them: to each those that the ones before did not notice.
func try(packs []pack, mutants []*mutant, o options) ([]*score, error) {
	dir, err := os.MkdirTemp("", "mutants-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	for i, m := range mutants {
		m.id = i + 1
	}
	b := &bench{packs: packs, tags: o.tags, dir: dir, mutants: mutants, alone: map[int]bool{}}
	overlay, err := b.instrumented()
	if err != nil {
		return nil, err
	}
	judged, err := equivalents()
	if err != nil {
		return nil, err
	}
	var scores []*score
	left := map[string][]*mutant{}
	for _, p := range packs {
		own := of(mutants, p)
		s := &score{dir: p.dir, all: len(own)}
		scores = append(scores, s)
		picked := pick(own, o)
		s.tried = len(picked)
		left[p.dir] = slices.DeleteFunc(picked, func(m *mutant) bool {
			return slices.ContainsFunc(judged, func(e equivalent) bool { return e.is(m) })
		})
		s.equivalent = s.tried - len(left[p.dir])
	}
	came := map[*mutant]fate{}
	for i, p := range packs {
		s := scores[i]
		rounds := []round{{p, "."}}
		if h, ok := heldBy[p.dir]; ok {
			other, err := packOf("./"+h.by, o.tags)
			if err != nil {
				return nil, err
			}
			rounds = append(rounds, round{other, h.tests})
		}
		for _, r := range rounds {
			if len(left[p.dir]) == 0 {
				break
			}
			begun := time.Now()
			suite, err := b.learn(r, overlay)
			if err != nil {
				return nil, err
			}
			if left[p.dir], err = s.under(b, suite, left[p.dir], came, o); err != nil {
				return nil, err
			}
			fmt.Fprintf(os.Stderr, "%s under the tests of %s: %d of %d left, %s\n", p.dir, r.tests.dir, len(left[p.dir]), s.tried, time.Since(begun).Round(time.Second))
		}
		for _, m := range left[p.dir] {
			fmt.Fprintf(o.out, "%s %s\n    %s\n  → %s\n", m, map[fate]string{unreached: "no test comes by", survived: "survives"}[came[m]], m.text[0], m.text[1])
		}
	}
	return scores, nil
}

// of are the mutants of one package.
func of(all []*mutant, p pack) []*mutant {
	var own []*mutant
	for _, m := range all {
		if path.Dir(m.file) == p.dir {
			own = append(own, m)
		}
	}
	return own
}

// round is a package whose tests are asked, those whose names match.
type round struct {
	tests pack
	match string
}

// under lets the tests of one package run over mutants, and answers those left.
func (s *score) under(b *bench, tests *suite, mutants []*mutant, came map[*mutant]fate, o options) (left []*mutant, err error) {
	for _, m := range mutants {
		became, who, err := b.try(m, tests)
		if err != nil {
			return nil, err
		}
		switch became {
		case unbuilt:
			s.all--
			s.tried--
		case killed:
			s.killed++
			if o.verbose {
				fmt.Fprintf(o.out, "%s %s → %s: %s of %s\n", m, m.was, m.becomes, who, tests.dir)
			}
		default:
			came[m] = max(came[m], became)
			left = append(left, m)
		}
	}
	return left, nil
}

// pick takes a sample that stays the same while other lines of the package change.
func pick(all []*mutant, o options) []*mutant {
	if o.sample == 0 || o.sample >= len(all) {
		return slices.Clone(all)
	}
	key := func(m *mutant) string {
		h := sha256.Sum256([]byte(strings.Join([]string{o.seed, m.file, m.text[0], m.text[1]}, "\n")))
		return string(h[:])
	}
	sample := slices.Clone(all)
	slices.SortStableFunc(sample, func(a, b *mutant) int { return strings.Compare(key(a), key(b)) })
	return sample[:o.sample]
}
