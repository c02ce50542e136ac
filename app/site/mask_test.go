package site

import "testing"

// A mask leaves enough to tell two apart, and neither the middle of a number nor the
// door of an address.
func TestMasks(t *testing.T) {
	for given, want := range map[string]string{"": "", "12": "**", "0512666": "051****", "13812345678": "138****5678", "320105198801011234": "320***********1234"} {
		if got := Mask(given); got != want {
			t.Errorf("%q is masked as %q, want %q", given, got, want)
		}
	}
	for given, want := range map[string]string{"": "", "京": "*", "北京": "北*", "南京市玄武区中山路1号501室": "南京市************"} {
		if got := MaskAddress(given); got != want {
			t.Errorf("%q is masked as %q, want %q", given, got, want)
		}
	}
	for given, want := range map[string]string{
		"备用 138-1234-5678，下班后": "备用 138******5678，下班后", "证件320105198801011234": "证件320***********1234", "合同 2024001234": "合同 2024001234",
	} {
		if got := MaskIn(given); got != want {
			t.Errorf("%q is masked as %q, want %q", given, got, want)
		}
	}
}
