package timeline

import (
	"fmt"
	"time"

	"thumbpool/ui/model"
)

// account is what the tip says of a bar.
type account struct {
	who    model.Text
	times  model.Text
	parts  []model.Text // time of each part, where they are known
	failed bool
}

// describe says whose time a bar is and how it was spent.
func describe(b Bar, name string) account {
	a := account{who: model.Say("verbatim", "Text", name), failed: b.Failed}
	if b.Count > 1 {
		a.who = model.Count("timeline.more", b.Count-1, "Name", name)
	}
	switch {
	case b.Running:
		a.times = model.Say("timeline.running", "Took", took(b.Took))
		return a
	case b.Failed:
		a.times = model.Say("timeline.failed", "Took", took(b.Took))
		return a
	case b.Count > 1:
		a.times = model.Say("timeline.longest", "Name", name, "Took", took(b.Took))
		return a
	case b.Waited >= time.Millisecond:
		a.times = model.Say("timeline.waited", "Took", took(b.Took), "Waited", took(b.Waited))
	default:
		a.times = model.Say("verbatim", "Text", took(b.Took))
	}
	for part, key := range [numParts]string{"timeline.decode", "timeline.reduce", "timeline.save"} {
		a.parts = append(a.parts, model.Say(key, "Took", took(b.Parts[part])))
	}
	return a
}

// took writes a time with the digits that mean something.
func took(d time.Duration) string {
	switch {
	case d < 9950*time.Microsecond:
		return fmt.Sprintf("%.1f ms", float64(d)/1e6)
	case d < time.Second:
		return fmt.Sprintf("%.0f ms", float64(d)/1e6)
	case d < 9950*time.Millisecond:
		return fmt.Sprintf("%.2f s", d.Seconds())
	}
	return fmt.Sprintf("%.0f s", d.Seconds())
}
