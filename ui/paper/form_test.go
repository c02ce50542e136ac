package paper

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/png"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"keyday/app"
	"keyday/app/handover"
	"keyday/app/inspect"
	"keyday/assets"
	"keyday/ui/paper/set"
	"keyday/ui/words"
)

// A paper that records a refusal must not read as a receipt, and one that is
// still to be filled in must not claim that nothing is open.
func TestStatementFitsTheDecision(t *testing.T) {
	for _, c := range []struct {
		decision string
		defects  int
		has, not string
	}{
		{"accepted", 0, "无未完成整改事项", "附件所列"},
		{"accepted_with_defects", 3, "附件所列 3 项", "无未完成整改事项"},
		{"refused", 3, "不发生房屋交付的效力", "核对无误"},
		{"postponed", 0, "不发生房屋交付的效力", "核对无误"},
		{"viewed_only", 0, "不发生房屋交付的效力", "核对无误"},
		{"", 0, "以附件或双方书面记载为准", "无未完成整改事项"},
	} {
		content := sampleCertificate(c.defects)
		content.Decision = c.decision
		said := certificate{content}.statement(set.Masthead{})
		if !strings.Contains(said.ZH, c.has) || strings.Contains(said.ZH, c.not) || said.EN == "" {
			t.Errorf("%q with %d open items says %s", c.decision, c.defects, said.ZH)
		}
	}
}

// The four answers to an item look different without any colour.
// What was decided leaves no rows that somebody could fill in after the signatures;
// a form that is printed blank has them. A refusal hands nothing over.
func TestNothingIsAddedToADecision(t *testing.T) {
	texts := func(c handover.CertificateContent) string {
		f, err := filled(c, app.Imprint{}).lay(words.Chinese)
		if err != nil {
			t.Fatal(err)
		}
		var all strings.Builder
		for _, l := range f.Leaves {
			for _, m := range l.Marks {
				if m, ok := m.(set.TextMark); ok {
					all.WriteString(m.Text + "\n")
				}
			}
		}
		return all.String()
	}
	c := sampleCertificate(1)
	c.Meters, c.Keys, c.Documents = nil, nil, nil
	if said := texts(c); strings.Contains(said, "计量表") || !strings.Contains(said, "本次交接日") {
		t.Error("what was decided can be added to")
	}
	c.Decision = "refused"
	if said := texts(c); !strings.Contains(said, "到场日期") || strings.Contains(said, "本次交接日") {
		t.Error("a refusal reads as a handover")
	}
	c.Decision = ""
	if strings.Contains(texts(c), "（无 none）") {
		t.Error("a blank form has no rows to write on")
	}
}

// The blank's articles are numbered without a gap, and every field is used.
func TestAgreementText(t *testing.T) {
	var got []string
	texts := map[string]string{}
	for _, lang := range []string{"zh", "en"} {
		texts[lang] = must(assets.ContractText(agreementForm.Key(), agreementForm.Version(), lang))
	}
	for _, m := range regexp.MustCompile(`(?m)^(?:! )?第([一二三四五六七八九十]+)条　`).FindAllStringSubmatch(strings.ReplaceAll(texts["zh"], "{{end}}", "\n"), -1) {
		got = append(got, m[1])
	}
	for n, want := range map[int]string{1: "一", 10: "十", 11: "十一", 20: "二十", 37: "三十七"} {
		if numeral := chineseNumeral(n); numeral != want {
			t.Fatalf("%d is %s, not %s", n, numeral, want)
		}
	}
	if len(got) != 44 {
		t.Fatalf("%d articles: %v", len(got), got)
	}
	for i, n := range got {
		if want := chineseNumeral(i + 1); n != want {
			t.Errorf("article %d is numbered %s, not %s", i+1, n, want)
		}
	}
	for _, field := range []string{"community", "place", "property_type", "boundaries", "site_area", "unit_code", "unit_name", "area", "contract_no", "fee_basis",
		"fee_price", "fee_rule", "fee_not_before", "fee_start", "fee_period", "fee_paid_until", "fee_receipt", "fee_receipt_on", "pay_every", "area_kind",
		"parking_rent", "parking_fee", "late_rate", "term_from", "term_to", "extra", "copies", "signed_at",
		"service_contract_no", "service_contract_filing", "service_rooms", "commission_rate", "prepay_limit", "vacant_rate", "shared_energy", "data_retention"} {
		for name, text := range texts {
			if !strings.Contains(text, "."+field) {
				t.Errorf("the %s text does not use %s", name, field)
			}
		}
	}
}

// No heading ends a leaf, and no paragraph leaves one line alone on one.
func TestHeadingsStayWithTheirText(t *testing.T) {
	c := sampleAgreement()
	for n := range 40 {
		c.Extra = append(c.Extra, strings.Repeat("双方另行约定的事项，", 1+n%7))
		for _, lang := range []words.Language{words.Chinese, words.English} {
			f, err := filled(c, app.Imprint{}).lay(lang)
			if err != nil {
				t.Fatal(err)
			}
			for i, l := range f.Leaves {
				var last set.TextMark
				for _, m := range l.Marks {
					if text, ok := m.(set.TextMark); ok && text.Y < set.Bottom && text.Y > last.Y {
						last = text
					}
				}
				if last.Style == set.HeadingStyle {
					t.Errorf("%d articles more: leaf %d ends with %q", n, i+1, last.Text)
				}
			}
		}
	}
}

// gofpdf refuses PNG of 16 bits and interlaced ones; both are common as logos.
func TestPictures(t *testing.T) {
	deep := image.NewNRGBA64(image.Rect(0, 0, 40, 20))
	for x := range 40 {
		deep.Set(x, x/2, color.NRGBA64{0xffff, 0, 0, 0x8000})
	}
	var b bytes.Buffer
	if err := png.Encode(&b, deep); err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{"16 bits": b.Bytes(), "interlaced": interlaced(), "huge": enlarged(), "jpeg": photo(1)} {
		imprint := sampleImprint()
		imprint.Pictures["logo"] = data
		pdf, err := Render(filled(sampleCertificate(0), imprint), words.Chinese)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if out := run(t, pdf, "pdfimages", "-list", "FILE"); strings.Count(out, "image") < 2 {
			t.Errorf("%s is not on the paper:\n%s", name, out)
		}
		if len(pdf) > 700_000 {
			t.Errorf("%s makes a file of %d bytes", name, len(pdf))
		}
	}
	imprint := sampleImprint()
	imprint.Pictures["logo"] = []byte("no picture")
	if err := renderError(filled(sampleCertificate(0), imprint)); app.RefusalCode(err) != "paper.picture_unreadable" {
		t.Errorf("a damaged logo: %v", err)
	}
}

// interlaced is a PNG of one pixel in Adam7 order: for it the two orders agree
// in all but the header.
func interlaced() []byte {
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewNRGBA(image.Rect(0, 0, 1, 1))); err != nil {
		panic(err)
	}
	data := b.Bytes()
	data[28] = 1
	binary.BigEndian.PutUint32(data[29:], crc32.ChecksumIEEE(data[12:29]))
	return data
}

func enlarged() []byte {
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 4000, 3000))); err != nil {
		panic(err)
	}
	return b.Bytes()
}

// A notice asks for nothing by a day that one of its own lines contradicts.
func TestDeadlineOfANotice(t *testing.T) {
	read := func(soonest string) string {
		c := sampleNotice(2)
		c.Items[1].Due = day(soonest)
		file, err := Render(filled(c, noticeImprint()), words.Chinese)
		if err != nil {
			t.Fatal(err)
		}
		return dense(run(t, file, "pdftotext", "FILE", "-"))
	}
	if text := read("2026-12-05"); !strings.Contains(text, "请于2026-12-05前完成") || strings.Contains(text, "最迟") {
		t.Errorf("all on one day: %s", text)
	}
	if text := read("2026-12-01"); !strings.Contains(text, "请于各项所列期限前完成（最迟2026-12-05）") {
		t.Errorf("one sooner: %s", text)
	}
}

// Where a name is written by hand, signatures do not stand alone on a leaf: what they are
// given to stands above them. Each form is tried at every length.
func TestSignaturesStandUnderWhatIsSigned(t *testing.T) {
	for n := range 40 {
		c, note, s := sampleCertificate(2), sampleNotice(max(1, n)), sampleSheet()
		c.Signers = slices.Concat(c.Signers, c.Signers)[:3+n%4]
		for _, frame := range []*app.Frame{&c.Frame, &note.Frame, &s.Frame} {
			frame.Signers[0].Name = "李𠮷安"
			frame.Names = rareOf(frame.Signers)
		}
		c.Remarks = strings.Repeat("备注一行。\n", n)
		s.Remarks = c.Remarks
		for name, form := range map[string]Filled{
			"certificate": filled(c, app.Imprint{}), "notice": filled(note, app.Imprint{}), "sheet": filled(s, app.Imprint{}),
		} {
			f := must(form.lay(words.Chinese))
			page := f.Fields[0].Page
			if last := f.Fields[len(f.Fields)-1].Page; last != page {
				t.Errorf("%s, %d: signatures stand on the leaves %d to %d", name, n, page, last)
			}
			above := 0
			for _, m := range f.Leaves[page].Marks {
				if text, is := m.(set.TextMark); is && text.Y > set.Top && text.Y < f.Fields[0].Y*set.PageHeight && !strings.Contains("签字确认签发与签收", text.Text) {
					above++
				}
			}
			if above < 4 {
				t.Errorf("%s, %d: signatures stand alone on leaf %d", name, n, page)
			}
		}
	}
}

// A room's title stands over something of the room.
func TestRoomsStayWithTheirItems(t *testing.T) {
	long := make([]inspect.SheetRow, 400)
	for i := range long {
		long[i] = inspect.SheetRow{Item: "第" + strconv.Itoa(i) + "项检查内容", Result: inspect.SheetPass}
	}
	for n := range 60 {
		s := sampleSheet()
		s.Rooms = []inspect.SheetRoom{{Name: "客厅", Rows: long[:2*n+1]}, {Name: "主卧", Rows: long[:5]}, {Name: "次卧", Rows: long}}
		f := must(filled(s, app.Imprint{}).lay(words.Chinese))
		for _, l := range f.Leaves {
			for _, room := range []string{"主卧", "次卧"} {
				at, under := 0.0, false
				for _, m := range l.Marks {
					if text, is := m.(set.TextMark); is && text.Text == room {
						at = text.Y
					} else if is && at > 0 && text.Y > at && text.Y < set.Bottom {
						under = true
					}
				}
				if at > 0 && !under {
					t.Fatalf("%d items before it: %s stands alone at the foot", n, room)
				}
			}
		}
	}
}

// A person finds what was decided on the paper where it stands on the screen.
func TestDecisionsStandInTheScreensOrder(t *testing.T) {
	var order []handover.Decision
	for _, d := range decisions {
		order = append(order, handover.Decision(d.Key))
	}
	if !slices.Equal(order, handover.Decisions) {
		t.Errorf("on paper %v, on the screen %v", order, handover.Decisions)
	}
}

// The simplest handover takes one page, and so does each that has few things more; of
// larger ones no page ends with signatures alone.
func TestThePlainHandoverTakesOnePage(t *testing.T) {
	if n := len(must(filled(plainCertificate(), app.Imprint{}).lay(words.Chinese)).Leaves); n != 1 {
		t.Errorf("it takes %d", n)
	}
	signed := sampleImprint()
	signed.Marks = []app.SignatureMark{{Field: 0, Name: "欧阳䶮", How: app.SignedOnScreen, Date: day("2026-11-23"), Strokes: strokes(1)}, {Field: 1, Name: "李敏", How: app.SignedOnPaper, Witness: "王敏", Date: day("2026-11-23")}}
	if n := len(must(filled(plainCertificate(), signed).lay(words.Chinese)).Leaves); n != 1 {
		t.Errorf("signed it takes %d", n)
	}
}

// Every form prints empty, with places to sign and fields high enough to write in.
func TestBlankFormsAreWrittenOn(t *testing.T) {
	for _, f := range Forms() {
		filled, err := Empty(app.Frame{Letterhead: app.Letterhead{Company: "锦绣置业"}, Wording: Wording(f.Template)}, app.Imprint{})
		if err != nil {
			t.Fatal(err)
		}
		flow := must(filled.lay(words.Chinese))
		if f.Kind.IsContract() {
			continue // of the first look
		}
		if len(flow.Fields) < 2 {
			t.Errorf("%s: %d places to sign", f.Key(), len(flow.Fields))
		}
		empty := 0
		for n, l := range flow.Leaves {
			for _, m := range l.Marks {
				b, is := m.(set.BoxMark)
				if !is || b.Width != set.SturdyRule || full(l, b) {
					continue
				}
				if empty++; b.H < set.HandHeight {
					t.Errorf("%s page %d: a field of %.1f mm to write in at %.0f, %.0f", f.Key(), n+1, b.H, b.X, b.Y)
				}
			}
		}
		if empty < 20 {
			t.Errorf("%s: %d fields to write in", f.Key(), empty)
		}
	}
}

// full reports whether something is said in a box.
func full(l *set.Leaf, b set.BoxMark) bool {
	for _, m := range l.Marks {
		if x, y, is := set.At(m); is && x > b.X && x < b.X+b.W && y > b.Y && y < b.Y+b.H {
			return true
		}
	}
	return false
}

// English is at least 7 points, and no line thinner than what a fax leaves.
func TestWhatACopierLeaves(t *testing.T) {
	for name, form := range samples() {
		if slices.Contains([]string{"agreement", "unfilled"}, name) {
			continue // of the first look, which their texts were signed in
		}
		for n, l := range must(form.lay(words.Chinese)).Leaves {
			for _, m := range l.Marks {
				switch m := m.(type) {
				case set.TextMark:
					if m.Style.Size < 7-1e-9 && m.Text != "" {
						t.Errorf("%s page %d: %q is set in %.1f points", name, n+1, m.Text, m.Style.Size)
					}
				case set.BoxMark:
					if m.Width < set.SturdyRule {
						t.Errorf("%s page %d: a box of %.2f mm", name, n+1, m.Width)
					}
				}
			}
		}
	}
}

// A sheet begins with what failed, and its signatures stand before the annex that records
// everything: 28 failures of 600 items make eight pages, where they made 25.
func TestASheetBeginsWithWhatFailed(t *testing.T) {
	f := must(filled(failures(28), app.Imprint{}).lay(words.Chinese))
	if len(f.Leaves) > 8 {
		t.Errorf("it takes %d pages", len(f.Leaves))
	}
	annex := slices.IndexFunc(f.Leaves, func(l *set.Leaf) bool {
		return strings.Contains(textsOf(l), "附件　查验记录")
	})
	if page := f.Fields[len(f.Fields)-1].Page; annex != page+1 {
		t.Errorf("signatures stand on leaf %d, the annex begins on %d", page, annex)
	}
	few := failures(3)
	if page := must(filled(few, app.Imprint{}).lay(words.Chinese)).Fields[0].Page; page != 0 {
		t.Errorf("of three failures the signatures stand on leaf %d", page)
	}
}

// textsOf is what a leaf says, a text a line.
func textsOf(l *set.Leaf) string {
	var all strings.Builder
	for _, m := range l.Marks {
		if m, is := m.(set.TextMark); is {
			all.WriteString(m.Text + "\n")
		}
	}
	return all.String()
}
