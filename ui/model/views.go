package model

import (
	"errors"
	"path/filepath"
	"time"

	"thumbpool/processor"
	"thumbpool/processor/reason"
)

// Header is the line over the grid. It is zero when no folder is chosen.
type Header struct {
	Name   Text
	Photos Text
	// Never says how many of the photos cannot be read, and Kinds what they are;
	// both are zero if all can.
	Never, Kinds Text
	Bytes        Text
	// Failures says that there are failures, which can be shown first.
	Failures bool
}

// Header returns the line over the grid.
func (m *Model) Header() Header {
	if m.state == Empty {
		return Header{}
	}
	h := Header{Name: sourceName(m.sources), Failures: m.failures > 0}
	if m.photos > 0 {
		h.Photos, h.Bytes = Count("photos", m.photos), Bytes(m.bytes)
		h.Never, h.Kinds = m.never.count(), m.never.list()
	}
	return h
}

func sourceName(sources []string) Text {
	if len(sources) == 0 {
		return Text{}
	}
	first := SourceName(sources[0])
	if len(sources) == 1 {
		return Say("verbatim", "Text", first)
	}
	return Count("header.more", len(sources)-1, "First", first)
}

// Make is the primary action.
type Make struct {
	Label   Text
	Enabled bool
	Reason  Text // why it is not enabled
}

// Make returns the primary action as it stands.
func (m *Model) Make() Make {
	v := Make{Label: Say("make")}
	switch {
	case m.state == Empty:
		v.Reason = Say("make.noFolder")
	case m.state.Busy():
		v.Reason = Say("make.busy")
	case m.state == FolderGone:
		v.Reason = Say("make.gone")
	case m.photos == 0 && m.state == Scanning:
		v.Reason = Say("make.looking")
	case m.photos == 0:
		v.Reason = Say("make.noPhotos")
	case m.readable() == 0:
		v.Reason = Say("make.noneSupported")
	default:
		v.Label = Count("make.count", m.readable())
		if m.state == Done && !m.summary.Stopped && m.summary.Err == nil { // else some had no turn
			v.Label = Count("make.again", m.readable())
		}
		v.Enabled, v.Reason = m.problem.None(), m.problem
	}
	return v
}

// Nothing says why no photos were found and what to do about it.
type Nothing struct {
	Title, Hint Text
	// OfferSubfolders says that searching subfolders might help.
	OfferSubfolders bool
}

// Nothing returns what to show in [NothingFound].
func (m *Model) Nothing() Nothing {
	switch {
	case m.ours > 0:
		return Nothing{Title: Say("nothing.ours"), Hint: Count("nothing.oursHint", m.ours), OfferSubfolders: !m.folders}
	case len(m.complete) > 0:
		return Nothing{Title: Say("nothing.unreadable"), Hint: m.cells[m.complete[0]].WholeReason()}
	case !m.folders:
		return Nothing{Title: Say("nothing"), Hint: Say("nothing.subfoldersHint"), OfferSubfolders: true}
	}
	return Nothing{Title: Say("nothing"), Hint: Say("nothing.hint")}
}

// Tone is how a fact is meant.
type Tone int

// The tones.
const (
	Plain Tone = iota
	Bad
)

// Fact is a figure in the foot. Widest is the longest that it can become, so
// that those after it do not move.
type Fact struct {
	Text   Text
	Widest Text
	Tone   Tone
	Spare  bool // the first to go where there is no room for all
}

// Foot is the strip under the grid.
type Foot struct {
	Shown bool
	Title Fact
	Large bool // the title is the outcome of a run
	Facts []Fact
	// Advice says what to do about a run that could not go on.
	Advice Text
	// File is the photo in hand.
	File string
	// Progress is the part that is done, from 0 to 1.
	Progress float64

	Pause, Resume, Stop                          bool // which buttons there are
	ShowFailed, Retry, CopyReport, Compare, Open bool
	Settings                                     bool
	StopEnabled                                  bool
}

// Foot returns the strip under the grid.
func (m *Model) Foot() Foot {
	switch m.state {
	case Scanning:
		return Foot{Shown: true, Title: Fact{Text: Say("foot.looking")}, Facts: []Fact{{Text: Count("foot.found", m.photos)}}}
	case Ready:
		return Foot{Shown: true, Title: Fact{Text: Count("foot.ready", m.readable())}, Facts: m.readyFacts()}
	case Running, Paused, Stopping:
		return m.runningFoot()
	case Done:
		return m.doneFoot()
	}
	return Foot{}
}

// footPath is how many characters of a path there is room for.
const footPath = 40

func (m *Model) readyFacts() []Fact {
	var facts []Fact
	for _, t := range []Text{m.saveTo.Line(footPath), m.saveTo.Stay(footPath)} {
		if !t.None() {
			facts = append(facts, Fact{Text: t, Spare: true}) // the settings say it too
		}
	}
	facts = append(facts, m.passedOverFact()...)
	return append(facts, m.failedFact(len(m.cells)-m.photos)...)
}

// passedOverFact says how many thumbnails of Thumbpool's own lay among the
// photos, and so are not among those that are made.
func (m *Model) passedOverFact() []Fact {
	if m.ours == 0 {
		return nil
	}
	return []Fact{{Text: Count("foot.passedOver", m.ours)}}
}

func (m *Model) failedFact(n int) []Fact {
	if n == 0 {
		return nil
	}
	return []Fact{{Text: Count("foot.failed", n), Tone: Bad}}
}

func (m *Model) runningFoot() Foot {
	r := &m.run
	total := r.total
	f := Foot{Shown: true, File: r.current, Stop: true, StopEnabled: m.state != Stopping}
	if r.total > 0 {
		f.Progress = float64(r.done()) / float64(r.total)
	}
	key := "foot.of"
	if !r.scanned {
		key = "foot.ofSoFar"
	}
	f.Title = Fact{Text: Say(key, "Done", r.done(), "Total", total), Widest: Say(key, "Done", total, "Total", total)}
	switch m.state {
	case Paused:
		f.Resume, f.File = true, ""
		f.Facts = []Fact{{Text: Say("foot.paused")}}
	case Stopping:
		f.Pause, f.File = true, ""
		f.Facts = []Fact{{Text: Say("foot.stopping")}}
	default:
		f.Pause = true
		if r.rate.shown > 0 {
			widest := Say("foot.rate", "Rate", eights(max(r.rate.shown, 100)))
			f.Facts = append(f.Facts, Fact{Text: Rate(r.rate.shown), Widest: widest, Spare: true})
		}
		if left, ok := r.left(); ok {
			text := Say("foot.left", "Time", remaining(left))
			f.Facts = append(f.Facts, Fact{Text: text, Widest: text.widest()})
		}
	}
	if r.web.Files > 0 {
		f.Facts = append(f.Facts, Fact{Text: Say("foot.downloads", "Done", r.web.Done, "Total", r.web.Files, "Bytes", Bytes(r.web.Bytes))})
	}
	f.Facts = append(f.Facts, m.failedFact(r.failed)...)
	return f
}

func (m *Model) doneFoot() Foot {
	s := m.summary
	had := s.Found - s.Left()
	if m.run.fixed { // a run that was stopped may not have come to all of them
		s.Found = m.run.total
	}
	f := Foot{
		Shown: true, Large: true, Open: s.Made+s.Skipped > 0 && m.run.gone == 0, Compare: s.Made > 0 && m.run.gone == 0,
		ShowFailed: m.CanShowFailed(), Retry: m.CanRetry(), CopyReport: m.HasReport(),
	}
	if s.Found > 0 {
		f.Progress = float64(had) / float64(s.Found)
	}
	switch {
	case s.Err != nil:
		title, advice := fatal(s.Err)
		f.Settings = title.Key != "fatal.other" // another folder is chosen there
		f.Title, f.Advice, f.Large = Fact{Text: title, Tone: Bad}, advice, false
		return f
	case m.run.gone > 0:
		f.Title = Fact{Text: Say("gone.title", "Name", filepath.Base(m.run.goneRoot)), Tone: Bad}
		f.Advice, f.Large = Count("gone.advice", m.run.gone), false
		return f
	case s.Stopped:
		f.Title = Fact{Text: Count("foot.stopped", s.Found, "Done", had, "Time", Took(s.Wall))}
	default:
		f.Title = Fact{Text: Count("foot.done", s.Found, "Time", Took(s.Wall))}
	}
	f.Facts = append(f.Facts, summaryFacts(s)...)
	f.Facts = append(f.Facts, m.passedOverFact()...)
	f.Facts = append(f.Facts, m.failedFact(s.Failed)...)
	return f
}

func summaryFacts(s processor.Summary) []Fact {
	var facts []Fact
	if s.Made > 0 {
		facts = append(facts,
			Fact{Text: Rate(s.PhotosPerSecond())},
			Fact{Text: Count("foot.busy", s.Workers, "Busy", rounded(s.BusyWorkers(), 1)), Spare: true})
	}
	if s.Skipped > 0 {
		facts = append(facts, Fact{Text: Count("foot.upToDate", s.Skipped)})
	}
	return facts
}

// fatal says in plain words why a run ended early, or what is not well at its
// end, and what to do.
func fatal(err error) (title, advice Text) {
	kind := reason.Of(err).Key.Kind()
	if photo, ok := errors.AsType[*processor.PhotoError](err); ok {
		kind = photo.Kind()
	}
	switch kind {
	case reason.KindDiskFull:
		return Say("fatal.diskFull"), Say("fatal.diskFullAdvice")
	case reason.KindOutput, reason.KindPermission:
		return Say("fatal.output"), outputAdvice(err)
	}
	return Say("fatal.other"), Say("verbatim", "Text", sentence(err.Error()))
}

// outputAdvice says what to do about an output that cannot be used, or, where that
// is more, why it cannot.
func outputAdvice(err error) Text {
	if photo, ok := errors.AsType[*processor.PhotoError](err); ok {
		switch why := photo.Reason; why.Key {
		case reason.Busy, reason.OutputAway:
			short, _ := Why(why)
			return short
		}
	} else if why := reason.Of(err); why.Detail != "" { // it is about no photo
		return Say("verbatim", "Text", sentence(why.Detail))
	}
	return Say("fatal.outputAdvice")
}

// Recent is a folder that was opened before.
type Recent struct {
	Path   string    `json:"path"`
	Photos int       `json:"photos"`
	Opened time.Time `json:"opened"`
}

// Remember puts r in front of the recent folders and keeps the first limit.
func Remember(recent []Recent, r Recent, limit int) []Recent {
	out := []Recent{r}
	for _, old := range recent {
		if old.Path != r.Path && len(out) < limit {
			out = append(out, old)
		}
	}
	return out
}
