package journey

import (
	"image"
	"image/color"
	"image/jpeg"
	"os"
	"path/filepath"
	"testing"
)

// Places in a window of 1366 × 768: the page's middle, the grid's act 导入台账, and
// the answer to the first question of a dry run.
const (
	middleX, middleY = 700, 400
	importX, importY = 1298, 105
	answerX, answerY = 1224, 297
)

// A ledger with Chinese and spaces in its path is dropped upon the window as a file
// manager drops it. Upon the grid it goes to the import, upon the import it is read;
// two at once, and a file that is none, are said and change nothing. The dry run is
// written by Ctrl+Enter.
func TestDropLedger(t *testing.T) {
	w := open(t)
	before := len(ask[struct{ Units []struct{ Code string } }](w, "show", "units").Units)
	ledger := w.file("销售部 发来的", "滨河花园 一期台账（终版）#1.csv", []byte("楼栋,单元,房号,合同面积,业主,联系电话\n9幢,1,101,89.06,欧阳娜,13800138000\n9幢,1,102,89.06,\"张三、李四\",\"13900139000、13700137000\"\n"))
	wrong := w.file("销售部 发来的", "合同 扫描.pdf", []byte("%PDF-1.7\n"))
	w.signIn("林晓燕")

	grid := w.picture()
	w.drag(middleX, middleY, wrong)
	if w.saysAtFoot(grid) == 0 {
		t.Error("the grid says nothing of a file that it does not take")
	}
	w.click(importX, importY)
	page := w.picture()
	w.drag(middleX, middleY, ledger, ledger)
	if w.saysAtFoot(page) == 0 {
		t.Error("the import says nothing of two files at once")
	}
	w.drag(middleX, middleY, wrong)
	w.keys("ctrl+Return", "ctrl+Return")
	if n := len(ask[struct{ Units []struct{ Code string } }](w, "show", "units").Units); n != before {
		t.Fatalf("%d units, %d before, although no ledger was dropped", n, before)
	}

	w.keys("ctrl+1")
	w.drag(middleX, middleY, ledger)
	w.keys("ctrl+Return") // the dry run
	w.click(answerX, answerY)
	w.keys("Down", "Return") // it is a new building
	w.keys("ctrl+Return")    // once more
	w.still()
	w.keys("ctrl+Return")
	w.await("the homes", func() bool {
		return len(ask[struct{ Units []struct{ Code string } }](w, "show", "units").Units) == before+2
	})
	if owners := w.unit("9-1-102").Owners; len(owners) != 2 || owners[0].Name != "张三" || owners[1].Name != "李四" {
		t.Errorf("owners %+v", owners)
	}
}

// Photos that are dropped upon the window go to the defect that is open, several at
// once; a file that is no picture is said, and the others come all the same.
func TestDropPhotos(t *testing.T) {
	w := open(t)
	w.signIn("赵磊")
	w.keys("ctrl+3")
	before := w.photos()
	w.click(middleX-300, middleY) // a defect of the list
	one, two := w.photo("空鼓 近照.jpg", 40), w.photo("空鼓 全景（二）.jpg", 160)
	none := w.file("照片", "说明 一.txt", []byte("不是照片"))
	w.drag(middleX, middleY, one, none, two)
	w.await("the two photos", func() bool { return w.photos() == before+2 })
}

// file lays a file into a folder of the user's.
func (w *window) file(folder, name string, content []byte) string {
	w.t.Helper()
	path := filepath.Join(w.home, folder, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		w.t.Fatal(err)
	}
	if err := os.WriteFile(path, content, 0o600); err != nil {
		w.t.Fatal(err)
	}
	return path
}

// photo lays down a picture of one grey.
func (w *window) photo(name string, grey uint8) string {
	w.t.Helper()
	path := w.file("手机 照片", name, nil)
	f, err := os.Create(path)
	if err != nil {
		w.t.Fatal(err)
	}
	defer f.Close()
	picture := image.NewGray(image.Rect(0, 0, 1200, 900))
	for i := range picture.Pix {
		picture.Pix[i] = grey
	}
	picture.SetGray(1, 1, color.Gray{Y: 255 - grey})
	if err := jpeg.Encode(f, picture, nil); err != nil {
		w.t.Fatal(err)
	}
	return path
}

// photos counts the photos of all defects.
func (w *window) photos() int {
	n := 0
	for _, one := range ask[struct{ Units []struct{ Code string } }](w, "show", "units").Units {
		for _, d := range w.unit(one.Code).Defects {
			n += d.Photos
		}
	}
	return n
}

// saysAtFoot counts the pixels of the page's lower right that changed since: there
// toasts stand.
func (w *window) saysAtFoot(since []byte) int {
	w.t.Helper()
	now := w.picture()
	n := 0
	for y := 600; y < 740; y++ {
		for x := 300; x < 1366; x++ {
			if at := 4 * (y*1366 + x); differ(since[at:at+4], now[at:at+4]) > 0 {
				n++
			}
		}
	}
	return n
}
