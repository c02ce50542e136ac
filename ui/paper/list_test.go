package paper

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"keyday/app"
)

// A list stands on paper row by row in its order, its head on every page and the head of a
// group never last on one; a name that the font lacks stops nothing.
func TestListOnPaper(t *testing.T) {
	l := List{Letterhead: app.Letterhead{Company: "江州置业有限公司"}, Project: "滨河花园一期", Title: "整改清单", Said: []string{"共 120 项", "程度：一般"},
		Columns: []ListColumn{{Title: "房号", Width: 80, Strong: true}, {Title: "问题", Width: 200}, {Title: "责任单位", Width: 120}, {Title: "剩余", Width: 70}, {Title: "照片数", Width: 60, Right: true}},
		Groups:  []ListGroup{{0, "江州建工集团有限公司", "60 项"}, {60, "瑞和机电安装有限公司", "60 项"}}}
	for i := range 120 {
		l.Rows = append(l.Rows, []string{fmt.Sprintf("1-1-%d", 100+i), strings.Repeat("窗台石收口不严，", 1+i%6), "江州建工集团有限公司𠮷", "逾期 3 天", "2"})
	}
	pdf, err := l.Render(app.Imprint{PrintedAt: time.Date(2026, 11, 30, 9, 0, 0, 0, time.UTC), PrintedBy: "王敏"})
	if err != nil {
		t.Fatal(err)
	}
	if dir := os.Getenv("KEYDAY_LOOK"); dir != "" {
		if err := os.WriteFile(filepath.Join(dir, "list.pdf"), pdf, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	pages := strings.Split(strings.TrimSuffix(run(t, pdf, "pdftotext", "-layout", "FILE", "-"), "\f"), "\f")
	at := -1
	for n, page := range pages {
		lines := strings.Split(strings.TrimSpace(page), "\n")
		if !strings.Contains(page, "房号") || !strings.Contains(page, "责任单位") {
			t.Errorf("page %d has no head", n+1)
		}
		for k, line := range lines {
			if strings.Contains(line, "60 项") && (k+1 >= len(lines) || !strings.Contains(strings.Join(lines[k+1:min(len(lines), k+4)], " "), "1-1-")) {
				t.Errorf("page %d ends with the head of a group", n+1)
			}
			for i := at + 1; i < len(l.Rows) && strings.Contains(" "+line+" ", " "+l.Rows[i][0]+" "); i++ {
				at = i
			}
		}
	}
	text := strings.Join(pages, "")
	if at != len(l.Rows)-1 || len(pages) < 3 {
		t.Errorf("%d of %d rows on %d pages", at+1, len(l.Rows), len(pages))
	}
	for _, want := range []string{"整改清单", "共 120 项", "程度：一般", "U+20BB7", "江州置业有限公司", "王敏"} {
		if !strings.Contains(text, want) {
			t.Errorf("%s is not on the paper", want)
		}
	}
}
