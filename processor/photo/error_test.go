package photo

import (
	"errors"
	"io/fs"
	"strings"
	"syscall"
	"testing"

	"thumbpool/processor/reason"
)

// The step decides what an error means that nobody has said a reason for.
func TestTheStepDecides(t *testing.T) {
	denied := &fs.PathError{Op: "open", Path: "/p/a.jpg", Err: syscall.EACCES}
	tests := []struct {
		step Step
		err  error
		key  reason.Key
		kind reason.Kind
	}{
		{StepRead, denied, reason.Permission, reason.KindPermission},
		{StepSave, denied, reason.Forbidden, reason.KindOutput},
		{StepSave, fs.ErrNotExist, reason.NotSaved, reason.KindOutput},
		{StepSave, syscall.ENOSPC, reason.DiskFull, reason.KindDiskFull},
		{StepSave, &GoneError{}, reason.FolderGone, reason.KindGone},
		{StepDecode, errors.New("odd"), reason.Damaged, reason.KindDamaged},
		{StepDecode, denied, reason.Permission, reason.KindPermission},
		{StepReduce, errors.New("odd"), reason.Other, reason.KindOther},
	}
	for _, test := range tests {
		e := NewError(Photo{Path: "/p/a.jpg"}, test.step, test.err)
		if e.Reason.Key != test.key || e.Kind() != test.kind {
			t.Errorf("%v in %v is %+v, %s", test.err, test.step, e.Reason, e.Kind())
		}
	}
	e := NewError(Photo{Path: "/p/a.jpg"}, StepRead, denied)
	if got, want := e.Error(), "/p/a.jpg: read: no permission to open it"; got != want || strings.Contains(e.Why(), "/p") {
		t.Errorf("%q and %q, want %q", got, e.Why(), want)
	}
}
