package single

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"sync"
	"time"

	"thumbpool/processor/place"
)

// loopback is a line over TCP within this machine, for systems whose sockets have
// no place in a folder. Every user of the machine can reach its port, and can
// listen there before or after; so both sides show first that they have read a file
// in the folder, which is the user's alone. The secret in it stays off the line:
//
//	second ──► 32 random bytes, a
//	first  ──► 32 random bytes, b; HMAC-SHA-256 of "first", a, b
//	second ──► HMAC-SHA-256 of "second", a, b; the message
//
// So nobody else learns what is to be opened, or has anything opened.
type loopback struct{}

// meeting is where the first start listens.
type meeting struct {
	Port    int    `json:"port"`
	Process int    `json:"process"`
	Secret  []byte `json:"secret"` // secretSize random bytes
}

const (
	secretSize = 32
	nonceSize  = 32
	// maxMeeting is the longest description of a meeting, in bytes.
	maxMeeting = 4 << 10
)

var errStranger = errors.New("the other side does not know the secret")

func (loopback) path(folder string) string { return filepath.Join(folder, "port-"+display()) }

func (l loopback) listen(folder string) (net.Listener, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	m := meeting{Port: listener.Addr().(*net.TCPAddr).Port, Process: os.Getpid(), Secret: make([]byte, secretSize)}
	_, _ = rand.Read(m.Secret) // never fails
	err = place.Write(l.path(folder), place.File, 0o600, func(w io.Writer) error {
		return json.NewEncoder(w).Encode(m) //nolint:gosec // the user's own file is how the secret gets to the user's other starts
	})
	if err != nil {
		_ = listener.Close()
		return nil, err
	}
	return &guard{listener, m.Secret, l.path(folder)}, nil
}

func (l loopback) dial(folder string, late time.Time) (net.Conn, error) {
	text, err := place.Read(l.path(folder), maxMeeting)
	if err != nil {
		return nil, err
	}
	var m meeting
	if err := json.Unmarshal(text, &m); err != nil {
		return nil, err
	}
	if len(m.Secret) != secretSize {
		return nil, errors.New("the secret of the first start is not whole")
	}
	conn, err := net.DialTimeout("tcp", address(m), time.Until(late))
	if err != nil {
		return nil, err
	}
	letToFront(m.Process)
	return &guarded{Conn: conn, greet: func() error { return ask(conn, m.Secret) }}, nil
}

func address(m meeting) string { return fmt.Sprintf("127.0.0.1:%d", m.Port) }

// guard accepts connections that are to show that they know the secret.
type guard struct {
	net.Listener
	secret []byte
	path   string
}

// Accept is that of a listener. The other side is not waited for before the first
// byte of it is read.
func (g *guard) Accept() (net.Conn, error) {
	conn, err := g.Listener.Accept()
	if err != nil {
		return nil, err
	}
	return &guarded{Conn: conn, greet: func() error { return admit(conn, g.secret) }}, nil
}

// Close is that of a listener, and removes the secret.
func (g *guard) Close() error {
	return errors.Join(place.Remove(g.path), g.Listener.Close())
}

// guarded is a connection whose sides know each other before anything else is
// read or written.
type guarded struct {
	net.Conn
	once  sync.Once
	greet func() error
	err   error
}

func (g *guarded) known() error {
	g.once.Do(func() { g.err = g.greet() })
	return g.err
}

// Read is that of a connection.
func (g *guarded) Read(b []byte) (int, error) {
	if err := g.known(); err != nil {
		return 0, err
	}
	return g.Conn.Read(b)
}

// Write is that of a connection.
func (g *guarded) Write(b []byte) (int, error) {
	if err := g.known(); err != nil {
		return 0, err
	}
	return g.Conn.Write(b)
}

// ask is the second start's part of the greeting.
func ask(conn net.Conn, secret []byte) error {
	a := nonce()
	if _, err := conn.Write(a); err != nil {
		return err
	}
	theirs := make([]byte, nonceSize+sha256.Size)
	if _, err := io.ReadFull(conn, theirs); err != nil {
		return err
	}
	b, proof := theirs[:nonceSize], theirs[nonceSize:]
	if !hmac.Equal(proof, prove(secret, "first", a, b)) {
		return errStranger
	}
	_, err := conn.Write(prove(secret, "second", a, b))
	return err
}

// admit is the first start's part of the greeting.
func admit(conn net.Conn, secret []byte) error {
	a, b := make([]byte, nonceSize), nonce()
	if _, err := io.ReadFull(conn, a); err != nil {
		return err
	}
	if _, err := conn.Write(append(b, prove(secret, "first", a, b)...)); err != nil {
		return err
	}
	proof := make([]byte, sha256.Size)
	if _, err := io.ReadFull(conn, proof); err != nil {
		return err
	}
	if !hmac.Equal(proof, prove(secret, "second", a, b)) {
		return errStranger
	}
	return nil
}

func nonce() []byte {
	b := make([]byte, nonceSize, nonceSize+sha256.Size)
	_, _ = rand.Read(b) // never fails
	return b
}

// prove shows that the side of that name knows the secret, for this greeting alone.
func prove(secret []byte, side string, a, b []byte) []byte {
	h := hmac.New(sha256.New, secret)
	for _, part := range [][]byte{[]byte(side), a, b} {
		_, _ = h.Write(part) // never fails
	}
	return h.Sum(nil)
}
