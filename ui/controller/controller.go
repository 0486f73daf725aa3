// Package controller is what the user wants and what is going on: the sources
// that were chosen, the scan, the run and the settings, in plain Go without a
// toolkit.
//
//	intents: Open, Make, Pause, SetSize …          questions ──► User
//	  │                                               ▲
//	  ▼                                               │
//	Controller ──► Engine: Scan, Start … ──► events ──► mailbox ──► model
//	  │                                                               │
//	  └──► one signal: Changed ◄──────────────────────────────────────┘
//
// All methods of [Controller] belong to one goroutine, the UI's, but for
// [Controller.Post] and [Controller.Take]. Nothing on it touches a file or waits
// for a worker; what does runs in a goroutine and comes back through Post.
package controller

import (
	"context"
	"path/filepath"
	"sync/atomic"
	"time"

	"thumbpool/processor"
	"thumbpool/processor/preset"
	"thumbpool/ui/mailbox"
	"thumbpool/ui/model"
)

// Config is what a controller works with.
type Config struct {
	Engine  Engine
	Desktop Desktop
	User    User
	// Changed is told what has changed, when it has.
	Changed func(Changed)
	// Post leads to the UI thread.
	Post func(func())
	// Run, if not nil, runs what was posted, and may look at it.
	Run func(func())
	// Release ends what the window has going on by itself, and returns when it
	// has ended. It is called in another goroutine.
	Release func()
	// Say says a text in the user's language.
	Say func(model.Text) string
	// PictureSide is the side in pixels of the pictures that are shown of
	// thumbnails.
	PictureSide func() int

	Preferences Preferences
	Presets     *preset.Store // where named settings are kept
	Home        string        // the user's folder
	Pictures    string        // the user's folder for pictures; empty means Pictures in Home
	Cache       string        // a folder for what can be made again
	Cores       int
	// Latest finds out which version of the program is the latest one; see
	// [update.Latest].
	Latest func(ctx context.Context) (version string, err error)
	// Appearance, if not empty, is used in place of the remembered one.
	Appearance model.Appearance
}

// User answers what nobody else can.
type User interface {
	// Asked says whether a question or a panel is up. There is one at a time.
	Asked() bool
	// Ask puts a question.
	Ask(q Question)
	// Cancel takes away what is up, as the user would: a question gets its safe
	// answer.
	Cancel()
	// Withdraw takes away what is up without an answer.
	Withdraw()
	// ShowNotices shows the licences of what others have made.
	ShowNotices()
}

// Question has a few answers; the last of them is the safe one.
type Question struct {
	Title   model.Text
	Body    []model.Text // its lines
	Answers []Answer
}

// Answer is one that can be chosen.
type Answer struct {
	Label   model.Text
	Primary bool
	Chosen  func() // may be nil
}

// Changed says what is different since the last signal. The zero value says
// that the model's state may be.
type Changed struct {
	// Photos is what became of the photos by Events, which came now. There may
	// be none: then time has passed.
	Photos model.Changes
	Events []processor.Event
	Batch  bool // Photos and Events mean something

	Cleared  bool // other photos, or none, stand for all those before
	Began    bool // a run began over photos that are there
	All      bool // … over all of them
	Ended    bool // a run ended
	Arranged bool // the order of the photos is another one

	Folder     bool // that was chosen
	Recent     bool
	Options    bool // of the runs to come
	Preset     bool // one was taken into the options
	Presets    bool // those that there are, or the one in use
	Appearance bool
	Samples    bool // how far sample pictures are drawn

	PathTaken   bool       // the path that was typed is opened
	PathProblem model.Text // why it cannot be
	Note        model.Text // what has been done, to be said for a while
	Compared    *Comparing // how far a comparison is
	Called      bool       // the program was started again
	Over        bool       // nothing goes on any more: the window can go
}

// Controller is the window without a window.
type Controller struct {
	given   Config
	model   *model.Model
	set     settings
	fixed   model.Appearance // given at the start: not remembered
	presets presets

	ctx      context.Context //nolint:containedctx // it ends with the window
	cancel   context.CancelFunc
	closing  bool
	detached atomic.Bool // the window is gone: nothing is posted any more
	unsaved  bool        // a change of set waits to be remembered

	drawn      [2]int             // sample pictures: done, and of how many
	endSamples context.CancelFunc // nil unless samples are drawn
	endCompare context.CancelFunc // nil unless settings are compared
	endScan    context.CancelFunc // nil unless a scan is on
	job        Job                // nil unless a run is on
	box        *mailbox.Box       // the events of the scan or run
	starts     burst              // of the program
	next       []string           // to open after this run
	questions  int                // counts those that were put
	choice     int                // counts what was chosen
	moot       func()             // what to do about a question about the run that is up, when the run ends
}

// New returns a controller with what was remembered.
func New(given Config) *Controller {
	ctx, cancel := context.WithCancel(context.Background()) //nolint:gosec // it is called at the end
	c := &Controller{given: given, model: model.New(), fixed: given.Appearance, presets: presets{store: given.Presets}, ctx: ctx, cancel: cancel}
	if c.given.Pictures == "" {
		c.given.Pictures = filepath.Join(given.Home, "Pictures")
	}
	if c.given.Run == nil {
		c.given.Run = func(f func()) { f() }
	}
	c.set = loadSettings(given.Preferences, given.Cores)
	c.presets.Chosen = c.set.Preset
	c.model.SetOrder(c.set.Order)
	c.describe()
	return c
}

// Begin reads what is kept in files.
func (c *Controller) Begin() { c.loadPresets() }

// Model is what there is to show. It changes through the controller alone.
func (c *Controller) Model() *model.Model { return c.model }

// Context ends with the window.
func (c *Controller) Context() context.Context { return c.ctx }

// Post runs f on the UI thread, unless the window is gone: then nothing is handed
// to the driver any more, which might run it in this goroutine.
func (c *Controller) Post(f func()) {
	if c.detached.Load() {
		return
	}
	c.given.Post(func() {
		if !c.detached.Load() {
			c.given.Run(f)
		}
	})
}

// tell signals a change.
func (c *Controller) tell(what Changed) {
	c.describe()
	c.given.Changed(what)
}

// ask puts a question, unless there is one.
func (c *Controller) ask(q Question) {
	if !c.given.User.Asked() {
		c.put(q)
	}
}

// askAboutRun puts a question about the run. If the run ends before there is an
// answer, moot is called in place of one.
func (c *Controller) askAboutRun(q Question, moot func()) {
	if c.given.User.Asked() {
		return
	}
	for i, a := range q.Answers {
		q.Answers[i].Chosen = func() {
			c.moot = nil
			if a.Chosen != nil {
				a.Chosen()
			}
		}
	}
	c.moot = moot
	c.put(q)
}

// put puts a question. No other is up.
func (c *Controller) put(q Question) {
	c.questions++
	c.given.User.Ask(q)
}

// mistake says that something went wrong, in words of what did.
func (c *Controller) mistake(title model.Text, err error) {
	c.ask(Question{Title: title, Body: []model.Text{verbatim(err.Error())}, Answers: []Answer{ok()}})
}

// ok is the answer to what has but one.
func ok() Answer { return Answer{Label: model.Say("ask.ok"), Primary: true} }

func verbatim(text string) model.Text { return model.Say("verbatim", "Text", text) }

// line is what a log of the window is told.
func line(what string, args ...any) model.Changes {
	return model.Changes{Lines: []model.Line{{What: what, Args: args}}}
}

// now is the time as the model wants it.
func now() time.Time { return time.Now() }
