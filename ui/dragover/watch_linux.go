package dragover

import (
	"context"
	"encoding/binary"
	"image"
	"io"
	"slices"
	"time"

	"github.com/jezek/xgb"
	"github.com/jezek/xgb/xfixes"
	"github.com/jezek/xgb/xproto"
)

// glance is the time between two looks at the pointer during a drag.
const glance = 40 * time.Millisecond

// buttons are those with which one drags.
const buttons = xproto.ButtonMask1 | xproto.ButtonMask2 | xproto.ButtonMask3

// Watch calls over with true when files are dragged over the X11 window with
// the given number, and with false when they leave it or fall. It does so from
// a goroutine of its own, until ctx is done. Without an X server (Wayland) it
// never calls.
func Watch(ctx context.Context, window uintptr, over func(bool)) {
	w, err := connect(xproto.Window(window), over)
	if err != nil {
		return // it is a hint only: what is dropped is taken all the same
	}
	events := make(chan xgb.Event)
	go func() {
		defer close(events)
		for {
			ev, err := w.conn.WaitForEvent()
			if ev == nil && err == nil {
				return // the connection is closed
			}
			select {
			case events <- ev:
			case <-ctx.Done():
				return
			}
		}
	}()
	go func() {
		defer w.conn.Close()
		w.follow(ctx, events)
	}()
}

// watcher is a connection to the X server of its own: the window's belongs to
// Fyne.
type watcher struct {
	conn         *xgb.Conn
	root, window xproto.Window
	inbox        xproto.Window // where answers about the selection go
	atoms        atoms
	over         func(bool)

	tick  *time.Ticker // runs during a drag of files
	scene scene
	told  bool // what over was told last
}

type atoms struct{ selection, targets, uriList, answer, stacking xproto.Atom }

func connect(window xproto.Window, over func(bool)) (*watcher, error) {
	xgb.Logger.SetOutput(io.Discard) // it complains of a missing .Xauthority, and goes on
	conn, err := xgb.NewConn()
	if err != nil {
		return nil, err
	}
	w := &watcher{conn: conn, window: window, over: over, root: xproto.Setup(conn).DefaultScreen(conn).Root}
	if err := w.prepare(); err != nil {
		conn.Close()
		return nil, err
	}
	return w, nil
}

// prepare asks the server to say when a drag begins.
func (w *watcher) prepare() error {
	for name, atom := range map[string]*xproto.Atom{
		"XdndSelection": &w.atoms.selection, "TARGETS": &w.atoms.targets,
		"text/uri-list": &w.atoms.uriList, "THUMBPOOL_DRAG": &w.atoms.answer, "_NET_CLIENT_LIST_STACKING": &w.atoms.stacking,
	} {
		reply, err := xproto.InternAtom(w.conn, false, uint16(len(name)), name).Reply()
		if err != nil {
			return err
		}
		*atom = reply.Atom
	}
	if err := xfixes.Init(w.conn); err != nil {
		return err
	}
	if _, err := xfixes.QueryVersion(w.conn, 5, 0).Reply(); err != nil {
		return err
	}
	inbox, err := xproto.NewWindowId(w.conn)
	if err != nil {
		return err
	}
	w.inbox = inbox
	if err := xproto.CreateWindowChecked(w.conn, 0, inbox, w.root, 0, 0, 1, 1, 0, xproto.WindowClassInputOnly, 0, 0, nil).Check(); err != nil {
		return err
	}
	const changes = xfixes.SelectionEventMaskSetSelectionOwner | xfixes.SelectionEventMaskSelectionWindowDestroy | xfixes.SelectionEventMaskSelectionClientClose
	return xfixes.SelectSelectionInputChecked(w.conn, w.root, w.atoms.selection, changes).Check()
}

// follow takes in what the server says until ctx is done.
func (w *watcher) follow(ctx context.Context, events <-chan xgb.Event) {
	w.tick = time.NewTicker(glance)
	defer w.tick.Stop()
	w.tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case ev, open := <-events:
			if !open {
				return
			}
			w.take(ev)
		case <-w.tick.C:
			w.look()
		}
	}
}

// take takes in an event: a drag begins or is over, or its source tells what
// is dragged.
func (w *watcher) take(ev xgb.Event) {
	switch ev := ev.(type) {
	case xfixes.SelectionNotifyEvent:
		if ev.Owner == xproto.WindowNone {
			w.end()
			return
		}
		xproto.ConvertSelection(w.conn, w.inbox, w.atoms.selection, w.atoms.targets, w.atoms.answer, ev.Timestamp)
	case xproto.SelectionNotifyEvent:
		if !w.files() {
			return
		}
		if s, err := w.survey(); err == nil {
			w.scene = s
			w.tick.Reset(glance)
		}
	}
}

// files says whether the answer of the drag's source lists files.
func (w *watcher) files() bool {
	reply, err := xproto.GetProperty(w.conn, true, w.inbox, w.atoms.answer, xproto.AtomAtom, 0, 1024).Reply()
	return err == nil && slices.Contains(numbers(reply), uint32(w.atoms.uriList))
}

// look sees where the pointer is.
func (w *watcher) look() {
	p, err := xproto.QueryPointer(w.conn, w.root).Reply()
	if err != nil || p.Mask&buttons == 0 {
		w.end()
		return
	}
	w.tell(w.scene.over(image.Pt(int(p.RootX), int(p.RootY))))
}

func (w *watcher) end() {
	w.tick.Stop()
	w.tell(false)
}

func (w *watcher) tell(over bool) {
	if over != w.told {
		w.told = over
		w.over(over)
	}
}

// survey finds the window and what lies over it: of the windows that the window
// manager knows, since another is the picture of what is dragged.
func (w *watcher) survey() (scene, error) {
	var s scene
	var err error
	if s.window, err = w.rectangle(w.window); err != nil {
		return s, err
	}
	stack, err := xproto.GetProperty(w.conn, false, w.root, w.atoms.stacking, xproto.AtomWindow, 0, 4096).Reply()
	if err != nil {
		return s, err
	}
	clients := numbers(stack) // the lowest first
	ours := slices.Index(clients, uint32(w.window))
	for _, id := range clients[ours+1:] {
		a, err := xproto.GetWindowAttributes(w.conn, xproto.Window(id)).Reply()
		if err != nil || a.MapState != xproto.MapStateViewable {
			continue // closed or minimised
		}
		if r, err := w.rectangle(xproto.Window(id)); err == nil {
			s.above = append(s.above, r)
		}
	}
	return s, nil
}

// rectangle is where a window is on the screen.
func (w *watcher) rectangle(id xproto.Window) (image.Rectangle, error) {
	at, err := xproto.TranslateCoordinates(w.conn, id, w.root, 0, 0).Reply()
	if err != nil {
		return image.Rectangle{}, err
	}
	size, err := xproto.GetGeometry(w.conn, xproto.Drawable(id)).Reply()
	if err != nil {
		return image.Rectangle{}, err
	}
	corner := image.Pt(int(at.DstX), int(at.DstY))
	return image.Rectangle{Min: corner, Max: corner.Add(image.Pt(int(size.Width), int(size.Height)))}, nil
}

// numbers are the 32-bit values of a property.
func numbers(p *xproto.GetPropertyReply) []uint32 {
	if p.Format != 32 {
		return nil
	}
	values := make([]uint32, p.ValueLen)
	for i := range values {
		values[i] = binary.LittleEndian.Uint32(p.Value[4*i:]) // xgb asks for this order
	}
	return values
}
