package records

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

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

// ForgetViewsSaying forgets the views, whatever their list, that say one of the texts in
// their name or in what they ask for: who is erased must not outlive it there.
func (s *Store) ForgetViewsSaying(ctx context.Context, texts []string) error {
	return s.Local(ctx, listViews, "", func(tx store.LocalTx) error {
		said, err := viewsSaying(ctx, tx, texts)
		if err != nil {
			return err
		}
		for _, v := range said {
			if _, err := tx.ExecContext(ctx, "DELETE FROM list_view WHERE list = ? AND name = ?", v.list, v.name); err != nil {
				return err
			}
		}
		return nil
	})
}

// listView is under what a view was saved.
type listView struct{ list, name string }

func viewsSaying(ctx context.Context, tx store.LocalTx, texts []string) (all []listView, err error) {
	rows, err := tx.QueryContext(ctx, "SELECT list, name, view FROM list_view")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var v listView
		var view string
		if err := rows.Scan(&v.list, &v.name, &view); err != nil {
			return nil, err
		}
		if says(v.name+"\n"+view, texts) {
			all = append(all, v)
		}
	}
	return all, rows.Err()
}

// says reports whether one of the texts stands in what was written, in small letters or
// capitals, with spaces and strokes or without, as it is or as JSON writes it.
func says(written string, texts []string) bool {
	written = closeUp(written)
	return slices.ContainsFunc(texts, func(text string) bool {
		quoted, _ := json.Marshal(text)
		return strings.Contains(written, closeUp(text)) || strings.Contains(written, closeUp(strings.Trim(string(quoted), `"`)))
	})
}

var apart = strings.NewReplacer(" ", "", "\u3000", "", "-", "")

func closeUp(text string) string { return apart.Replace(strings.ToLower(text)) }
