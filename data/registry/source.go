package registry

import (
	"database/sql"

	"keyday/app"
)

// Source is where records are read: a transaction, or the site beside its writer.
type Source interface {
	Query(query string, args ...any) (*sql.Rows, error)
	QueryRow(query string, args ...any) *sql.Row
	IDs(query string, args ...any) ([]app.ID, error)
	Record(kindName string, id app.ID) (any, error)
	Scope(of app.Ref) ([]app.ID, error)
	Today() app.Date
	Digest(word string) string
}
