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
	"bytes"
	"crypto/sha256"
	"flag"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"text/tabwriter"
	"time"
)

// held are tests of another package that hold this one too, those whose names match: what
// its use cases do is tried on a site on disk.
type held struct{ by, tests string }

var heldBy = map[string][]held{
	"app/handover": {{"data/store", "Handover|Name|Gate|WhoIsHere"}},
	"app/inspect":  {{"data/store", "Inspection|FailIsUndone|Passing|Corrected|Measured|Round|RestOfARoom|Answers"}},
}

// enough is the part of the mutants, without equivalents, that must be noticed.
const enough = 0.9

// long are packages whose tests take so long that a sample of their mutants must do,
// unless another one is asked for.
var long = map[string]int{"app/intake": 100, "data/journal": 100, "data/records": 100, "data/store": 100}

func main() {
	tags := flag.String("tags", "", "build tags, as for go build")
	sample := flag.Int("sample", 0, "try so many mutants of a package; 0: all, of some a sample")
	seed := flag.String("seed", "1", "which ones")
	diff := flag.String("diff", "", "only those on lines that differ from this commit")
	verbose := flag.Bool("v", false, "say who noticed")
	flag.Parse()
	os.Exit(run(flag.Args(), options{*tags, *diff, *seed, *sample, *verbose, os.Stdout}))
}

// run tries one package after the other, whatever became of those before, and ends with
// one table: 1 where too few mutants of a package were noticed, 2 where one could not be
// tried.
func run(patterns []string, o options) (code int) {
	var table bytes.Buffer
	row := tabwriter.NewWriter(&table, 0, 0, 2, ' ', 0)
	fmt.Fprintln(row, "package\tmutants\ttried\tkilled\tequivalent\tsurvivors\tscore")
	for _, pattern := range patterns {
		s, err := mutate(pattern, o)
		if err != nil {
			fmt.Fprintf(o.out, "%s: %v\n", pattern, err)
			fmt.Fprintf(row, "%s\tcould not be tried\n", pattern)
			code = 2
			continue
		}
		fmt.Fprintf(row, "%s\t%d\t%d\t%d\t%d\t%d\t%.1f %%\n", s.dir, s.all, s.tried, s.killed, s.equivalent, s.survivors(), 100*s.part())
		if s.part() < enough {
			code = max(code, 1)
		}
	}
	row.Flush()
	table.WriteTo(o.out)
	return code
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

// mutate tries the mutants of a package.
func mutate(pattern string, o options) (*score, error) {
	p, err := packOf(pattern, o.tags)
	if err != nil {
		return nil, err
	}
	all, err := mutantsOf(p, o.tags, o.diff)
	if err != nil {
		return nil, err
	}
	if o.sample == 0 && o.diff == "" {
		o.sample = long[p.dir]
	}
	return try(p, all, o)
}

// try gives the mutants to the tests of their own package first, then to those of
// another one that hold them: to these those that the first did not notice. Those that
// nobody notices are said.
func try(p pack, all []*mutant, o options) (*score, error) {
	dir, err := os.MkdirTemp("", "mutants-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	judged, err := equivalents()
	if err != nil {
		return nil, err
	}
	picked := pick(all, o)
	s := &score{dir: p.dir, all: len(all), tried: len(picked)}
	left := slices.DeleteFunc(picked, func(m *mutant) bool {
		return slices.ContainsFunc(judged, func(e equivalent) bool { return e.is(m) })
	})
	s.equivalent = s.tried - len(left)
	for i, m := range left {
		m.id = i + 1
	}
	b := &bench{pack: p, tags: o.tags, scratch: dir, mutants: left, alone: map[int]bool{}}
	overlay, err := b.instrumented()
	if err != nil {
		return nil, err
	}
	rounds := []round{{tests: p, match: "."}}
	for _, h := range heldBy[p.dir] {
		other, err := packOf("./"+h.by, o.tags)
		if err != nil {
			return nil, err
		}
		rounds = append(rounds, round{tests: other, match: h.tests})
	}
	came := map[*mutant]fate{}
	for i, r := range rounds {
		if len(left) == 0 {
			break
		}
		begun := time.Now()
		suite, err := b.learn(r, overlay)
		if err != nil {
			return nil, err
		}
		last := i == len(rounds)-1
		if left, err = s.under(b, suite, last, left, came, o); err != nil {
			return nil, err
		}
		fmt.Fprintf(os.Stderr, "%s under the tests of %s: %d of %d left, %s\n", p.dir, r.tests.dir, len(left), s.tried, time.Since(begun).Round(time.Second))
	}
	return s, nil
}

// round is a package whose tests are asked, those whose names match.
type round struct {
	tests pack
	match string
}

// under lets the tests of one package run over mutants, and answers those left. Whoever
// is left by the last ones is said at once: a package may take hours.
func (s *score) under(b *bench, tests *suite, last bool, mutants []*mutant, came map[*mutant]fate, o options) (left []*mutant, err error) {
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
			if last {
				fmt.Fprintf(o.out, "%s %s\n    %s\n  → %s\n", m, map[fate]string{unreached: "no test comes by", survived: "survives"}[came[m]], m.text[0], m.text[1])
			}
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
