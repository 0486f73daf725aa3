package timeline

import (
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
		a.times = model.Say("timeline.running", "Took", model.Exactly(b.Took))
		return a
	case b.Failed:
		a.times = model.Say("timeline.failed", "Took", model.Exactly(b.Took))
		return a
	case b.Count > 1:
		a.times = model.Say("timeline.longest", "Name", name, "Took", model.Exactly(b.Took))
		return a
	case b.Waited >= time.Millisecond:
		a.times = model.Say("timeline.waited", "Took", model.Exactly(b.Took), "Waited", model.Exactly(b.Waited))
	default:
		a.times = model.Exactly(b.Took)
	}
	for part, key := range [numParts]string{"timeline.decode", "timeline.reduce", "timeline.save"} {
		a.parts = append(a.parts, model.Say(key, "Took", model.Exactly(b.Parts[part])))
	}
	return a
}
