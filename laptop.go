package main

import (
	"strconv"
	"time"
)

// laptop is what is kept on this laptop alone, in device.db: how large text is,
// and when the window locks.
type laptop struct{ p *program }

const usualIdle = 5 * time.Minute

func (l laptop) TextSize() float32 {
	size, err := strconv.ParseFloat(l.p.site.store.Preference("text_size"), 32)
	if err != nil {
		return 1
	}
	return float32(size)
}

func (l laptop) SetTextSize(scale float32) {
	_ = l.p.site.store.SetPreference("text_size", strconv.FormatFloat(float64(scale), 'g', -1, 32))
	l.p.window.SetTextSize(scale)
}

func (l laptop) Idle() time.Duration {
	minutes, err := strconv.Atoi(l.p.site.store.Preference("idle"))
	if err != nil {
		return usualIdle
	}
	return time.Duration(minutes) * time.Minute
}

func (l laptop) SetIdle(d time.Duration) {
	_ = l.p.site.store.SetPreference("idle", strconv.Itoa(int(d/time.Minute)))
	l.p.shell.SetIdle(d)
}
