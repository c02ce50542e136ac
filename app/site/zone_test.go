package site_test

import (
	"testing"
	"time"

	"keyday/app/site"
)

func TestLocation(t *testing.T) {
	for zone, want := range map[string]string{
		"": "Asia/Shanghai", "Asia/Urumqi": "Asia/Urumqi", "Mars/Olympus": "Asia/Shanghai", "Local": "Asia/Shanghai", "UTC": "UTC",
	} {
		s := site.Site{Zone: zone}
		if got := s.Location(); got.String() != want || got != s.Location() {
			t.Errorf("%q is %s, want %s, the same each time", zone, got, want)
		}
	}
	if _, offset := time.Date(2026, 7, 1, 12, 0, 0, 0, site.Site{}.Location()).Zone(); offset != 8*3600 {
		t.Errorf("%d s east", offset)
	}
}
