// Package sandbox runs decoders that were written in other languages, as programs
// for WebAssembly. Such a program reaches nothing of the system: it has memory of
// its own, of so many bytes and no more, and the functions that it is given here.
// Whatever a file makes of it, it is ended with that memory.
//
// A [Program] is compiled to machine code when it is first started, which takes
// tenths of a second, and once in a process. Its instances share the code. Each
// has memory from the system that goes back the moment it is closed, and is for
// one goroutine; different ones may be used at the same time.
package sandbox

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"sync"

	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"
)

// ErrFailed is wrapped by errors of programs that came to no end of their own:
// they left their memory, or met with what cannot be.
var ErrFailed = errors.New("the decoder gave up")

// ErrUnavailable is wrapped by errors of programs that cannot be started on this
// machine, now or ever.
var ErrUnavailable = errors.New("the decoder cannot be started here")

// ErrMemory is for pictures that would take more memory than their program may have.
var ErrMemory = errors.New("it takes more memory to decode than there is for such a picture")

// page is what memory is counted in, in bytes (WebAssembly, section 2.5.5).
const page = 64 << 10

// Program is a program for WebAssembly.
type Program struct {
	compiled func() (compiled, error)
}

type compiled struct {
	runtime wazero.Runtime
	module  wazero.CompiledModule
}

// New returns the program whose binary form packed is, by gzip. It is not looked
// at before it is needed.
func New(packed []byte) *Program {
	return &Program{compiled: sync.OnceValues(func() (compiled, error) { return compile(packed) })}
}

func compile(packed []byte) (compiled, error) {
	z, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return compiled{}, err
	}
	code, err := io.ReadAll(z)
	if err != nil {
		return compiled{}, err
	}
	ctx := context.Background()
	runtime := wazero.NewRuntimeWithConfig(ctx, wazero.NewRuntimeConfig().WithCloseOnContextDone(false))
	if err := offer(ctx, runtime); err != nil {
		return compiled{}, err
	}
	module, err := runtime.CompileModule(ctx, code)
	return compiled{runtime, module}, err
}

// offer makes the functions that a program may call.
func offer(ctx context.Context, runtime wazero.Runtime) error {
	// Whether the one who waits has given up.
	stopped := func(ctx context.Context) uint32 {
		if ctx.Err() != nil {
			return 1
		}
		return 0
	}
	if _, err := runtime.NewHostModuleBuilder("thumbpool").NewFunctionBuilder().WithFunc(stopped).Export("stopped").Instantiate(ctx); err != nil {
		return err
	}
	// What a library in C++ drags in, to say why it would abort: there are no files.
	const badFile = 8 // WASI's EBADF
	closed := func(uint32) uint32 { return badFile }
	sought := func(uint32, uint64, uint32, uint32) uint32 { return badFile }
	written := func(uint32, uint32, uint32, uint32) uint32 { return badFile }
	b := runtime.NewHostModuleBuilder("wasi_snapshot_preview1")
	b.NewFunctionBuilder().WithFunc(closed).Export("fd_close")
	b.NewFunctionBuilder().WithFunc(sought).Export("fd_seek")
	b.NewFunctionBuilder().WithFunc(written).Export("fd_write")
	_, err := b.Instantiate(ctx)
	return err
}

// Instance is a program that was started.
type Instance struct {
	ctx    context.Context //nolint:containedctx // an instance is one call's, in several
	module api.Module
	room   *room
}

// Start starts the program in memory of at most so many bytes. Its calls end soon
// after ctx does, if the program asks whether to stop. The instance must be closed.
func (p *Program) Start(ctx context.Context, most int64) (*Instance, error) {
	c, err := p.compiled()
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrUnavailable, err)
	}
	i := &Instance{ctx: ctx, room: newRoom(most)}
	if least := int64(c.module.ExportedMemories()["memory"].Min()) * page; int64(len(i.room.all)) < least {
		i.room.Free()
		return nil, fmt.Errorf("%w: there is no memory for it", ErrUnavailable)
	}
	allocate := func(_, _ uint64) experimental.LinearMemory { return i.room }
	i.module, err = c.runtime.InstantiateModule(
		experimental.WithMemoryAllocator(ctx, experimental.MemoryAllocatorFunc(allocate)),
		c.module, wazero.NewModuleConfig().WithName("").WithStartFunctions("_initialize"))
	if err != nil {
		i.room.Free()
		return nil, fmt.Errorf("%w: %w", ErrUnavailable, err)
	}
	return i, nil
}

// Call calls a function of the program, and returns its result. The error is the
// context's, or wraps ErrFailed.
func (i *Instance) Call(function string, arguments ...uint64) (uint32, error) {
	results, err := i.module.ExportedFunction(function).Call(i.ctx, arguments...)
	switch {
	case i.ctx.Err() != nil:
		return 0, i.ctx.Err()
	case err != nil:
		return 0, fmt.Errorf("%w: %w", ErrFailed, err)
	}
	return api.DecodeU32(results[0]), nil
}

// Bytes returns n bytes of the program's memory, which are its own until the next
// call, and gone when the instance is closed.
func (i *Instance) Bytes(at, n uint32) ([]byte, error) {
	b, ok := i.module.Memory().Read(at, n)
	if !ok {
		return nil, fmt.Errorf("%w: it has no %d bytes at %d", ErrFailed, n, at)
	}
	return b, nil
}

// Used is how much memory the program has, in bytes.
func (i *Instance) Used() int64 { return int64(i.module.Memory().Size()) }

// Refused tells whether the program asked for more memory than it may have.
func (i *Instance) Refused() bool { return i.room.refused }

// Close ends the program and gives its memory back to the system.
func (i *Instance) Close() {
	_ = i.module.Close(context.WithoutCancel(i.ctx)) // it holds nothing that could fail to be closed
}

// room is a program's memory: addresses are set aside for all of it at once, so
// that it never moves, and the system gives what is used.
type room struct {
	all     []byte
	refused bool
}

// Reallocate returns the first size bytes, or nil if there are not so many.
func (r *room) Reallocate(size uint64) []byte {
	if size > uint64(len(r.all)) || !r.use(size) {
		r.refused = true
		return nil
	}
	return r.all[:size]
}
