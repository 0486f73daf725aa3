package controller_test

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"go.uber.org/goleak"

	"thumbpool/processor"
	"thumbpool/processor/preset"
	"thumbpool/ui/controller"
	"thumbpool/ui/controller/enginetest"
	"thumbpool/ui/model"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// patience is how long a test waits for something that must happen.
const patience = 20 * time.Second

// control is a controller under test: what it posts runs in the test's goroutine,
// its engine does what the test says, and so does its user.
type control struct {
	*controller.Controller
	t      *testing.T
	posts  chan func()
	engine *enginetest.Engine
	user   *user
	hands  hands
	cache  string
	told   []controller.Changed
	over   bool
}

func newControl(t *testing.T) *control { return newControlOf(t, preferences{}) }

// newControlOf is a controller that remembers what is in p.
func newControlOf(t *testing.T, p preferences) *control {
	t.Helper()
	return newControlWith(t, func(c *controller.Config) { c.Preferences = p })
}

// newControlWith is a controller that is made with what change gives it.
func newControlWith(t *testing.T, change func(*controller.Config)) *control {
	t.Helper()
	h := &control{t: t, posts: make(chan func(), 4096), engine: &enginetest.Engine{Folders: map[string]int{}}, user: &user{}, cache: t.TempDir()}
	given := controller.Config{
		Engine: h.engine, Desktop: &h.hands, User: h.user, Post: func(f func()) { h.posts <- f },
		Changed: func(c controller.Changed) {
			h.told = append(h.told, c)
			h.over = h.over || c.Over
		},
		Release: func() {}, Say: func(t model.Text) string { return t.Key }, PictureSide: func() int { return 160 },
		Preferences: preferences{}, Presets: preset.At(filepath.Join(t.TempDir(), "presets.json")), Home: "/home/me", Cache: h.cache, Cores: 8,
	}
	change(&given)
	h.Controller = controller.New(given)
	t.Cleanup(func() {
		h.engine.FinishAll()
		h.Abandon()
	})
	return h
}

// until runs what is posted until cond holds.
func (h *control) until(what string, cond func() bool) {
	h.t.Helper()
	late := time.After(patience)
	for !cond() {
		select {
		case f := <-h.posts:
			f()
		case <-late:
			h.t.Fatalf("waited for %s in vain; state is %v", what, h.Model().State())
		}
	}
}

func (h *control) untilState(s model.State) {
	h.t.Helper()
	h.until(s.String(), func() bool { return h.Model().State() == s })
}

// ready opens a folder with n photos and waits until they are found.
func (h *control) ready(folder string, n int) {
	h.t.Helper()
	h.engine.Folders[folder] = n
	h.Open([]string{folder})
	h.untilState(model.Ready)
}

// running begins a run over n photos.
func (h *control) running(n int) *enginetest.Job {
	h.t.Helper()
	h.ready("/photos/Iceland 2026", n)
	h.Make()
	h.untilState(model.Running)
	return h.engine.Job(h.t, 0)
}

// finished is a controller after a run over three photos, of which one failed.
func finished(t *testing.T) *control {
	t.Helper()
	h := newControl(t)
	job := h.running(3)
	job.Finish(0, 1)
	job.Fail(2)
	job.End(processor.Summary{Found: 3, Made: 2, Failed: 1, Wall: time.Second, Busy: time.Second, Workers: 8})
	h.untilState(model.Done)
	return h
}

// doneOf says whether so many photos are said to be done, of so many.
func (h *control) doneOf(done, total int) bool {
	args := h.Model().Foot().Title.Text.Args
	return args["Done"] == done && args["Total"] == total
}

// user is asked, and answers as the test says.
type user struct{ up *controller.Question }

func (u *user) Asked() bool               { return u.up != nil }
func (u *user) Ask(q controller.Question) { u.up = &q }
func (u *user) Withdraw()                 { u.up = nil }
func (u *user) ShowNotices()              {}

func (u *user) Cancel() {
	if u.up != nil {
		u.answer(len(u.up.Answers) - 1)
	}
}

func (u *user) answer(i int) {
	a := u.up.Answers[i]
	u.up = nil
	if a.Chosen != nil {
		a.Chosen()
	}
}

// preferences are kept in memory.
type preferences map[string]string

func (p preferences) String(key string) string    { return p[key] }
func (p preferences) SetString(key, value string) { p[key] = value }

// hands take what is handed to the desktop.
type hands struct{ opened, text, page string }

func (d *hands) Open(path string)                          { d.opened = path }
func (d *hands) Browse(address string)                     { d.page = address }
func (d *hands) Reveal(context.Context, []string) error    { return nil }
func (d *hands) CopyFiles(context.Context, []string) error { return nil }
func (d *hands) CopyText(text string)                      { d.text = text }
func (d *hands) Close()                                    {}
