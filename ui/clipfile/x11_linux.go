package clipfile

import (
	"encoding/binary"
	"fmt"
	"strings"

	"github.com/jezek/xgb"
	"github.com/jezek/xgb/xproto"
)

// owner owns the selection CLIPBOARD of X11 and hands out what it offers to the
// programs that ask for it, as in section 2 of the ICCCM.
type owner struct {
	conn   *xgb.Conn
	window xproto.Window
	offers map[xproto.Atom]offer
	atoms  atoms
	done   chan struct{}
}

// offer is the content in one form.
type offer struct {
	kind xproto.Atom // of the property
	data []byte
}

// atoms are the names that a request is made of.
type atoms struct{ clipboard, targets xproto.Atom }

// own takes the selection for files. Its goroutine ends when another program
// takes it, or by close.
func own(paths []string) (*owner, error) {
	conn, err := xgb.NewConn()
	if err != nil {
		return nil, fmt.Errorf("connect to the X server: %w", err)
	}
	o := &owner{conn: conn, offers: map[xproto.Atom]offer{}, done: make(chan struct{})}
	if err := o.begin(paths); err != nil {
		conn.Close()
		return nil, fmt.Errorf("own the clipboard: %w", err)
	}
	go o.serve()
	return o, nil
}

func (o *owner) begin(paths []string) error {
	var err error
	atom := func(name string) xproto.Atom {
		reply, failed := xproto.InternAtom(o.conn, false, uint16(len(name)), name).Reply()
		if failed != nil {
			err = failed
			return 0
		}
		return reply.Atom
	}
	o.atoms = atoms{clipboard: atom("CLIPBOARD"), targets: atom("TARGETS")}
	text := atom("UTF8_STRING")
	for name, content := range map[string]string{
		"text/uri-list":                uriList(paths),
		"x-special/gnome-copied-files": gnomeFiles(paths),
		"text/plain":                   strings.Join(paths, "\n"),
		"text/plain;charset=utf-8":     strings.Join(paths, "\n"),
	} {
		a := atom(name)
		o.offers[a] = offer{a, []byte(content)}
	}
	o.offers[text] = offer{text, []byte(strings.Join(paths, "\n"))}
	if err != nil {
		return err
	}
	if o.window, err = xproto.NewWindowId(o.conn); err != nil {
		return err
	}
	screen := xproto.Setup(o.conn).DefaultScreen(o.conn)
	if err := xproto.CreateWindowChecked(o.conn, 0, o.window, screen.Root, 0, 0, 1, 1, 0, xproto.WindowClassInputOnly, 0, 0, nil).Check(); err != nil {
		return err
	}
	if err := xproto.SetSelectionOwnerChecked(o.conn, o.window, o.atoms.clipboard, xproto.TimeCurrentTime).Check(); err != nil {
		return err
	}
	reply, err := xproto.GetSelectionOwner(o.conn, o.atoms.clipboard).Reply()
	if err == nil && reply.Owner != o.window {
		err = ErrNone
	}
	return err
}

// close gives the selection up.
func (o *owner) close() {
	o.conn.Close()
	<-o.done
}

func (o *owner) serve() {
	defer close(o.done)
	for {
		event, failed := o.conn.WaitForEvent()
		if event == nil && failed == nil {
			return // the connection is closed
		}
		switch event := event.(type) {
		case xproto.SelectionClearEvent: // another program's turn
			o.conn.Close()
		case xproto.SelectionRequestEvent:
			o.answer(event)
		}
	}
}

// answer puts the form that is asked for where the program that asks wants it,
// and says so.
func (o *owner) answer(r xproto.SelectionRequestEvent) {
	property := r.Property
	if property == xproto.AtomNone {
		property = r.Target // an old program
	}
	switch offered, ok := o.offers[r.Target]; {
	case ok:
		o.write(r.Requestor, property, offered)
	case r.Target == o.atoms.targets:
		targets := []xproto.Atom{o.atoms.targets}
		for a := range o.offers {
			targets = append(targets, a)
		}
		data := make([]byte, 4*len(targets))
		for i, a := range targets {
			binary.LittleEndian.PutUint32(data[4*i:], uint32(a)) // xgb asks the server for this order
		}
		xproto.ChangeProperty(o.conn, xproto.PropModeReplace, r.Requestor, property, xproto.AtomAtom, 32, uint32(len(targets)), data)
	default:
		property = xproto.AtomNone
	}
	notify := xproto.SelectionNotifyEvent{Time: r.Time, Requestor: r.Requestor, Selection: r.Selection, Target: r.Target, Property: property}
	xproto.SendEvent(o.conn, false, r.Requestor, xproto.EventMaskNoEvent, string(notify.Bytes()))
}

// part is how many bytes one request carries at most; the server takes 256 KiB.
const part = 128 << 10

// write puts content into a property, in parts if it is long.
func (o *owner) write(w xproto.Window, property xproto.Atom, content offer) {
	mode := byte(xproto.PropModeReplace)
	for data := content.data; ; {
		n := min(len(data), part)
		xproto.ChangeProperty(o.conn, mode, w, property, content.kind, 8, uint32(n), data[:n])
		if data = data[n:]; len(data) == 0 {
			return
		}
		mode = xproto.PropModeAppend
	}
}
