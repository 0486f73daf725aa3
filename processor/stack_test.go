package processor

import (
	"context"
	"strings"
	"testing"

	"thumbpool/processor/pool"
	"thumbpool/processor/render"
)

// The stack of a photo that failed by a fault of the program's own may go into a
// report: it says where in the program, and nothing of photos or of the machine.
func TestAStackTellsNothingOfPhotos(t *testing.T) {
	const stack = "goroutine 7 [running]:\nthumbpool/processor/render.decode({0x616e6e61, 0x4})\n\t/home/anna/thumbpool/processor/render/decode.go:12 +0x1d\n"
	const want = "goroutine 7 [running]\nthumbpool/processor/render.decode\n\tthumbpool/processor/render/decode.go:12"
	if got := newFailure(StepDecode, &render.PanicError{Value: "/home/anna/a.jpg", Stack: []byte(stack)}).Stack; strings.TrimSpace(got) != want {
		t.Errorf("the stack is %q", got)
	}
	crash := &pool.CrashError{Cause: pool.CauseCrash, Output: "panic: /home/anna/a.jpg\n\n" + stack}
	got := execute(t.Context(), failing{crash}, request{}).Failure.Stack
	if strings.Contains(got, "anna") || !strings.Contains(got, want) {
		t.Errorf("the stack of a worker process is %q", got)
	}
}

// failing is an executor that always fails.
type failing struct{ err error }

func (f failing) Execute(context.Context, request) (response, error) { return response{}, f.err }
func (failing) Close()                                               {}
