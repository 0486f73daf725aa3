package download

import (
	"net/url"
	"slices"
	"time"
)

// task is an address on its way. It belongs to the loop while it waits, and to
// an attempt while that runs.
type task struct {
	url    string   // as it was given
	origin *url.URL // the same, parsed
	key    string   // stands for the address in names of files

	at        *url.URL      // where the next request goes: origin, or where redirections led
	redirects int           // how many were followed in this attempt
	attempts  int           // how many have begun
	begun     bool          // an attempt has, and has not ended
	spent     time.Duration // on this attempt, in requests
	ready     time.Time

	part    *part // what there is of the file; nil if nothing
	looked  bool  // for what earlier runs left
	earlier entry // whole file of an earlier run; empty if there is none
	whole   bool  // the server does not continue: always ask for the whole
}

// discard removes what there is of the file.
func (t *task) discard() {
	if t.part != nil {
		t.part.remove()
		t.part = nil
	}
}

// queue orders the waiting tasks. Hosts take turns, so that the many addresses
// of one do not keep those of others waiting; within a host the order is that
// of arrival. It has no lock.
type queue struct {
	perHost int
	hosts   map[string]*host
	ring    []*host // hosts with tasks that wait for nothing but their turn
	turn    int     // index in ring of the host whose turn is next
	delayed []*task // tasks that wait for a time, by that time
}

type host struct {
	waiting []*task
	running int
	paused  time.Time // no request before this time
}

func newQueue(perHost int) *queue {
	return &queue{perHost: perHost, hosts: map[string]*host{}}
}

// push adds a task behind the others of its host.
func (q *queue) push(t *task) {
	h := q.host(t)
	q.enter(h)
	h.waiting = append(h.waiting, t)
}

// pushFront adds a task before the others of its host.
func (q *queue) pushFront(t *task) {
	h := q.host(t)
	q.enter(h)
	h.waiting = slices.Insert(h.waiting, 0, t)
}

// pushAt adds a task that is to wait until the given time.
func (q *queue) pushAt(t *task, ready time.Time) {
	t.ready = ready
	i, _ := slices.BinarySearchFunc(q.delayed, ready, func(d *task, ready time.Time) int {
		if d.ready.After(ready) {
			return 1
		}
		return -1 // those of the same time stay in order
	})
	q.delayed = slices.Insert(q.delayed, i, t)
}

// pause lets no request go to the host of the task's last request before the
// given time.
func (q *queue) pause(t *task, until time.Time) {
	if h := q.host(t); until.After(h.paused) {
		h.paused = until
	}
}

// next takes out the task whose turn it is, and counts it as running until
// release. If there is none it returns nil, and the time at which there will
// be one without any release; the zero time if that may never be.
func (q *queue) next(now time.Time) (t *task, wake time.Time) {
	for len(q.delayed) > 0 && !q.delayed[0].ready.After(now) {
		q.pushFront(q.delayed[0])
		q.delayed = q.delayed[1:]
	}
	if len(q.delayed) > 0 {
		wake = q.delayed[0].ready
	}
	for range q.ring {
		q.turn %= len(q.ring)
		h := q.ring[q.turn]
		switch {
		case h.running >= q.perHost:
		case h.paused.After(now):
			if wake.IsZero() || h.paused.Before(wake) {
				wake = h.paused
			}
		default:
			return q.take(h), time.Time{}
		}
		q.turn++
	}
	return nil, wake
}

// take takes out the first task of the host whose turn it is.
func (q *queue) take(h *host) *task {
	t := h.waiting[0]
	h.waiting = h.waiting[1:]
	h.running++
	if len(h.waiting) == 0 {
		q.ring = slices.Delete(q.ring, q.turn, q.turn+1)
	} else {
		q.turn++
	}
	return t
}

// release counts a task as no longer running at the host of t.at.
func (q *queue) release(t *task) { q.host(t).running-- }

// drain takes out all tasks.
func (q *queue) drain() []*task {
	tasks := q.delayed
	for _, h := range q.ring {
		tasks = append(tasks, h.waiting...)
		h.waiting = nil
	}
	q.delayed, q.ring = nil, nil
	return tasks
}

func (q *queue) empty() bool { return len(q.ring) == 0 && len(q.delayed) == 0 }

func (q *queue) host(t *task) *host {
	name := hostOf(t.at)
	h := q.hosts[name]
	if h == nil {
		h = &host{}
		q.hosts[name] = h
	}
	return h
}

// enter puts a host on the ring that is about to get its first task.
func (q *queue) enter(h *host) {
	if len(h.waiting) == 0 {
		q.ring = append(q.ring, h)
	}
}
