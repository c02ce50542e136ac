package inspect

import (
	"slices"

	"keyday/app"
	"keyday/app/defect"
)

// DefectTx is a transaction of the defects' desk in which the answers of an inspection
// follow the defects that were found in it.
func (l *Checklist) DefectTx(tx Tx) defect.DeskTx { return defectTx{tx, l} }

type defectTx struct {
	Tx
	list *Checklist
}

// DefectChanged answers the items that a defect fails, or fails no longer, as long as
// nobody has signed the inspection in which it was found. What was taken down at the wrong
// item failed at the other one, and a note that was made a defect has failed its own. An
// item that no defect stands at any more is to be looked at again: nobody has seen it in
// order, and a sheet must not say that it failed where it lists no defect.
func (t defectTx) DefectChanged(was, now defect.Defect) error {
	from, to := Place(was.Fails()), Place(now.Fails())
	i, err := unsigned(t, now.Inspection)
	if i == nil {
		return err
	}
	if from != (Place{}) {
		if err := t.leave(*i, from); err != nil {
			return err
		}
	}
	if to == (Place{}) {
		return nil
	}
	return t.answer(*i, to, Fail)
}

// unsigned is the inspection that still may be answered, nil where there is none, or it
// was signed or dropped: what is signed stays as it was signed.
func unsigned(tx Tx, id app.ID) (*Inspection, error) {
	if id.IsNil() {
		return nil, nil
	}
	i, err := tx.Inspection(id)
	if err != nil || !i.State.Unsigned() {
		return nil, err
	}
	return &i, nil
}

// leave has an item looked at again that a defect no longer stands at, unless another
// one of the inspection still does.
func (t defectTx) leave(i Inspection, at Place) error {
	all, err := t.DefectsOfUnit(i.Unit)
	if err != nil {
		return err
	}
	if slices.ContainsFunc(all, func(d defect.Defect) bool { return d.Inspection == i.ID && Place(d.Fails()) == at }) {
		return nil
	}
	return t.answer(i, at, NotLooked)
}

// answer gives an item of an inspection its result, where the inspection asks for the item
// at all.
func (t defectTx) answer(i Inspection, at Place, r Result) error {
	if _, asked := t.list.asks(i, at.Room, at.Item); !asked {
		return nil
	}
	answer, err := answerOf(t, At{i.ID, at.Room, at.Item})
	if err != nil {
		return err
	}
	s := spot{answer: answer}
	return s.put(t, r)
}
