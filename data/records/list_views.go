package records

import (
	"context"

	"keyday/data/store"
)

// What people saved of how they look at lists stands beside the site: it is this laptop's,
// and no record.
const listViews = `CREATE TABLE IF NOT EXISTS list_view (list TEXT NOT NULL, name TEXT NOT NULL, view TEXT NOT NULL, PRIMARY KEY (list, name)) STRICT, WITHOUT ROWID;`

// SavedViews are the views of a list that were saved on this laptop, as they were written,
// by their names.
func (s *Store) SavedViews(ctx context.Context, list string) (views map[string]string, err error) {
	views = map[string]string{}
	err = s.Local(ctx, listViews, "", func(tx store.LocalTx) error {
		rows, err := tx.QueryContext(ctx, "SELECT name, view FROM list_view WHERE list = ?", list)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var name, view string
			if err := rows.Scan(&name, &view); err != nil {
				return err
			}
			views[name] = view
		}
		return rows.Err()
	})
	return views, err
}

// SaveView saves a view of a list under a name, in place of one that was saved under it;
// "" forgets that one.
func (s *Store) SaveView(ctx context.Context, list, name, view string) error {
	return s.Local(ctx, listViews, "", func(tx store.LocalTx) error {
		if view == "" {
			_, err := tx.ExecContext(ctx, "DELETE FROM list_view WHERE list = ? AND name = ?", list, name)
			return err
		}
		_, err := tx.ExecContext(ctx, "INSERT OR REPLACE INTO list_view (list, name, view) VALUES (?, ?, ?)", list, name, view)
		return err
	})
}
