package single

import (
	"bytes"
	"encoding/json"
	"io"
	"net"
	"os"
	"runtime"
	"slices"
	"sync"
	"testing"
	"time"

	"thumbpool/processor/place"
)

// meetingOf is what the first start has written into its folder.
func meetingOf(t *testing.T, dir string) (m meeting) {
	t.Helper()
	text, err := place.Read(loopback{}.path(dir), maxMeeting)
	if err == nil {
		err = json.Unmarshal(text, &m)
	}
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestTheSecretIsLongNewAndTheUsersAlone(t *testing.T) {
	seen := map[string]bool{}
	for range 3 {
		dir := folder(t)
		f, _ := first(t, dir, loopback{}, true)
		m := meetingOf(t, dir)
		if len(m.Secret) < 16 || seen[string(m.Secret)] {
			t.Errorf("the secret is %x, and there were %d", m.Secret, len(seen))
		}
		seen[string(m.Secret)] = true
		info, err := os.Lstat(loopback{}.path(dir))
		if err != nil || runtime.GOOS != "windows" && info.Mode() != 0o600 {
			t.Errorf("it is in a file with mode %v, %v", info.Mode(), err)
		}
		f.Close()
	}
}

// Who knows the port and not the secret has nothing opened, whatever is sent.
func TestAForgerHasNothingOpened(t *testing.T) {
	dir := folder(t)
	_, got := first(t, dir, loopback{}, true)
	m := meetingOf(t, dir)
	order := []byte(`{"sources":["L2ZvcmdlZA=="]}` + "\n")
	forgers := map[string]func(conn net.Conn){
		"the message alone": func(conn net.Conn) { _, _ = conn.Write(order) },
		"a long message":    func(conn net.Conn) { _, _ = conn.Write(append(bytes.Repeat([]byte("x"), 4096), order...)) },
		"another secret": func(conn net.Conn) {
			a, theirs := nonce(), make([]byte, nonceSize+32)
			_, _ = conn.Write(a)
			_, _ = io.ReadFull(conn, theirs)
			_, _ = conn.Write(append(prove(nonce(), "second", a, theirs[:nonceSize]), order...))
		},
		"its own proof sent back": func(conn net.Conn) {
			_, _ = conn.Write(nonce())
			theirs := make([]byte, nonceSize+32)
			_, _ = io.ReadFull(conn, theirs)
			_, _ = conn.Write(append(theirs[nonceSize:], order...))
		},
		"nothing": func(net.Conn) {},
	}
	for name, forge := range forgers {
		conn, err := net.Dial("tcp", address(m))
		if err != nil {
			t.Fatal(err)
		}
		forge(conn)
		_ = conn.(*net.TCPConn).CloseWrite()
		said, _ := io.ReadAll(conn)
		if bytes.Contains(said, []byte("taken")) || bytes.Contains(said, m.Secret) {
			t.Errorf("%s is answered with %q", name, said)
		}
		_ = conn.Close()
	}
	if _, handed := begin(dir, []string{"/a"}, loopback{}); !handed || len(got()) != 1 || got()[0][0] != "/a" {
		t.Errorf("after that: handed %v, got %q", handed, got())
	}
}

// Who listens where the first start was before it crashed learns nothing of what is
// to be opened.
func TestAnImpostorLearnsNothing(t *testing.T) {
	impostors := map[string]func(conn net.Conn){
		"says nothing": func(net.Conn) {},
		"says taken":   func(conn net.Conn) { _, _ = io.WriteString(conn, taken) },
		"sends random bytes": func(conn net.Conn) {
			_, _ = conn.Write(nonce())
			_, _ = conn.Write(nonce())
		},
		"sends back what it gets": func(conn net.Conn) {
			a := make([]byte, nonceSize)
			_, _ = io.ReadFull(conn, a)
			_, _ = conn.Write(slices.Concat(a, a))
		},
	}
	for name, answer := range impostors {
		t.Run(name, func(t *testing.T) {
			dir := folder(t)
			f, _ := begin(dir, nil, loopback{})
			t.Cleanup(f.Close)
			m := meetingOf(t, dir)
			_ = f.listener.(*guard).Listener.Close() // its process is gone, and its lock is taken by one that does not listen yet
			l, err := net.Listen("tcp", address(m))
			if err != nil {
				t.Skip("the port is taken:", err)
			}
			var heard bytes.Buffer
			var wg sync.WaitGroup
			wg.Go(func() {
				conn, err := l.Accept()
				if err != nil {
					return
				}
				defer conn.Close()
				answer(conn)
				_, _ = io.Copy(&heard, conn)
			})
			if f, handed := start(dir, []string{"/photos/private"}, loopback{}, short); f != nil || handed {
				t.Errorf("the start is %v, handed %v", f, handed)
			}
			_ = l.Close()
			wg.Wait()
			if bytes.Contains(heard.Bytes(), []byte("private")) || heard.Len() > nonceSize {
				t.Errorf("the impostor heard %q", heard.Bytes())
			}
		})
	}
}

// What a crash has left is replaced, and what is wrong in it does no harm.
func TestAMeetingThatACrashLeftIsReplaced(t *testing.T) {
	for name, left := range map[string]string{
		"whole": `{"port":1,"process":1,"secret":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="}`, "cut short": `{"port":`, "no secret": `{"port":1}`, "empty": "",
	} {
		t.Run(name, func(t *testing.T) {
			dir := folder(t)
			if err := os.WriteFile(loopback{}.path(dir), []byte(left), 0o600); err != nil {
				t.Fatal(err)
			}
			lock, err := acquire(dir) // by one that does not listen yet
			if err != nil {
				t.Fatal(err)
			}
			if f, handed := start(dir, []string{"/a"}, loopback{}, short); f != nil || handed {
				t.Errorf("the start is %v, handed %v", f, handed)
			}
			if err := lock.Close(); err != nil {
				t.Fatal(err)
			}
			_, got := first(t, dir, loopback{}, true)
			if _, handed := begin(dir, []string{"/a"}, loopback{}); !handed || len(got()) != 1 {
				t.Errorf("handed %v, got %q", handed, got())
			}
		})
	}
}

// The port is of this machine alone.
func TestTheLineIsOfThisMachine(t *testing.T) {
	dir := folder(t)
	f, _ := first(t, dir, loopback{}, true)
	if at := f.listener.Addr().(*net.TCPAddr); !at.IP.IsLoopback() {
		t.Errorf("it listens at %v", at)
	}
	if late := time.Now().Add(-time.Second); func() bool { _, err := loopback{}.dial(dir, late); return err == nil }() {
		t.Error("what is late is dialled all the same")
	}
}
