package store

import (
	"embed"
	"io/fs"

	"keyday/app"
	"keyday/app/site"
	"keyday/app/staff"
)

//go:embed migrations/*.sql
var migrationFiles embed.FS

// Records is the registry of everything that a site holds.
func Records() *Registry {
	return newRegistry(Schema{Migrations: migrations(), Words: 3, Site: factsOfSite, SiteKind: sites.name, Zone: site.Site{}.Location(), May: may, Reads: wordReads},
		sites, communities, buildings, houseTypes, units, owners, ownerships, firms, people,
		importRuns, importColumns, wrongPINs, removals, showings, corrections,
		defects, defectMoves, defectPhotos, defectLimits, warrantyBooks,
		documents, documentMoves, signatureFields, signatures, authorities, agreementTerms, textApprovals, feeReceipts,
		notices,
		cases, caseMoves, results, identityChecks, overrides, meters, keySets, papers, itemLists,
		inspections, inspectionMoves, answers,
	)
}

func factsOfSite(from Source) (Site, error) {
	about, err := theSite(from)
	return Site{ID: about.ID, Name: about.Name, Zone: about.Location(), Rehearsal: about.Rehearsal}, err
}

// permissions are what a person must be allowed for the acts of the store.
var permissions = map[Act]staff.Permission{Erasing: staff.Erase, Settling: staff.SettleConflicts, Granting: staff.ManageSite}

func may(actor app.Actor, act Act, scope ...app.ID) error {
	return staff.MayIn(actor, permissions[act], scope...)
}

func wordReads(word string) (code, number string) {
	if home, ok := site.ParseUnit(word); ok {
		code = home.Code()
	}
	return code, site.PlainNumber(word)
}

// migrations reads the scripts, in the order of their names.
func migrations() (all []Migration) {
	names := must(fs.Glob(migrationFiles, "migrations/*.sql"))
	for _, name := range names {
		all = append(all, Migration{name, string(must(migrationFiles.ReadFile(name)))})
	}
	return all
}
