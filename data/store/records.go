package store

import (
	"embed"
	"io/fs"
)

//go:embed migrations/*.sql
var migrationFiles embed.FS

// Records is the registry of everything that a site holds.
func Records() *Registry {
	return newRegistry(Schema{Migrations: migrations(), Words: 3},
		sites, communities, buildings, houseTypes, units, owners, ownerships, firms, people,
		importRuns, importColumns, wrongPINs, removals, showings, corrections,
		defects, defectMoves, defectPhotos, defectLimits, warrantyBooks,
		documents, documentMoves, signatureFields, signatures, authorities, agreementTerms, textApprovals, feeReceipts,
		notices,
		cases, caseMoves, results, identityChecks, overrides, meters, keySets, papers, itemLists,
		inspections, inspectionMoves, answers,
	)
}

// migrations reads the scripts, in the order of their names.
func migrations() (all []Migration) {
	names := must(fs.Glob(migrationFiles, "migrations/*.sql"))
	for _, name := range names {
		all = append(all, Migration{name, string(must(migrationFiles.ReadFile(name)))})
	}
	return all
}
