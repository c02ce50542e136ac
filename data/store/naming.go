package store

import "keyday/app"

// UsesOf counts the records that need the record.
func (tx *Tx) UsesOf(record app.Ref) (n int, err error) {
	for _, by := range tx.s.reg.Naming[tx.s.reg.ByName[record.Kind]] {
		if !by.Field.Holds {
			continue
		}
		var some int
		if err := tx.QueryRow("SELECT count(*) FROM "+by.Kind.Name+" WHERE "+by.Field.Naming(), record.ID[:]).Scan(&some); err != nil {
			return 0, err
		}
		n += some
	}
	return n, nil
}

// PrivateOf says whose private numbers a record holds, nobody's for Nil, and to what it
// belongs, Nil where that is to nothing else. It refuses with "record.unknown" where the
// record that would hold some is not here.
func (tx *Tx) PrivateOf(of app.Ref) (person, home app.ID, err error) {
	k := tx.s.reg.ByName[of.Kind]
	if k == nil || k.PrivateOf.Of == nil {
		return person, home, nil
	}
	rec, err := tx.record(k, of.ID)
	if err != nil {
		return person, home, err
	}
	if rec == nil {
		return person, home, app.Refuse("record.unknown", "kind", k.Name, "id", of.ID.String())
	}
	in, err := tx.home(k, rec)
	return k.PrivateOf.Of(rec), in.ID, err
}

// Naming lists the records that say a name in what they note of people: those that belong
// to the home, and those of kinds that belong to no home of its kind.
func (tx *Tx) Naming(home app.Ref, name string) (all []app.ID, err error) {
	for _, k := range tx.s.reg.Kinds {
		for i := range k.Fields {
			f := &k.Fields[i]
			if !f.NamesPeople {
				continue
			}
			query := "SELECT id FROM " + k.Name + " WHERE instr(" + f.Name + ", CAST(?2 AS " + f.Column + "))"
			if k.Home.Kind == home.Kind {
				query += " AND " + k.Home.Field + " = ?1"
			}
			some, err := tx.IDs(query, home.ID[:], name)
			if err != nil {
				return nil, err
			}
			all = append(all, some...)
		}
	}
	return all, nil
}
