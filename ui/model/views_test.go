package model

import (
	"errors"
	"fmt"
	"reflect"
	"testing"
	"time"

	"thumbpool/processor"
	"thumbpool/processor/place"
	"thumbpool/processor/reason"
)

func TestMake(t *testing.T) {
	tests := []struct {
		name  string
		model func() *Model
		want  Make
	}{
		{"nothing chosen", New, Make{Label: Say("make"), Reason: Say("make.noFolder")}},
		{"looking, none yet", func() *Model {
			m := New()
			m.Choose([]string{"/p"}, true)
			return m
		}, Make{Label: Say("make"), Reason: Say("make.looking")}},
		{"looking, some found", func() *Model {
			m := New()
			m.Choose([]string{"/p"}, true)
			m.Apply(found(3), start)
			return m
		}, Make{Label: Count("make.count", 3), Enabled: true}},
		{"ready", func() *Model { return ready(1234) }, Make{Label: Count("make.count", 1234), Enabled: true}},
		{"a setting is wrong", func() *Model {
			m := ready(3)
			m.SetProblem(Say("problem.fix"))
			return m
		}, Make{Label: Count("make.count", 3), Reason: Say("problem.fix")}},
		{"the folder is gone", func() *Model {
			m := New()
			m.Choose([]string{"/p"}, true)
			m.Apply(missing(0), start)
			return m
		}, Make{Label: Say("make"), Reason: Say("make.gone")}},
		{"no photos", func() *Model { return ready(0) }, Make{Label: Say("make"), Reason: Say("make.noPhotos")}},
		{"running", func() *Model { return running(3) }, Make{Label: Say("make"), Reason: Say("make.busy")}},
		{"done", func() *Model {
			m := running(3)
			m.Apply([]processor.Event{processor.Done{}}, start)
			return m
		}, Make{Label: Count("make.again", 3), Enabled: true}},
		{"stopped", func() *Model {
			m := running(3)
			m.Apply([]processor.Event{processor.Done{Summary: processor.Summary{Stopped: true}}}, start)
			return m
		}, Make{Label: Count("make.count", 3), Enabled: true}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := tt.model().Make(); !reflect.DeepEqual(got, tt.want) {
				t.Errorf("\n got %+v\nwant %+v", got, tt.want)
			}
		})
	}
}

func TestHeader(t *testing.T) {
	if got := New().Header(); !reflect.DeepEqual(got, Header{}) {
		t.Errorf("header of an empty window is %+v", got)
	}
	m := ready(2)
	want := Header{Name: Say("verbatim", "Text", "p"), Photos: Count("photos", 2), Bytes: Say("unit.kB", "N", Decimal{2, 1})}
	if got := m.Header(); !reflect.DeepEqual(got, want) {
		t.Errorf("\n got %+v\nwant %+v", got, want)
	}
	m.Choose([]string{"/a/first", "/b", "/c"}, true)
	if got, want := m.Header().Name, Count("header.more", 2, "First", "first"); !reflect.DeepEqual(got, want) {
		t.Errorf("name of three folders is %+v, want %+v", got, want)
	}
}

func TestNothing(t *testing.T) {
	tests := []struct {
		name       string
		subfolders bool
		events     []processor.Event
		title      string
		offer      bool
	}{
		{"an empty folder", true, []processor.Event{processor.Scanned{}}, "nothing", false},
		{"subfolders were not searched", false, []processor.Event{processor.Scanned{}}, "nothing", true},
		{"only thumbnails of our own", true, []processor.Event{processor.Scanned{Ours: 3}}, "nothing.ours", false},
		{"only thumbnails of our own, and subfolders were not searched", false, []processor.Event{processor.Scanned{Ours: 3}}, "nothing.ours", true},
		{"a folder that cannot be read", true, append(unreadable(0), processor.Scanned{}), "nothing.unreadable", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m := New()
			m.Choose([]string{"/p"}, tt.subfolders)
			m.Apply(tt.events, start)
			got := m.Nothing()
			if m.State() != NothingFound || got.Title.Key != tt.title || got.OfferSubfolders != tt.offer || got.Hint.None() {
				t.Errorf("state %v, %+v; want title %q, offer %v", m.State(), got, tt.title, tt.offer)
			}
		})
	}
}

// foot is what matters of a foot, as one line.
func foot(f Foot) string {
	say := func(t Text) string {
		if t.Key == "" {
			return "-"
		}
		s := t.Key
		for _, k := range []string{"N", "Name", "Done", "Total", "Time", "Rate", "Busy", "Folder"} {
			if v, ok := t.Args[k]; ok {
				s += fmt.Sprintf(" %s=%s", k, figure(v))
			}
		}
		return s
	}
	s := say(f.Title.Text)
	for _, fact := range f.Facts {
		s += " | " + say(fact.Text)
	}
	if !f.Advice.None() {
		s += " | advice " + say(f.Advice)
	}
	if f.File != "" {
		s += " | file " + f.File
	}
	for _, b := range []struct {
		on   bool
		name string
	}{{f.Pause, "Pause"}, {f.Resume, "Resume"}, {f.Stop, "Stop"}, {f.ShowFailed, "Show"}, {f.Retry, "Retry"}, {f.CopyReport, "Copy"}, {f.Compare, "Compare"}, {f.Settings, "Settings"}, {f.Open, "Open"}} {
		if b.on {
			s += " [" + b.name + "]"
		}
	}
	return s + fmt.Sprintf(" %.0f%%", f.Progress*100)
}

func TestFoot(t *testing.T) {
	second := time.Second
	summary := processor.Summary{Found: 4, Made: 3, Failed: 1, Wall: 2 * second, Busy: 3 * second, Workers: 2}
	end := func(s processor.Summary) []processor.Event { return []processor.Event{processor.Done{Summary: s}} }
	tests := []struct {
		name  string
		model func() *Model
		want  string
	}{
		{"looking", func() *Model {
			m := New()
			m.Choose([]string{"/p"}, true)
			m.Apply(found(1234), start)
			return m
		}, "foot.looking | foot.found N=1234 0%"},
		{"ready", func() *Model {
			m := ready(4)
			m.SetSaveTo(SaveTo{Folder: "p/thumbs"})
			return m
		}, "foot.ready N=4 | foot.saveTo Folder={verbatim map[Text:p/thumbs] 0 false} 0%"},
		{"ready, with thumbnails of our own among the photos", func() *Model {
			m := New()
			m.Choose([]string{"/p"}, true)
			m.Apply(append(found(4), processor.Scanned{Photos: 4, Ours: 12}), start)
			m.SetSaveTo(SaveTo{Folder: "p/thumbs"})
			return m
		}, "foot.ready N=4 | foot.saveTo Folder={verbatim map[Text:p/thumbs] 0 false} | foot.passedOver N=12 0%"},
		{"just begun", func() *Model { return running(4) }, "foot.of Done=0 Total=4 [Pause] [Stop] 0%"},
		{"running", func() *Model {
			m := running(4)
			m.Tick(at(0))
			m.Apply([]processor.Event{finished(0), processor.Started{Photo: photo(1)}}, at(second))
			return m
		}, "foot.of Done=1 Total=4 | foot.rate Rate=1.0 | foot.left Time=3 s | file IMG_1.jpg [Pause] [Stop] 25%"},
		{"running with a failure", func() *Model {
			m := running(4)
			m.Apply([]processor.Event{failed(0, reason.Damaged)}, start)
			return m
		}, "foot.of Done=1 Total=4 | foot.failed N=1 [Pause] [Stop] 25%"},
		{"running while looking", func() *Model {
			m := New()
			m.BeginScan(start)
			m.Apply(append(found(4), finished(0)), start)
			return m
		}, "foot.ofSoFar Done=1 Total=4 [Pause] [Stop] 25%"},
		{"paused", func() *Model {
			m := running(4)
			m.Apply([]processor.Event{finished(0)}, start)
			m.Pause(start)
			return m
		}, "foot.of Done=1 Total=4 | foot.paused [Resume] [Stop] 25%"},
		{"stopping", func() *Model {
			m := running(4)
			m.Stop()
			return m
		}, "foot.of Done=0 Total=4 | foot.stopping [Pause] [Stop] 0%"},
		{"done", func() *Model {
			m := running(4)
			m.Apply(append([]processor.Event{finished(0), failed(1, reason.Damaged), finished(2), finished(3)}, end(summary)...), start)
			return m
		}, "foot.done N=4 Time=2.0 s | foot.rate Rate=1.5 | foot.busy N=2 Busy=1.5 | foot.failed N=1 [Show] [Retry] [Copy] [Compare] [Open] 100%"},
		{"done, with thumbnails of our own among the photos", func() *Model {
			m := New()
			m.BeginScan(start)
			m.Apply(append(found(1), processor.Scanned{Photos: 1, Ours: 12}, finished(0),
				processor.Done{Summary: processor.Summary{Found: 1, Made: 1, Wall: second, Busy: second, Workers: 1}}), start)
			return m
		}, "foot.done N=1 Time=1.0 s | foot.rate Rate=1.0 | foot.busy N=1 Busy=1.0 | foot.passedOver N=12 [Copy] [Compare] [Open] 100%"},
		{"all up to date", func() *Model {
			m := running(4)
			m.Apply(end(processor.Summary{Found: 4, Skipped: 4, Wall: second}), start)
			return m
		}, "foot.done N=4 Time=1.0 s | foot.upToDate N=4 [Open] 100%"},
		{"stopped", func() *Model {
			m := running(4)
			m.Apply(end(processor.Summary{Found: 2, Made: 1, Wall: second, Busy: second, Workers: 1, Stopped: true}), start)
			return m
		}, "foot.stopped N=4 Done=1 Time=1.0 s | foot.rate Rate=1.0 | foot.busy N=1 Busy=1.0 [Compare] [Open] 25%"},
		{"disk full", func() *Model {
			m := running(4)
			m.Apply(end(processor.Summary{Found: 4, Made: 1, Err: fmt.Errorf("job: %w", &processor.PhotoError{Reason: reason.Reason{Key: reason.DiskFull}, Err: errors.New("x")})}), start)
			return m
		}, "fatal.diskFull | advice fatal.diskFullAdvice [Compare] [Settings] [Open] 25%"},
		{"output not writable", func() *Model {
			m := running(4)
			m.Apply(end(processor.Summary{Found: 4, Err: &processor.PhotoError{Reason: reason.Reason{Key: reason.NotSaved}, Err: errors.New("x")}}), start)
			return m
		}, "fatal.output | advice fatal.outputAdvice [Settings] 0%"},
		{"another run writes there", func() *Model {
			m := running(4)
			m.Apply(end(processor.Summary{Found: 4, Err: &processor.PhotoError{Step: processor.StepSave, Reason: reason.Reason{Key: reason.Busy}, Err: &place.BusyError{Folder: "/p/thumbs"}}}), start)
			return m
		}, "fatal.output | advice reason.busy [Settings] 0%"},
		{"the thumbnails may not last", func() *Model {
			m := running(4)
			m.Apply(end(processor.Summary{Found: 4, Made: 4, Err: &place.UnkeptError{Folder: "/p/thumbs", Err: errors.New("input/output error")}}), start)
			return m
		}, "fatal.output | advice verbatim [Compare] [Settings] [Open] 100%"},
		{"the folder went", func() *Model {
			m := running(4)
			m.Apply(append([]processor.Event{finished(0), failed(1, reason.FolderGone), failed(2, reason.FolderGone), failed(3, reason.FolderGone)},
				end(processor.Summary{Found: 4, Made: 1, Failed: 3})...), start)
			return m
		}, "gone.title Name=p | advice gone.advice N=3 [Show] [Retry] [Copy] 100%"},
		{"refused", func() *Model {
			m := ready(4)
			m.Refuse(errors.New("size must be smaller"))
			return m
		}, "fatal.other | advice verbatim 0%"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f := tt.model().Foot()
			if got := foot(f); got != tt.want || !f.Shown {
				t.Errorf("\n got %s\nwant %s", got, tt.want)
			}
		})
	}
	for _, m := range []*Model{New(), ready(0)} {
		if m.Foot().Shown {
			t.Errorf("there is a foot in state %v", m.State())
		}
	}
}

func TestRate(t *testing.T) {
	ms := time.Millisecond
	tests := []struct {
		name string
		feed func(*rate)
		want float64
	}{
		{"nothing yet", func(r *rate) { r.add(0, 0) }, 0},
		{"too early to say", func(r *rate) { r.add(0, 0); r.add(100*ms, 5) }, 0},
		{"even", func(r *rate) {
			for i := range 100 {
				r.add(time.Duration(i)*100*ms, i*2)
			}
		}, 20},
		{"the last seconds count", func(r *rate) {
			for i := range 200 {
				done := i
				if i > 100 {
					done = 100 + (i-100)*5
				}
				r.add(time.Duration(i)*100*ms, done)
			}
		}, 50},
		{"what is shown stands for a while", func(r *rate) { r.add(0, 0); r.add(200*ms, 2); r.add(300*ms, 300) }, 10},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var r rate
			tt.feed(&r)
			if d := r.shown - tt.want; d > 0.5 || d < -0.5 {
				t.Errorf("rate is %.2f, want %.2f", r.shown, tt.want)
			}
			if len(r.samples) > 50 {
				t.Errorf("%d samples are kept", len(r.samples))
			}
		})
	}
}

func TestRateLeavesPausesOut(t *testing.T) {
	m := running(100)
	m.Tick(at(0))
	m.Apply([]processor.Event{finished(0), finished(1)}, at(time.Second))
	m.Pause(at(time.Second))
	m.Tick(at(time.Minute))
	m.Resume(at(time.Hour))
	m.Apply([]processor.Event{finished(2), finished(3)}, at(time.Hour+time.Second))
	if got := m.run.rate.shown; got < 1.9 || got > 2.1 {
		t.Errorf("rate is %.2f after a pause, want 2", got)
	}
}

func TestDay(t *testing.T) {
	now := time.Date(2026, 5, 13, 9, 0, 0, 0, time.UTC) // a Wednesday
	tests := []struct {
		then time.Time
		want string
	}{
		{now, "day.today"},
		{now.Add(-8 * time.Hour), "day.today"},
		{now.Add(-10 * time.Hour), "day.yesterday"},
		{now.AddDate(0, 0, -1), "day.yesterday"},
		{now.AddDate(0, 0, -5), "day.friday"},
		{now.AddDate(0, 0, -8), "day.thisMonth"},
		{now.AddDate(0, -1, 0), "day.lastMonth"},
		{now.AddDate(0, -3, 0), "day.february"},
		{now.AddDate(-1, 0, 0), "day.year"},
	}
	for _, tt := range tests {
		if got := Day(tt.then, now).Key; got != tt.want {
			t.Errorf("Day(%v) = %s, want %s", tt.then, got, tt.want)
		}
	}
}

func TestShorten(t *testing.T) {
	tests := []struct{ path, home, want string }{
		{"/home/me/Pictures", "/home/me", "~/Pictures"},
		{"/home/me", "/home/me", "~"},
		{"/home/meg/Pictures", "/home/me", "/home/meg/Pictures"},
		{"/tmp/x", "", "/tmp/x"},
		{"/tmp/x", "/", "/tmp/x"},
		{"http://me:secret@a.test/x.jpg", "/home/me", "http://a.test/x.jpg"},
		{"http://me:secret@a.test/x.jpg", "", "http://a.test/x.jpg"},
	}
	for _, tt := range tests {
		if got := Shorten(tt.path, tt.home); got != tt.want {
			t.Errorf("Shorten(%q, %q) = %q, want %q", tt.path, tt.home, got, tt.want)
		}
	}
}

func TestSourceName(t *testing.T) {
	for source, want := range map[string]string{
		"/home/me/Pictures":             "Pictures",
		"http://me:secret@a.test/x.jpg": "x.jpg",
		"http://me:secret@a.test":       "a.test",
		"http://me:sec ret@a.test":      "a.test",
	} {
		if got := SourceName(source); got != want {
			t.Errorf("SourceName(%q) = %q, want %q", source, got, want)
		}
	}
}

func TestRemember(t *testing.T) {
	list := []Recent{{Path: "a"}, {Path: "b"}, {Path: "c"}}
	got := Remember(list, Recent{Path: "b", Photos: 7}, 3)
	want := []Recent{{Path: "b", Photos: 7}, {Path: "a"}, {Path: "c"}}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if got := Remember(list, Recent{Path: "d"}, 2); len(got) != 2 || got[0].Path != "d" || got[1].Path != "a" {
		t.Errorf("got %v, want d and a", got)
	}
}

func TestNamesAreShownInALine(t *testing.T) {
	for file, want := range map[string]string{
		"IMG_1.jpg": "IMG_1.jpg", "a\nb\tc.jpg": "a b c.jpg", "صورة.jpg": "صورة.jpg", "\u009f👨‍👩‍👧.jpg": " 👨‍👩‍👧.jpg",
		"\u202egpj.exe": " gpj.exe", "a\u2028b\u2029c": "a b c",
	} {
		if got := Name(file); got != want {
			t.Errorf("%q is shown as %q, want %q", file, got, want)
		}
	}
}
