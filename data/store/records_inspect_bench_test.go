package store_test

import (
	"fmt"
	"testing"
	"time"

	"keyday/app"
	"keyday/app/defect"
	"keyday/app/inspect"
	"keyday/data/records"
)

// The list of what is to be inspected, over 10,000 units with two rounds each, 50
// of them under way. It is read off the screen's goroutine whenever an answer of
// anybody has changed it, so it has to keep up with people.
func BenchmarkInspectionList(b *testing.B) {
	s := newStore(b)
	blocks, floors, rooms := 10, 50, 20
	for n := range blocks {
		do(b, s, "test.lay", func(tx *records.Tx) error {
			block := building(fmt.Sprint(n + 1))
			if err := tx.PutBuilding(block); err != nil {
				return err
			}
			for f := 1; f <= floors; f++ {
				for r := 1; r <= rooms; r++ {
					u := unitIn(block, f, r)
					if err := tx.PutUnit(u); err != nil {
						return err
					}
					for round := 1; round <= 2; round++ {
						i := inspect.Inspection{ID: inspect.InspectionID(u.ID, defect.Internal, round), Unit: u.ID, Origin: defect.Internal,
							Round: round, State: inspect.SignedOff, Items: 300, Inspector: walker.ID, BegunAt: tx.Now().Add(time.Duration(round) * time.Hour)}
						if round == 2 && f == 1 && r <= 5 {
							i.State = inspect.Begun
							for k := range 150 {
								a := inspect.Answer{ID: inspect.AnswerID(i.ID, "living", fmt.Sprint(k)), Inspection: i.ID, Room: "living", Item: fmt.Sprint(k), Result: inspect.Pass}
								if err := tx.PutAnswer(a); err != nil {
									return err
								}
							}
						}
						if err := tx.PutInspection(i); err != nil {
							return err
						}
					}
				}
			}
			return nil
		})
	}
	var rows []inspect.Line
	for b.Loop() {
		rows = nil
		if err := s.InspectionLines(b.Context(), nil, func(l inspect.Line) { rows = append(rows, l) }); err != nil {
			b.Fatal(err)
		}
	}
	if len(rows) != blocks*floors*rooms || rows[0].Progress.Looked != 150 || rows[0].Round != 2 || rows[0].Inspection == app.Nil {
		b.Errorf("%d rows, the first is %+v", len(rows), rows[0])
	}
}
