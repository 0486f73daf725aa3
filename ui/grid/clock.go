package grid

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// Clock is what the grid waits by. Tests have one that they set.
type Clock interface {
	Now() time.Time
	// After calls f on the UI thread when d has passed.
	After(d time.Duration, f func())
}

// RealClock is the time of day. Post leads to the UI thread.
type RealClock struct{ Post func(func()) }

// Now is the time.
func (RealClock) Now() time.Time { return time.Now() }

// After calls f on the UI thread when d has passed.
func (c RealClock) After(d time.Duration, f func()) {
	time.AfterFunc(d, func() { c.Post(f) })
}

// modifiers are the keys that are held, as the desktop says.
func modifiers() fyne.KeyModifier {
	if d, ok := fyne.CurrentApp().Driver().(desktop.Driver); ok {
		return d.CurrentKeyModifiers()
	}
	return 0
}
