package registry

import "keyday/app"

// idColumn scans a column that names a record. One that names none holds nothing, which
// no conversion to an identity survives: it is Nil.
type idColumn app.ID

// IntoID scans a column into the identity.
func IntoID(id *app.ID) *idColumn { return (*idColumn)(id) }

// Scan takes over what the column holds.
func (c *idColumn) Scan(value any) error {
	b, _ := value.([]byte)
	*c = idColumn{}
	copy(c[:], b)
	return nil
}
