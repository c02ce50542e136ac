package program

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"keyday/data/frugal/peak"
	"keyday/data/sheet"
	"keyday/ui/command"
	"keyday/ui/words"
)

// The longest ledger that is taken in, as wide as they come and with something to find
// in each of its rows: looking through it and saying what was found. Writing it takes
// less, and minutes.
func TestNoLedgerExhausts(t *testing.T) {
	run := func(dir string, args ...string) string {
		var last lastLine
		env := func(name string) string { return map[string]string{"LANG": "zh_CN.UTF-8", "KEYDAY_PIN": "2580"}[name] }
		code := command.Run(context.Background(), append([]string{"--data", filepath.Join(dir, "site"), "--as", "王敏"}, args...),
			program{}, command.Terminal{Out: &last, Err: io.Discard, Env: env, Words: words.New()})
		return fmt.Sprint(code, " ", last)
	}
	if peak.Inside(t) { // an idle program has words and a site open
		run(siteWithLedger(t, 1), "verify")
	}
	said := peak.Within(t, func(t *testing.T) string {
		return siteWithLedger(t, sheet.MaxRows-1)
	}, func(t *testing.T, dir string) string {
		return run(dir, "import", "units", "--dry-run", filepath.Join(dir, "台账.csv"))
	})
	if want := "1 以上为试运行，没有写入。去掉 --dry-run 将写入：新增 59999 户、新业主 59999 位；59089 格没有采用"; !strings.HasPrefix(said, want) {
		t.Errorf("it said %q, want %q", said, want)
	}
}

// lastLine keeps the last line that is written to it, as a terminal shows all of them.
type lastLine string

func (l *lastLine) Write(b []byte) (int, error) {
	lines := strings.Split(strings.TrimSpace(string(b)), "\n")
	*l = lastLine(lines[len(lines)-1])
	return len(b), nil
}

// siteWithLedger makes a folder with a site of no homes and a ledger of some, with one
// owner each, most of whose identity numbers are wrong.
func siteWithLedger(t *testing.T, homes int) (dir string) {
	t.Helper()
	dir = t.TempDir()
	plainSite(t, filepath.Join(dir, "site"), 0, 0, false)
	f, err := os.Create(filepath.Join(dir, "台账.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	w := bufio.NewWriter(f)
	fmt.Fprintln(w, "楼栋,单元,楼层,房号,户型,合同建筑面积,实测建筑面积,套内建筑面积,合同编号,签约日期,合同约定交付日,单价,交付批次,维修资金,备注,业主姓名,证件类型,证件号码,联系电话,备用电话,联系地址,共有份额")
	for n := range homes {
		floor := n/4%30 + 1
		fmt.Fprintf(w, "%d,%d,%d,%d,A户型,98.5%d,98.4%d,78.2%d,JX2024-%06d,2024-03-1%d,2026-10-31,18500,一批,已缴,朝南，赠送储藏间一个,张三%c,居民身份证,11010119900101%04d,13%09d,15%09d,江州市滨江路 %d 号,100%%\n",
			n/240+1, n/120%2+1, floor, floor*100+n%4+1, n%10, n%10, n%10, n, n%10, '一'+rune(n%2000), n, n, n, n)
	}
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	return dir
}
