package widget

import "testing"

// A character that no font here has is seen by its number; all others as they are.
func TestNoCharacterIsABox(t *testing.T) {
	for in, want := range map[string]string{
		"𠮷野":       "〔U+20BB7〕野",
		"王𬀩、欧阳䶮":   "王𬀩、欧阳䶮",
		"甲\ue000乙": "甲〔U+E000〕乙",
		"㎡ ① ≤ …":  "㎡ ① ≤ …",
	} {
		if got := Shown(in); got != want {
			t.Errorf("%q is shown as %q, want %q", in, got, want)
		}
	}
}
