package main

import (
	"strings"
	"testing"
)

func TestWhatDidNotRunIsSaid(t *testing.T) {
	var out strings.Builder
	if err := show(strings.NewReader(`{"Action":"start","Package":"keyday/data/photo"}
{"Action":"run","Package":"keyday/data/photo","Test":"TestDisks"}
{"Action":"output","Package":"keyday/data/photo","Test":"TestDisks","Output":"=== RUN   TestDisks\n"}
{"Action":"output","Package":"keyday/data/photo","Test":"TestDisks","Output":"    disk_test.go:199: no mounts of one's own here: exit status 1\n"}
{"Action":"output","Package":"keyday/data/photo","Test":"TestDisks","Output":"--- SKIP: TestDisks (0.00s)\n"}
{"Action":"skip","Package":"keyday/data/photo","Test":"TestDisks"}
{"Action":"output","Package":"keyday/data/photo","Test":"TestChild","Output":"    disk_test.go:9: started by another test\n"}
{"Action":"skip","Package":"keyday/data/photo","Test":"TestChild"}
{"Action":"output","Package":"keyday/data/photo","Test":"TestLook","Output":"    disk_test.go:9: KEYDAY_LOOK names no folder\n"}
{"Action":"skip","Package":"keyday/data/photo","Test":"TestLook"}
{"Action":"output","Package":"keyday/data/photo","Test":"TestGood","Output":"    disk_test.go:9: a note\n"}
{"Action":"pass","Package":"keyday/data/photo","Test":"TestGood"}
{"Action":"output","Package":"keyday/data/photo","Test":"TestBad","Output":"    disk_test.go:7: two, want one\n"}
{"Action":"output","Package":"keyday/data/photo","Test":"TestBad","Output":"--- FAIL: TestBad (0.00s)\n"}
{"Action":"fail","Package":"keyday/data/photo","Test":"TestBad"}
{"Action":"output","Package":"keyday/data/photo","Output":"PASS\n"}
{"Action":"output","Package":"keyday/data/photo","Output":"FAIL\tkeyday/data/photo\t0.1s\n"}
{"Action":"fail","Package":"keyday/data/photo"}
{"ImportPath":"keyday/app","Action":"build-output","Output":"app/a.go:1:1: undefined: x\n"}
no event
`), &out); err != nil {
		t.Fatal(err)
	}
	want := `    disk_test.go:7: two, want one
--- FAIL: TestBad (0.00s)
FAIL	keyday/data/photo	0.1s
app/a.go:1:1: undefined: x
no event
NOT RUN HERE (1):
  TestDisks of keyday/data/photo: disk_test.go:199: no mounts of one's own here: exit status 1
`
	if out.String() != want {
		t.Errorf("got\n%s\nwant\n%s", out.String(), want)
	}
}
