package staff

import (
	"testing"

	"keyday/app"
)

// A PIN has 4 to 8 digits of the keyboard, not all alike.
func TestWhatAPINIs(t *testing.T) {
	for pin, good := range map[string]bool{
		"": false, "123": false, "1234": true, "12345678": true, "123456789": false,
		"1111": false, "11111111": false, "1112": true, "2111": true,
		"a234": false, "1a34": false, "123a": false, "12 4": false, "-123": false, "１２３４": false, "١٢٣٤": false, "密码密码": false, "1\x7f23": false,
	} {
		if err := CheckPIN(pin); (err == nil) != good || err != nil && app.RefusalCode(err) == "" {
			t.Errorf("%q: %v", pin, err)
		}
	}
}
