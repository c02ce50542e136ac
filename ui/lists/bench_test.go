package lists

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"keyday/app"
	"keyday/app/defect"
	"keyday/app/site"
	"keyday/ui/register"
	"keyday/ui/words"
)

// BenchmarkLook filters and sorts 200,000 defects by one column and another (ms/look).
// x_sort is against sorting as many numbers by comparing them.
func BenchmarkLook(b *testing.B) {
	const many = 200_000
	today := app.DateOf(time.Date(2026, 11, 30, 9, 0, 0, 0, time.UTC))
	r := Defects(func() app.Date { return today })
	spec := Open(OfDefects, struct{ Site }{})
	sheet := register.NewSheet(r, func(each func(defect.Line)) {
		for i := range many {
			each(defect.Line{ID: app.ID{1, byte(i >> 16), byte(i >> 8), byte(i)}, Number: app.DefectNumber.Format("01", (i*7919)%many), State: defect.Ladder[1+i%10],
				Severity: site.Severities[i%4], Room: fmt.Sprint("房间 ", i%9), What: fmt.Sprintf("密封胶开裂 %d 处", i%500), Due: today.AddDays(i%60 - 30),
				UnitCode: fmt.Sprintf("%d-%d-%d", 1+i%17, 1+i%2, 101+i%600), FirmName: fmt.Sprintf("第%d建筑工程有限公司", i%40)})
		}
	})
	who := register.Asker{Words: words.New(), Today: today}
	for name, v := range map[string]register.View{
		"by what is left":       {Chip: "todo", By: []register.By{{Column: "left"}, {Column: "number"}}},
		"by number, downwards":  {By: []register.By{{Column: "number", Down: true}}},
		"by firm and home":      {By: []register.By{{Column: "firm"}, {Column: "unit"}}},
		"a part of the text":    {Where: []register.Condition{{Column: "what", Part: "kl"}}, By: []register.By{{Column: "unit"}}},
		"two words anywhere":    {Find: "3-1 密封", By: []register.By{{Column: "firm"}}},
		"grave, by firm groups": {Quick: []string{"grave"}, Group: "firm"},
	} {
		b.Run(name, func(b *testing.B) {
			spec.Look(sheet, v, who) // the order of a column's values is found out once
			var looking, sorting time.Duration
			n := 0
			numbers := make([]int, many)
			for b.Loop() {
				begin := time.Now()
				if spec.Look(sheet, v, who).Len() == 0 {
					b.Fatal("nothing is left")
				}
				looking += time.Since(begin)
				for i := range numbers {
					numbers[i] = (i * 7919) % many
				}
				begin = time.Now()
				slices.Sort(numbers)
				sorting += time.Since(begin)
				n++
			}
			b.ReportMetric(float64(looking.Microseconds())/float64(n)/1000, "ms/look")
			b.ReportMetric(float64(looking)/float64(sorting), "x_sort")
		})
	}
}
