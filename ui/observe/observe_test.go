package observe

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"thumbpool/processor"
	"thumbpool/ui/model"
)

// scene is a window whose facts and places the test says.
type scene struct {
	facts  []Fact
	places map[string][4]int
}

func (s *scene) Facts() []Fact             { return s.facts }
func (s *scene) Places() map[string][4]int { return s.places }

// observed is an observer of a scene, and a function that ends it and returns
// what it has written.
func observed(t *testing.T, s *scene) (*Observer, func() (lines []string, places string)) {
	t.Helper()
	dir := t.TempDir()
	geometry, log := filepath.Join(dir, "geometry.json"), filepath.Join(dir, "log")
	o, err := New(geometry, log)
	if err != nil {
		t.Fatal(err)
	}
	o.scene = s
	return o, func() ([]string, string) {
		t.Helper()
		o.Close()
		text, err := os.ReadFile(log)
		if err != nil {
			t.Fatal(err)
		}
		places, err := os.ReadFile(geometry)
		if err != nil {
			t.Fatal(err)
		}
		return strings.Split(string(text), "\n"), string(places)
	}
}

func TestWhatHappensHasALine(t *testing.T) {
	s := &scene{facts: []Fact{{"state", model.Empty}}, places: map[string][4]int{"make": {1, 2, 3, 4}}}
	o, end := observed(t, s)
	m := model.New()
	o.Intent("drop", func() {
		m.Choose([]string{"/photos"}, true)
		s.facts = []Fact{{"state", m.State()}, {"drag", ""}}
		o.Signal(m, model.Changes{Lines: []model.Line{{What: "drop", Args: []any{1}}}})
	})
	s.facts = []Fact{{"state", m.State()}}
	o.turn(time.Now())
	o.Note("menu")
	s.facts = append(s.facts, Fact{"drag", ""}) // it came again
	o.turn(time.Now())
	lines, places := end()
	if want := []string{"drop 1", "state scanning", "drag", "menu", "drag"}; !slices.Equal(lines[:len(want)], want) {
		t.Errorf("the log begins with\n%q, want\n%q", lines, want)
	}
	if !slices.ContainsFunc(lines, func(l string) bool { return strings.HasPrefix(l, "ui-tasks 1 in all") }) {
		t.Errorf("the log does not tell of the task: %q", lines)
	}
	if places != `{"make":[1,2,3,4]}` {
		t.Errorf("the places are written as %s", places)
	}
}

func TestFromTheFolderToItsFirstPhoto(t *testing.T) {
	s := &scene{}
	o, end := observed(t, s)
	m := model.New()
	o.Intent("drop", func() {
		m.Choose([]string{"/photos"}, true)
		o.Signal(m, model.Changes{})
	})
	o.Post(func() {
		o.Signal(m, m.Apply([]processor.Event{processor.Found{Photo: processor.Photo{Rel: "a.jpg"}}}, time.Now()))
	})
	s.places = map[string][4]int{"cell:0": {}}
	o.turn(time.Now())
	o.Pulse()[0].MinSize() // as the driver asks before each frame
	o.turn(time.Now())
	lines, _ := end()
	if !strings.HasPrefix(lines[0], "first-photos ") {
		t.Errorf("nothing is said about the time that it took: %q", lines)
	}
}

func TestNobodyObserves(t *testing.T) {
	o, err := New("", "")
	if o != nil || err != nil {
		t.Fatalf("there is an observer %v, %v", o, err)
	}
	ran := 0
	o.Intent("key", func() { ran++ })
	o.Post(func() { ran++ })
	o.Signal(model.New(), model.Changes{})
	o.Note("menu")
	o.Close()
	o.Watch(nil)
	if n := len(o.Pulse()); ran != 2 || n != 0 {
		t.Errorf("%d functions ran, want both; %d objects are in the window", ran, n)
	}
}
