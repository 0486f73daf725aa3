package processor

import (
	"bytes"
	"encoding/gob"
	"errors"
	"fmt"
	"io/fs"
	"syscall"
	"testing"
	"time"

	"thumbpool/processor/download"
	"thumbpool/processor/format"
	"thumbpool/processor/jpeg"
	"thumbpool/processor/photo"
	"thumbpool/processor/place"
	"thumbpool/processor/pool"
	"thumbpool/processor/reason"
	"thumbpool/processor/render"
)

func TestReasons(t *testing.T) {
	system := func(errno syscall.Errno) error { return &fs.PathError{Op: "open", Path: "/p/a.jpg", Err: errno} }
	web := func(key reason.Key, status int) error {
		return &download.Error{URL: "http://x/", Key: key, Status: status, Err: errors.New("why")}
	}
	_, folder := render.NewRenderer(nil, func() time.Duration { return 0 }).Render(t.Context(), t.TempDir(), render.Recipe{})
	tests := []struct {
		name string
		step Step
		err  error
		want reason.Reason
	}{
		{"ends early", StepDecode, &format.DamageError{Text: "x", Ends: 60_000}, reason.Reason{Key: reason.EndsEarly, Bytes: 60_000}},
		{"damaged", StepDecode, &format.DamageError{Text: "the header is odd"}, reason.Reason{Key: reason.Damaged, Detail: "the header is odd"}},
		{"cut short", StepDecode, fmt.Errorf("x: %w", &jpeg.DamageError{Truncated: true, Offset: 900, Complete: 0.125}), reason.Reason{Key: reason.CutShort, Bytes: 900, Percent: 12}},
		{"damaged inside", StepDecode, &jpeg.DamageError{Offset: 900, Complete: 0.1}, reason.Reason{Key: reason.PartDamaged, Bytes: 900, Percent: 10}},
		{"decoder", StepDecode, errors.New("odd"), reason.Reason{Key: reason.Damaged, Detail: "odd"}},
		{"HEIC", StepRead, &format.UnsupportedError{Format: format.HEIC}, reason.Reason{Key: reason.Format, Format: "HEIC"}},
		{"raw", StepRead, &format.UnsupportedError{Format: format.RAW}, reason.Reason{Key: reason.Raw}},
		{"variant", StepDecode, &format.UnsupportedError{Variant: "this PNG"}, reason.Reason{Key: reason.Variant, Detail: "this PNG is not supported"}},
		{"empty", StepRead, format.NotPicture(nil), reason.Reason{Key: reason.Empty}},
		{"zeros", StepRead, format.NotPicture(make([]byte, 20)), reason.Reason{Key: reason.Zeros}},
		{"film", StepRead, format.NotPicture([]byte("\x00\x00\x00\x18ftypisom")), reason.Reason{Key: reason.Film}},
		{"text", StepRead, format.NotPicture([]byte("hello")), reason.Reason{Key: reason.Text}},
		{"unknown", StepRead, format.NotPicture([]byte{1, 2, 3}), reason.Reason{Key: reason.NotPicture}},
		{"a folder", StepRead, folder, reason.Reason{Key: reason.NotPicture, Detail: "it is no file but a folder: not a picture"}},
		{"pixels", StepRead, &format.LimitError{Of: format.Pixels, Have: 400e6, Most: 150e6}, reason.Reason{Key: reason.Pixels, Pixels: 400e6, Most: 150e6}},
		{"side", StepRead, &format.LimitError{Of: format.Side, Have: 200_000, Most: 100_000}, reason.Reason{Key: reason.Side, Pixels: 200_000, Most: 100_000}},
		{"bytes", StepRead, &format.LimitError{Of: format.Bytes, Have: 2e9, Most: 1e9}, reason.Reason{Key: reason.Bytes, Bytes: 2e9, Most: 1e9}},
		{"memory", StepWait, &format.LimitError{Of: format.Memory, Have: 2e9, Most: 1e9}, reason.Reason{Key: reason.TooMuchMemory, Bytes: 2e9, Most: 1e9}},
		{"gone", StepRead, system(syscall.ENOENT), reason.Reason{Key: reason.Gone}},
		{"folder gone", StepRead, &photo.GoneError{Root: "/p", Err: fs.ErrNotExist}, reason.Reason{Key: reason.FolderGone}},
		{"permission", StepRead, system(syscall.EACCES), reason.Reason{Key: reason.Permission}},
		{"broken disk", StepRead, system(syscall.EIO), reason.Reason{Key: reason.Unreadable, Detail: syscall.EIO.Error()}},
		{"in the way", StepSave, place.ErrInTheWay, reason.Reason{Key: reason.InTheWay}},
		{"forbidden", StepSave, &place.UnusableError{Err: fmt.Errorf("x: %w", system(syscall.EACCES))}, reason.Reason{Key: reason.Forbidden}},
		{"not saved", StepSave, fmt.Errorf("the thumbnail cannot be written: %w", reason.Plain(system(syscall.EIO))), reason.Reason{Key: reason.NotSaved, Detail: "the thumbnail cannot be written: " + syscall.EIO.Error()}},
		{"disk full", StepSave, &place.FullError{Err: system(syscall.ENOSPC)}, reason.Reason{Key: reason.DiskFull}},
		{"another run", StepSave, &place.UnusableError{Err: &place.BusyError{Folder: "/p"}}, reason.Reason{Key: reason.Busy}},
		{"output away", StepSave, &place.UnusableError{Err: &place.AwayError{Folder: "/p"}}, reason.Reason{Key: reason.OutputAway}},
		{"mistake", StepReduce, &render.PanicError{Value: "oops"}, reason.Reason{Key: reason.Mistake, Detail: (&render.PanicError{Value: "oops"}).Error()}},
		{"nobody knows", StepReduce, errors.New("odd"), reason.Reason{Key: reason.Other, Detail: "odd"}},
		{"not found", StepDownload, web(reason.NotFound, 404), reason.Reason{Key: reason.NotFound, Status: 404}},
		{"unreachable", StepDownload, web(reason.Unreachable, 0), reason.Reason{Key: reason.Unreachable, Detail: "why"}},
		{"too slow", StepDownload, web(reason.TooSlow, 0), reason.Reason{Key: reason.TooSlow, Detail: "why"}},
		{"not public", StepDownload, web(reason.NotPublic, 0), reason.Reason{Key: reason.NotPublic, Detail: "why"}},
		{"download not saved", StepDownload, web(reason.Download, 0), reason.Reason{Key: reason.Download, Detail: "why"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f := newFailure(tt.step, tt.err)
			if got := f.of(Photo{}).Reason; got != tt.want {
				t.Errorf("here: %+v, want %+v", got, tt.want)
			}
			var wire bytes.Buffer
			var far failure
			if err := gob.NewEncoder(&wire).Encode(f); err != nil {
				t.Fatal(err)
			}
			if err := gob.NewDecoder(&wire).Decode(&far); err != nil {
				t.Fatal(err)
			}
			e := far.of(Photo{})
			if e.Reason != tt.want || e.Why() != f.Text {
				t.Errorf("from another process: %+v, %q", e.Reason, e.Why())
			}
		})
	}
}

func TestReasonsOfWorkerProcesses(t *testing.T) {
	for want, ended := range map[reason.Reason]*pool.CrashError{
		{Key: reason.Time, Limit: 2 * time.Minute}:                              {Cause: pool.CauseTimeout, Time: 2 * time.Minute},
		{Key: reason.Memory, Most: 1 << 30}:                                     {Cause: pool.CauseMemory, Memory: 1 << 30},
		{Key: reason.Worker, Detail: "the worker process ended: exit status 2"}: {Cause: pool.CauseCrash, Status: "exit status 2"},
	} {
		if got := execute(t.Context(), failing{ended}, request{}).Failure.Reason; got != want {
			t.Errorf("%v: %+v, want %+v", ended, got, want)
		}
	}
}
