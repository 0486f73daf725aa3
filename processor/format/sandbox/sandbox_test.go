package sandbox_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"slices"
	"testing"

	"thumbpool/processor/format/sandbox"
)

// program returns a program with the functions grow, which asks for so many pages
// more, wait, which ends when it is stopped, and trap, which cannot go on.
func program(t *testing.T) *sandbox.Program {
	t.Helper()
	section := func(kind byte, payload ...byte) []byte { return append([]byte{kind, byte(len(payload))}, payload...) }
	name := func(s string) []byte { return append([]byte{byte(len(s))}, s...) }
	code := slices.Concat([]byte("\x00asm\x01\x00\x00\x00"),
		section(1, 2, 0x60, 0, 1, 0x7F, 0x60, 1, 0x7F, 1, 0x7F),
		section(2, slices.Concat([]byte{1}, name("thumbpool"), name("stopped"), []byte{0, 0})...),
		section(3, 3, 1, 0, 0),
		section(5, 1, 0, 1),
		section(7, slices.Concat([]byte{4}, name("memory"), []byte{2, 0}, name("grow"), []byte{0, 1}, name("wait"), []byte{0, 2}, name("trap"), []byte{0, 3})...),
		section(10, slices.Concat([]byte{3},
			[]byte{6, 0, 0x20, 0, 0x40, 0, 0x0B},
			[]byte{12, 0, 0x03, 0x40, 0x10, 0, 0x45, 0x0D, 0, 0x0B, 0x41, 7, 0x0B},
			[]byte{3, 0, 0, 0x0B})...))
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	if _, err := z.Write(code); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return sandbox.New(packed.Bytes())
}

func start(t *testing.T, ctx context.Context, p *sandbox.Program, most int64) *sandbox.Instance { //nolint:revive // the test comes first everywhere
	t.Helper()
	i, err := p.Start(ctx, most)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(i.Close)
	return i
}

func TestMemoryIsBounded(t *testing.T) {
	const page = 64 << 10
	i := start(t, t.Context(), program(t), 4*page-1)
	if was, err := i.Call("grow", 3); err != nil || was != 1 || i.Refused() || i.Used() != 4*page {
		t.Fatalf("%d pages before, %d bytes, error %v", was, i.Used(), err)
	}
	if got, err := i.Call("grow", 1); err != nil || got != 1<<32-1 || !i.Refused() || i.Used() != 4*page {
		t.Errorf("%d, %d bytes, error %v", got, i.Used(), err)
	}
	if b, err := i.Bytes(4*page-2, 2); err != nil || len(b) != 2 {
		t.Errorf("%d bytes, error %v", len(b), err)
	}
	if _, err := i.Bytes(4*page-2, 3); !errors.Is(err, sandbox.ErrFailed) {
		t.Errorf("beyond the memory: error %v", err)
	}
}

func TestWhatNeedsMoreThanThereIsIsNotStarted(t *testing.T) {
	p := program(t)
	if i, err := p.Start(t.Context(), 0); err == nil {
		i.Close()
		t.Error("started without memory")
	}
	start(t, t.Context(), p, 1<<20) // and another one is
}

func TestInstancesAreApart(t *testing.T) {
	p := program(t)
	a, b := start(t, t.Context(), p, 1<<20), start(t, t.Context(), p, 1<<20)
	of := func(i *sandbox.Instance) []byte {
		m, err := i.Bytes(0, 8)
		if err != nil {
			t.Fatal(err)
		}
		return m
	}
	copy(of(a), "secret")
	if got := of(b); !bytes.Equal(got, make([]byte, 8)) {
		t.Errorf("%q", got)
	}
}

func TestACallEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	i := start(t, ctx, program(t), 1<<20)
	done := make(chan error, 1)
	go func() {
		_, err := i.Call("wait")
		done <- err
	}()
	cancel()
	if err := <-done; !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
}

func TestWhatCannotGoOnFails(t *testing.T) {
	i := start(t, t.Context(), program(t), 1<<20)
	if _, err := i.Call("trap"); !errors.Is(err, sandbox.ErrFailed) {
		t.Errorf("error %v", err)
	}
	if _, err := sandbox.New([]byte("no program")).Start(t.Context(), 1<<20); err == nil {
		t.Error("what is no program was started")
	}
}
