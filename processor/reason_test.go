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
	"thumbpool/processor/place"
	"thumbpool/processor/pool"
	"thumbpool/processor/render"
)

func TestReasons(t *testing.T) {
	system := func(errno syscall.Errno) error { return &fs.PathError{Op: "open", Path: "/p/a.jpg", Err: errno} }
	web := func(kind download.Kind, status int) error {
		return &download.Error{URL: "http://x/", Kind: kind, Status: status, Err: errors.New("why")}
	}
	tests := []struct {
		name string
		step Step
		err  error
		want Reason
	}{
		{"ends early", StepDecode, &format.DamageError{Reason: "x", Ends: 60_000}, Reason{Key: ReasonEndsEarly, Bytes: 60_000}},
		{"damaged", StepDecode, &format.DamageError{Reason: "the header is odd"}, Reason{Key: ReasonDamaged, Detail: "the header is odd"}},
		{"cut short", StepDecode, fmt.Errorf("x: %w", &jpeg.DamageError{Truncated: true, Offset: 900, Complete: 0.125}), Reason{Key: ReasonCutShort, Bytes: 900, Percent: 12}},
		{"damaged inside", StepDecode, &jpeg.DamageError{Offset: 900, Complete: 0.1}, Reason{Key: ReasonPartDamaged, Bytes: 900, Percent: 10}},
		{"decoder", StepDecode, errors.New("odd"), Reason{Key: ReasonDamaged, Detail: "odd"}},
		{"HEIC", StepRead, &format.UnsupportedError{Format: format.HEIC}, Reason{Key: ReasonFormat, Format: "HEIC"}},
		{"raw", StepRead, &format.UnsupportedError{Format: format.RAW}, Reason{Key: ReasonRaw}},
		{"variant", StepDecode, &format.UnsupportedError{Variant: "this PNG"}, Reason{Key: ReasonVariant, Detail: "this PNG is not supported"}},
		{"unsupported", StepRead, format.ErrUnsupported, Reason{Key: ReasonVariant, Detail: "not supported"}},
		{"empty", StepRead, format.NotPicture(nil), Reason{Key: ReasonEmpty}},
		{"zeros", StepRead, format.NotPicture(make([]byte, 20)), Reason{Key: ReasonZeros}},
		{"film", StepRead, format.NotPicture([]byte("\x00\x00\x00\x18ftypisom")), Reason{Key: ReasonFilm}},
		{"text", StepRead, format.NotPicture([]byte("hello")), Reason{Key: ReasonText}},
		{"unknown", StepRead, format.NotPicture([]byte{1, 2, 3}), Reason{Key: ReasonNotPicture}},
		{"a folder", StepRead, fmt.Errorf("it is no file but a folder: %w", format.ErrNotPicture), Reason{Key: ReasonNotPicture, Detail: "it is no file but a folder: not a picture"}},
		{"pixels", StepRead, &format.LimitError{Of: format.Pixels, Have: 400e6, Most: 150e6}, Reason{Key: ReasonPixels, Pixels: 400e6, Most: 150e6}},
		{"side", StepRead, &format.LimitError{Of: format.Side, Have: 200_000, Most: 100_000}, Reason{Key: ReasonSide, Pixels: 200_000, Most: 100_000}},
		{"bytes", StepRead, &format.LimitError{Of: format.Bytes, Have: 2e9, Most: 1e9}, Reason{Key: ReasonBytes, Bytes: 2e9, Most: 1e9}},
		{"gone", StepRead, system(syscall.ENOENT), Reason{Key: ReasonGone}},
		{"folder gone", StepRead, &goneError{"/p", fs.ErrNotExist}, Reason{Key: ReasonFolderGone}},
		{"permission", StepRead, system(syscall.EACCES), Reason{Key: ReasonPermission}},
		{"broken disk", StepRead, system(syscall.EIO), Reason{Key: ReasonUnreadable, Detail: syscall.EIO.Error()}},
		{"in the way", StepSave, place.ErrInTheWay, Reason{Key: ReasonInTheWay}},
		{"forbidden", StepSave, &place.UnusableError{Err: fmt.Errorf("x: %w", system(syscall.EACCES))}, Reason{Key: ReasonForbidden}},
		{"not saved", StepSave, fmt.Errorf("the thumbnail cannot be written: %w", plain(system(syscall.EIO))), Reason{Key: ReasonNotSaved, Detail: "the thumbnail cannot be written: " + syscall.EIO.Error()}},
		{"disk full", StepSave, &place.FullError{Err: system(syscall.ENOSPC)}, Reason{Key: ReasonDiskFull}},
		{"another run", StepSave, &place.UnusableError{Err: &place.BusyError{Folder: "/p"}}, Reason{Key: ReasonBusy}},
		{"output away", StepSave, &place.UnusableError{Err: &place.AwayError{Folder: "/p"}}, Reason{Key: ReasonOutputAway}},
		{"mistake", StepReduce, &render.PanicError{Value: "oops"}, Reason{Key: ReasonMistake, Detail: (&render.PanicError{Value: "oops"}).Error()}},
		{"nobody knows", StepReduce, errors.New("odd"), Reason{Key: ReasonOther, Detail: "odd"}},
		{"not found", StepDownload, web(download.KindNotFound, 404), Reason{Key: ReasonNotFound, Status: 404}},
		{"unreachable", StepDownload, web(download.KindUnreachable, 0), Reason{Key: ReasonUnreachable, Detail: "why"}},
		{"too slow", StepDownload, web(download.KindSlow, 0), Reason{Key: ReasonTooSlow, Detail: "why"}},
		{"not public", StepDownload, web(download.KindNotPublic, 0), Reason{Key: ReasonNotPublic, Detail: "why"}},
		{"download not saved", StepDownload, web(download.KindDisk, 0), Reason{Key: ReasonDownload, Detail: "why"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f := newFailure(tt.step, tt.err)
			if got := f.photoError(Photo{}).Because(); got != tt.want {
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
			e := far.photoError(Photo{})
			if got := e.Because(); got != tt.want || e.Reason() != f.Reason {
				t.Errorf("from another process: %+v, %q", got, e.Reason())
			}
		})
	}
}

func TestReasonsOfWorkerProcesses(t *testing.T) {
	for want, crash := range map[Reason]*pool.CrashError{
		{Key: ReasonTime, Limit: 2 * time.Minute}:                              {Cause: pool.CauseTimeout, Time: 2 * time.Minute},
		{Key: ReasonMemory, Most: 1 << 30}:                                     {Cause: pool.CauseMemory, Memory: 1 << 30},
		{Key: ReasonWorker, Detail: "the worker process ended: exit status 2"}: {Cause: pool.CauseCrash, Status: "exit status 2"},
	} {
		e := &PhotoError{Kind: KindCrash, Err: crash}
		if got := e.Because(); got != want {
			t.Errorf("%v: %+v, want %+v", crash, got, want)
		}
	}
	if got := (&PhotoError{}).Because(); got != (Reason{}) {
		t.Errorf("no error has the reason %+v", got)
	}
}
