// Package records says what a site holds: every kind of record and every field, once, by
// data/registry, with the migrations that make their tables; what is computed from them;
// and the queries of every screen. Each domain has files of its own, which begin with its
// name. How records are kept, merged, searched and verified is data/store, which every
// Store and Tx here is of.
//
// What needs a site on disk is tested with the store, which has one for tests:
// data/store/records_<domain>_test.go.
//
// It imports the domains of app, data/registry and data/store. ui/program hands its parts
// to ui through the small interfaces that ui declares.
package records

import (
	"embed"
	"errors"
	"io/fs"
	"strings"
	"sync"
	"unicode"

	"keyday/app"
	"keyday/app/site"
	"keyday/app/staff"
	"keyday/data/registry"
)

//go:embed migrations/*.sql
var migrationFiles embed.FS

// Records is the registry of everything that a site holds. Nothing changes it, so that
// the sites of one process share it.
var Records = sync.OnceValue(func() *registry.Registry {
	return registry.New(registry.Schema{Version: 1, Migrations: migrations(), Words: 3, Site: factsOfSite, SiteKind: sites.Name, Zone: site.Site{}.Location(), May: requirePermission, Reads: wordReads},
		sites, communities, buildings, houseTypes, units, owners, ownerships, firms, people,
		importRuns, importColumns, wrongPINs, removals, showings, corrections, exports,
		defects, defectMoves, defectPhotos, defectLimits, warrantyBooks,
		documents, documentMoves, signatureFields, signatures, authorities, agreementTerms, textApprovals, feeReceipts, ownForms,
		notices,
		cases, caseMoves, results, identityChecks, overrides, meters, keySets, papers, itemLists,
		inspections, inspectionMoves, answers,
	)
})

func factsOfSite(from registry.Source) (registry.Site, error) {
	about, err := theSite(from)
	return registry.Site{ID: about.ID, Name: about.Name, Zone: about.Location(), Rehearsal: about.Rehearsal}, err
}

// permissions are what a person must be allowed for the acts of the store.
var permissions = map[registry.Act]staff.Permission{registry.Erasing: staff.Erase, registry.Settling: staff.SettleConflicts, registry.Granting: staff.ManageSite}

func requirePermission(actor app.Actor, act registry.Act, scope ...app.ID) error {
	return staff.May(actor, permissions[act], scope...)
}

// shortestNumber is how long a phone or the number of an identity document is at least.
const shortestNumber = 7

// wordReads tells what a word may mean: the number that it ends, a phone with these last
// four digits, a whole phone or the number of an identity document, the home that it is an
// address of.
func wordReads(word string) (all []registry.Reading) {
	if n := numberTail(word); n != "" {
		all = append(all, registry.Reading{Text: n, Whole: true})
	}
	if number := site.PlainNumber(word); len(number) >= shortestNumber || len(word) == phoneTail && isDigits(word) {
		all = append(all, registry.Reading{Text: number, Secret: true})
	}
	if home, ok := site.ParseUnit(word); ok {
		all = append(all, registry.Reading{Text: home.Code()})
	}
	return all
}

// numberTail makes the digits at the end of a printed number, as people say
// them, into those that are kept: 42 → 00042, of whatever series and year.
func numberTail(word string) string {
	if !isDigits(word) || len(word) > app.NumberDigits {
		return ""
	}
	return strings.Repeat("0", app.NumberDigits-len(word)) + word
}

func isDigits(s string) bool {
	return s != "" && strings.IndexFunc(s, func(r rune) bool { return r > unicode.MaxASCII || !unicode.IsDigit(r) }) < 0
}

// migrations reads the scripts, in the order of their names.
func migrations() (all []registry.Migration) {
	names, err := fs.Glob(migrationFiles, "migrations/*.sql")
	for _, name := range names {
		script, more := migrationFiles.ReadFile(name)
		err = errors.Join(err, more)
		all = append(all, registry.Migration{Name: name, Script: string(script)})
	}
	if err != nil {
		panic(err) // they are part of the program
	}
	return all
}
