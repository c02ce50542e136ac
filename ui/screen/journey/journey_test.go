package journey

import (
	"os"
	"testing"
)

// An inspector finds a home and answers by keyboard alone; the item
// that fails becomes a defect in three actions.
func TestInspectByKeyboard(t *testing.T) {
	w := open(t)
	home := w.pick("not_ready", func(u unit) bool { return len(u.Inspections) == 0 })
	defects := len(home.Defects)
	w.signIn("赵磊")
	w.goTo(home.Code)
	w.keys("ctrl+Return", "Return") // the next step: 验房, 开始验房
	w.await("the inspection to begin", func() bool { return len(w.unit(home.Code).Inspections) == 1 })

	w.keys("slash")
	w.write("lf")
	w.keys("Return", "1")
	w.await("the answer", func() bool { return w.unit(home.Code).Inspections[0].Passed == 1 })

	w.keys("2") // the next item fails
	w.keys("Return")
	w.await("the defect", func() bool { return len(w.unit(home.Code).Defects) == defects+1 })
	now := w.unit(home.Code)
	if i := now.Inspections[0]; i.Failed != 1 || i.Passed != 1 || i.State != "begun" {
		t.Errorf("the inspection stands at %+v", i)
	}
	if d := now.Defects[0]; d.State != "open" || d.Phrase == "" || d.Item == "" {
		t.Errorf("the defect is %+v", d)
	}
}

// What is searched for is found and opened; the language changes where one stands,
// and the work goes on.
func TestSearchAndLanguage(t *testing.T) {
	w := open(t)
	home := w.pick("not_ready", func(u unit) bool { return len(u.Inspections) == 0 })
	w.signIn("王敏")
	grid := w.picture()
	w.goTo(home.Code)
	page := w.picture()
	if differ(grid, page) < 20_000 {
		t.Error("the home's page did not open")
	}
	w.click(165, 15) // the menu 显示
	w.click(175, 76) // English
	english := w.picture()
	if differ(page, english) < 2_000 {
		t.Error("the page speaks the same language as before")
	}
	w.keys("ctrl+Return", "Return")
	w.await("the inspection to begin", func() bool { return len(w.unit(home.Code).Inspections) == 1 })
}

// A home goes to its owners: arrival, identity, papers, meters, keys, decision, the
// certificate signed on the screen and printed, the keys out.
func TestHandOver(t *testing.T) {
	w := open(t)
	home := w.pick("ready", func(u unit) bool {
		return len(u.Owners) == 1 && len(u.Documents) < 3 && u.Case != nil && u.Case.State == "booked" && u.open() == 0
	})
	w.signIn("徐婷")
	w.goTo(home.Code)
	w.keys("ctrl+Return") // the next step: to the desk
	w.keys("ctrl+Return") // 签到
	w.await("the owners' arrival", func() bool { return w.unit(home.Code).Case.State == "checked_in" })
	w.keys("ctrl+Return", "Return") // 已核验原件
	w.await("the identity check", func() bool { return w.unit(home.Code).Case.IdentityChecks == 1 })
	w.keys("ctrl+Return", "Return") // 全部移交
	for _, meter := range [][2]string{{"W1001", "00012.3"}, {"E2002", "00345"}} {
		w.keys("ctrl+Return")
		w.write(meter[0])
		w.keys("Tab")
		w.write(meter[1])
		w.keys("Tab")
	}
	w.await("the meters", func() bool { return len(w.unit(home.Code).Case.Meters) == 2 })
	w.keys("ctrl+Return")
	w.write("5")
	w.keys("Tab")
	w.await("the keys", func() bool { return len(w.unit(home.Code).Case.Keys) == 1 })
	w.keys("ctrl+Return", "Return") // 收楼
	w.await("the decision", func() bool { return w.unit(home.Code).Case.Decision == "accepted" })
	w.keys("ctrl+Return") // 出具交接单
	w.await("the certificate", func() bool {
		return w.unit(home.Code).document("certificate") == "locked with 0 signatures, printed 0 times"
	})

	for _, now := range []string{"partly_signed with 1 signatures, printed 0 times", "signed with 2 signatures, printed 0 times"} {
		w.keys("ctrl+g")
		w.draw(520, 540)
		w.clickPrimary() // 确认签名
		w.await("a signature", func() bool { return w.unit(home.Code).document("certificate") == now })
	}
	w.keys("ctrl+p")
	w.await("the print", func() bool {
		return w.unit(home.Code).document("certificate") == "signed with 2 signatures, printed 1 times"
	})
	if pdf, err := os.ReadFile(w.printed()); err != nil || len(pdf) < 10_000 {
		t.Errorf("the printer got %d bytes, %v", len(pdf), err)
	}
	w.keys("alt+Left", "ctrl+Return", "Return") // 完成交付, and the dialog that asks once more
	w.await("the handover to be complete", func() bool { return w.unit(home.Code).State == "handed_over" })

	verified := ask[struct{ Intact bool }](w, "verify")
	if !verified.Intact {
		t.Error("the site does not verify after the handover")
	}
}

func (u unit) open() int {
	n := 0
	for _, d := range u.Defects {
		switch d.State {
		case "open", "assigned", "fixing", "fixed", "hold", "disputed":
			n++
		}
	}
	return n
}

// By mouse: a name at the sign-in, a place in the rail, a defect in the list.
func TestByMouse(t *testing.T) {
	w := open(t)
	w.click(150, 216) // the first name
	grid := w.picture()
	w.click(44, 221) // 整改
	list := w.picture()
	if differ(grid, list) < 20_000 {
		t.Error("the list of defects did not open")
	}
	w.click(44, 104)  // 房源
	w.click(364, 190) // the first home of the highest floor
	w.xdo("click", "--repeat", "2", "--delay", "80", "1")
	w.still()
	if page := w.picture(); differ(grid, page) < 20_000 {
		t.Error("the home's page did not open")
	}
}
