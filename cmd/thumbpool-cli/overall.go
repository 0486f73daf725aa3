package main

import (
	"cmp"
	"slices"
	"strconv"
	"time"

	"thumbpool/processor"
	"thumbpool/processor/reason"
	"thumbpool/processor/scan"
)

// overall is what several runs come to together.
type overall struct {
	sum        processor.Summary
	failed     failures
	unfinished []*runOf // cut off or stopped
	missing    []string // parts that no run is of
	undated    int      // runs that do not say when they began

	whole map[string]bool // parts that a run has been through
}

// add adds up what was taken in.
func (t *totals) add() overall {
	all := overall{sum: t.sum, whole: map[string]bool{}}
	s := &all.sum
	for _, w := range t.photos {
		s.Found++
		switch w.outcome {
		case wasMade:
			s.Made++
		case wasSkipped:
			s.Skipped++
		case wasFailed:
			s.Failed++
		}
	}
	s.Found = max(s.Found, s.Made+s.Skipped+s.Failed) // a report may leave out photos
	t.addFailures(&all.failed)
	for _, r := range t.runs {
		if r.ended && !r.stopped {
			all.whole[r.shard] = true
		} else {
			all.unfinished = append(all.unfinished, r)
		}
		if r.began.IsZero() {
			all.undated++
		}
	}
	s.Stopped = slices.ContainsFunc(all.unfinished, func(r *runOf) bool { return !all.isMadeUp(r) })
	all.missing = missing(t.runs, all.whole)
	t.addTimes(s)
	return all
}

// isMadeUp reports whether others have done what a run has left: each photo that
// was found has had its turn, and if the run had not found all of its part,
// another one has been through that.
func (a *overall) isMadeUp(r *runOf) bool {
	return a.sum.Left() == 0 && (r.scanned || r.shard != "" && a.whole[r.shard])
}

// addFailures adds the photos for which a failure is the last word.
func (t *totals) addFailures(to *failures) {
	told := map[uint64]bool{}
	for _, f := range t.failed {
		if t.photos[f.key] != (word{f.run, wasFailed}) || told[f.key] {
			continue
		}
		told[f.key] = true
		if id := to.photos; f.ev.Kind == reason.KindGone && f.ev.Folder != "" {
			to.addGone(id, f.ev.Folder)
		} else {
			to.addPhoto(id, f.ev.Path, f.ev.Reason, "")
		}
	}
}

// addTimes adds the time from the first start to the last end, and the most
// workers that were there at once. Runs that do not say when they began are taken
// to have run beside all others.
func (t *totals) addTimes(s *processor.Summary) {
	type change struct {
		at      time.Time
		workers int64
	}
	var changes []change
	var undated, workers, most int64
	for _, r := range t.runs {
		if r.began.IsZero() {
			s.Wall = max(s.Wall, r.length)
			undated += r.workers
			continue
		}
		end := r.began.Add(r.length)
		if s.Began.IsZero() || r.began.Before(s.Began) {
			s.Began = r.began
		}
		if end.After(s.Ended) {
			s.Ended = end
		}
		changes = append(changes, change{r.began, r.workers}, change{end, -r.workers})
	}
	s.Wall = max(s.Wall, s.Ended.Sub(s.Began))
	slices.SortFunc(changes, func(a, b change) int { // who ends goes before who begins
		return cmp.Or(a.at.Compare(b.at), cmp.Compare(a.workers, b.workers))
	})
	for _, c := range changes {
		workers += c.workers
		most = max(most, workers)
	}
	s.Workers = int(most + undated)
}

// missing says which parts no run is of, unless there is a way to part the photos
// of which none is missing.
func missing(runs []*runOf, whole map[string]bool) []string {
	begun := map[string]bool{}
	var ways []int
	for _, r := range runs {
		begun[r.shard] = true
		if part, err := scan.ParseShard(r.shard); err == nil && !slices.Contains(ways, part.Of) {
			ways = append(ways, part.Of)
		}
	}
	var all []string
	for _, of := range ways {
		var numbers []string
		isWhole := true
		for k := 1; k <= of; k++ {
			part := scan.Shard{Number: k, Of: of}.String()
			isWhole = isWhole && whole[part]
			if !begun[part] {
				numbers = append(numbers, strconv.Itoa(k))
			}
		}
		if isWhole {
			return nil
		}
		if len(numbers) > 0 {
			all = append(all, listed(numbers, of))
		}
	}
	return all
}
