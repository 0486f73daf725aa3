//go:build faults && linux && amd64

package faults

import (
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"runtime"
	"sync"
	"syscall"
	"unsafe"

	"golang.org/x/sys/unix"
)

// A supervisor holds a program, with all its threads and children, at the
// system calls of [watched] until its hook has said what becomes of them
// (seccomp_unotify(2)). The hook is asked about one call after the other, and
// the program waits for it: what the hook does to files happens exactly
// between two calls of the program.
//
//	test ──► this program again, as wrapper ──► filter, then exec ──► thumbpool-cli
//	  ▲                    │ listener                                     │
//	  └── hook(call) ◄─────┴────────────────── system call ◄──────────────┘
type supervisor struct {
	hook     func(*call) verdict
	listener int
	ended    chan struct{}
	err      error // read once ended is closed

	mu   sync.Mutex
	held []uint64 // calls that hang
}

// verdict is what becomes of a call.
type verdict struct {
	kind  verdictKind
	errno syscall.Errno
}

type verdictKind int

const (
	proceed verdictKind = iota // the system carries it out
	fail                       // it is not carried out and returns errno
	hang                       // it does not return
)

// asWrapper makes the test's own program put a filter over itself and become
// the program in its arguments.
const asWrapper = "THUMBPOOL_FAULTS_WRAPPER"

// supervised starts cmd with a supervisor. The caller waits for cmd, then for
// the supervisor.
func supervised(cmd *exec.Cmd, hook func(*call) verdict) (*supervisor, error) {
	pair, err := unix.Socketpair(unix.AF_UNIX, unix.SOCK_STREAM|unix.SOCK_CLOEXEC, 0)
	if err != nil {
		return nil, err
	}
	here, there := os.NewFile(uintptr(pair[0]), "socket"), os.NewFile(uintptr(pair[1]), "socket")
	defer here.Close()
	self, err := os.Executable()
	if err != nil {
		_ = there.Close()
		return nil, err
	}
	cmd.Args = append([]string{self, cmd.Path}, cmd.Args...)
	cmd.Path = self
	cmd.Env = append(cmd.Environ(), asWrapper+"=1")
	cmd.ExtraFiles = []*os.File{there} // file 3
	err = cmd.Start()
	_ = there.Close() // the program has its own
	if err != nil {
		return nil, err
	}
	listener, err := receiveFile(here)
	if err != nil {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		return nil, fmt.Errorf("system calls cannot be held here: %w", err)
	}
	s := &supervisor{hook: hook, listener: listener, ended: make(chan struct{})}
	go s.serve()
	return s, nil
}

func receiveFile(socket *os.File) (int, error) {
	conn, err := net.FileConn(socket)
	if err != nil {
		return 0, err
	}
	defer conn.Close()
	text, oob := make([]byte, 256), make([]byte, unix.CmsgSpace(4))
	n, oobn, _, _, err := conn.(*net.UnixConn).ReadMsgUnix(text, oob)
	if err != nil {
		return 0, err
	}
	messages, err := unix.ParseSocketControlMessage(oob[:oobn])
	if err != nil || len(messages) == 0 {
		return 0, errors.Join(err, errors.New(string(text[:n])))
	}
	files, err := unix.ParseUnixRights(&messages[0])
	if err != nil {
		return 0, err
	}
	unix.CloseOnExec(files[0])
	return files[0], nil
}

// wait returns when the program and all its children have ended.
func (s *supervisor) wait() error {
	<-s.ended
	return s.err
}

// release lets the calls go on that hang.
func (s *supervisor) release() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, id := range s.held {
		_ = s.respond(id, verdict{}) // it may have ended
	}
	s.held = nil
}

func (s *supervisor) serve() {
	defer close(s.ended)
	defer func() { _ = unix.Close(s.listener) }()
	for {
		poll := []unix.PollFd{{Fd: int32(s.listener), Events: unix.POLLIN}}
		if _, err := unix.Poll(poll, -1); errors.Is(err, unix.EINTR) {
			continue
		} else if err != nil {
			s.err = err
			return
		}
		if poll[0].Revents&unix.POLLIN == 0 {
			return // POLLHUP: nobody is left under the filter
		}
		var n notification
		switch err := control(s.listener, notificationReceive, unsafe.Pointer(&n)); {
		case errors.Is(err, unix.ENOENT), errors.Is(err, unix.EINTR): // who called has been killed
			continue
		case err != nil:
			s.err = err
			return
		}
		c, err := decode(&n)
		if err != nil { // killed while it was looked at
			_ = s.respond(n.id, verdict{})
			continue
		}
		v := s.hook(c)
		if v.kind == hang {
			s.mu.Lock()
			s.held = append(s.held, n.id)
			s.mu.Unlock()
			continue
		}
		if err := s.respond(n.id, v); err != nil && !errors.Is(err, unix.ENOENT) {
			s.err = err
			return
		}
	}
}

func (s *supervisor) respond(id uint64, v verdict) error {
	answer := response{id: id, flags: responseContinue}
	if v.kind == fail {
		answer.flags, answer.errno = 0, -int32(v.errno)
	}
	return control(s.listener, notificationSend, unsafe.Pointer(&answer))
}

// notification is struct seccomp_notif of linux/seccomp.h.
type notification struct {
	id     uint64
	thread uint32
	flags  uint32
	number int32
	arch   uint32
	ip     uint64
	args   [6]uint64
}

// response is struct seccomp_notif_resp.
type response struct {
	id    uint64
	value int64
	errno int32
	flags uint32
}

// What linux/seccomp.h calls SECCOMP_IOCTL_NOTIF_RECV and so on.
const (
	notificationReceive = 0xc0502100
	notificationSend    = 0xc0182101
	responseContinue    = 1
	modeFilter          = 1
	flagNewListener     = 1 << 3
	flagWaitKillable    = 1 << 5
	actionNotify        = 0x7fc00000
	actionAllow         = 0x7fff0000
)

func control(file int, request uintptr, p unsafe.Pointer) error {
	if _, _, errno := unix.Syscall(unix.SYS_IOCTL, uintptr(file), request, uintptr(p)); errno != 0 {
		return errno
	}
	return nil
}

// wrap is the wrapper: it puts the filter over itself, hands the listener over
// file 3, and becomes the program of its arguments. It returns only an error.
func wrap(args []string) error {
	runtime.LockOSThread()                                                             // the filter is this thread's
	filter := []unix.SockFilter{{Code: unix.BPF_LD | unix.BPF_W | unix.BPF_ABS, K: 0}} // the call's number
	for number := range watched {
		filter = append(filter,
			unix.SockFilter{Code: unix.BPF_JMP | unix.BPF_JEQ | unix.BPF_K, K: uint32(number), Jf: 1},
			unix.SockFilter{Code: unix.BPF_RET | unix.BPF_K, K: actionNotify})
	}
	filter = append(filter, unix.SockFilter{Code: unix.BPF_RET | unix.BPF_K, K: actionAllow})
	program := unix.SockFprog{Len: uint16(len(filter)), Filter: &filter[0]}
	if err := unix.Prctl(unix.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0); err != nil {
		return tell(err)
	}
	unix.CloseOnExec(3)
	if err := os.Unsetenv(asWrapper); err != nil {
		return tell(err)
	}
	environment := os.Environ()
	path, err := syscall.BytePtrFromString(args[0])
	if err != nil {
		return tell(err)
	}
	argv, err := syscall.SlicePtrFromStrings(args[1:])
	if err != nil {
		return tell(err)
	}
	envv, err := syscall.SlicePtrFromStrings(environment)
	if err != nil {
		return tell(err)
	}
	listener, _, errno := unix.RawSyscall(unix.SYS_SECCOMP, modeFilter, flagNewListener|flagWaitKillable, uintptr(unsafe.Pointer(&program)))
	if errno != 0 {
		return tell(errno)
	}
	// From here on this thread must make no call that is watched: nobody
	// listens yet. Sending is not among them, and the others are raw.
	rights := unix.UnixRights(int(listener))
	if err := unix.Sendmsg(3, []byte("listener"), rights, nil, 0); err != nil {
		return err
	}
	_, _, errno = unix.RawSyscall(unix.SYS_EXECVE, uintptr(unsafe.Pointer(path)), uintptr(unsafe.Pointer(&argv[0])), uintptr(unsafe.Pointer(&envv[0])))
	return errno
}

// tell sends an error to who asked for the filter.
func tell(err error) error {
	_, _ = io.WriteString(os.NewFile(3, "socket"), err.Error())
	return err
}
