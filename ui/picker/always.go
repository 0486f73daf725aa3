package picker

import "path/filepath"

// Always returns a picker that asks nobody: it gives the same folder each time,
// and names of files in it. A test from outside keeps whoever does anything off
// the other folders of the machine with it. It is nil for no folder.
func Always(folder string) Picker {
	if folder == "" {
		return nil
	}
	return always{folder}
}

type always struct{ folder string }

func (a always) Pick(_, _ string, picked func(string)) { picked(a.folder) }

func (a always) Save(f File, picked func(string)) { picked(filepath.Join(a.folder, f.Name)) }
