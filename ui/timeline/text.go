package timeline

import (
	"fmt"
	"time"

	"thumbpool/ui/model"
)

// describe says in a line whose time a bar is, and in another how long it was.
func describe(b Bar, name string) (who, times model.Text) {
	who = model.Say("verbatim", "Text", name)
	if b.Count > 1 {
		who = model.Count("timeline.more", b.Count-1, "Name", name)
	}
	switch {
	case b.Running:
		return who, model.Say("timeline.running", "Took", took(b.Took))
	case b.Failed:
		return who, model.Say("timeline.failed", "Took", took(b.Took))
	case b.Count > 1:
		return who, model.Say("timeline.longest", "Name", name, "Took", took(b.Took))
	case b.Waited >= time.Millisecond:
		return who, model.Say("timeline.waited", "Took", took(b.Took), "Waited", took(b.Waited),
			"Decode", took(b.Parts[Decode]), "Reduce", took(b.Parts[Reduce]), "Save", took(b.Parts[Save]))
	}
	return who, model.Say("timeline.times", "Took", took(b.Took),
		"Decode", took(b.Parts[Decode]), "Reduce", took(b.Parts[Reduce]), "Save", took(b.Parts[Save]))
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
