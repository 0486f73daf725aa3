package report

import (
	"encoding/json"
	"strconv"
	"time"
	"unicode/utf8"

	"thumbpool/processor"
	"thumbpool/processor/escape"
	"thumbpool/processor/reason"
)

// MarshalEvent returns an event as one JSON object, without a line break:
//
//	{"event":"began","began":"2026-11-28T05:36:48.123456Z","shard":"3/8",…}
//	{"event":"found","id":0,"path":"IMG_1.jpg","bytes":4321}
//	{"event":"finished","id":0,"path":"IMG_1.jpg","worker":1,"start_ms":0.1,…}
//
// Times are in milliseconds from the start of the job, which is said by the clock
// of the machine (RFC 3339, UTC) when it begins and when it is over, sizes in bytes
// and pixels. What cannot be seen in a text is written as \u and four digits, see
// [escape.JSON]. A path that is not valid UTF-8 has the wrong bytes replaced,
// and stands beside that as it is: "path_base64", "output_base64".
func MarshalEvent(ev processor.Event) ([]byte, error) {
	object := objectOf(ev)
	if object == nil {
		return nil, &json.UnsupportedValueError{Str: "unknown event"}
	}
	line, err := json.Marshal(object)
	return escape.JSON(line), err
}

// noteOf says what is to be known of a thumbnail that is whole; empty for nothing.
func noteOf(r processor.Result) string {
	if r.Note.Key == reason.SmallPreview {
		return "the raw file holds no larger picture"
	}
	return ""
}

// objectOf is an event with the names and the order of its fields in JSON; nil
// for what is no event.
func objectOf(ev processor.Event) any {
	switch ev := ev.(type) {
	case processor.Began:
		return struct {
			Event   string `json:"event"`
			Began   moment `json:"began"`
			Shard   string `json:"shard,omitempty"`
			Version string `json:"version"`
		}{"began", moment(ev.At), ev.Shard.String(), processor.Version}
	case processor.Found:
		return struct {
			jsonPhoto
			Bytes int64 `json:"bytes"`
		}{photoOf(ev.Photo, "found"), ev.Photo.Size}
	case processor.Scanned:
		return struct {
			Event  string `json:"event"`
			Photos int    `json:"photos"`
			Bytes  int64  `json:"bytes"`
			Ours   int    `json:"passed_over"`
			Never  int    `json:"unsupported"`
			Others int    `json:"elsewhere,omitempty"`
		}{"scanned", ev.Photos, ev.Bytes, ev.Ours, ev.Unsupported, ev.Elsewhere}
	case processor.Downloading:
		return struct {
			jsonPhoto
			Bytes int64 `json:"bytes"`
			Total int64 `json:"total"`
		}{photoOf(ev.Photo, "downloading"), ev.Bytes, ev.Total}
	case processor.Downloaded:
		return struct {
			jsonPhoto
			Bytes int64 `json:"bytes"`
		}{photoOf(ev.Photo, "downloaded"), ev.Photo.Size}
	case processor.Started:
		return struct {
			jsonPhoto
			Worker int    `json:"worker"`
			At     millis `json:"start_ms"`
		}{photoOf(ev.Photo, "started"), ev.Worker, millis(ev.At)}
	case processor.Finished:
		return struct {
			jsonPhoto
			jsonWork
			jsonOutput
			OutputBytes int64  `json:"output_bytes"`
			Width       int    `json:"width"`
			Height      int    `json:"height"`
			PhotoBytes  int64  `json:"photo_bytes"`
			PhotoWidth  int    `json:"photo_width"`
			PhotoHeight int    `json:"photo_height"`
			Damaged     string `json:"damaged,omitempty"`
			Note        string `json:"note,omitempty"`
		}{
			photoOf(ev.Photo, "finished"),
			jsonWork{ev.Worker, millis(ev.Start), millis(ev.End), timesOf(ev.Times)},
			outputOf(ev.Output), ev.OutputBytes, ev.Width, ev.Height, ev.Photo.Size, ev.PhotoWidth, ev.PhotoHeight, ev.Damaged, noteOf(ev.Result),
		}
	case processor.Skipped:
		return struct {
			jsonPhoto
			jsonOutput
		}{photoOf(ev.Photo, "skipped"), outputOf(ev.Output)}
	case processor.Failed:
		return struct {
			jsonPhoto
			jsonWork
			Step   string      `json:"step"`
			Kind   reason.Kind `json:"kind"`
			Reason string      `json:"reason"`
			Folder string      `json:"folder,omitempty"` // that is no longer there
			Stack  string      `json:"stack,omitempty"`
		}{
			photoOf(ev.Photo, "failed"),
			jsonWork{ev.Worker, millis(ev.Start), millis(ev.End), timesOf(ev.Times)},
			ev.Step.String(), ev.Kind(), ev.Why(), goneFolder(ev.PhotoError), ev.Stack,
		}
	case processor.Workers:
		return struct {
			Event   string `json:"event"`
			Target  int    `json:"target"`
			Running int    `json:"running"`
			At      millis `json:"at_ms"`
		}{"workers", ev.Target, ev.Running, millis(ev.At)}
	case processor.Waiting:
		return struct {
			Event string `json:"event"`
			jsonOutput
			By string `json:"by"`
		}{"waiting", outputOf(ev.Output), ev.By}
	case processor.Done:
		return struct {
			Event    string `json:"event"`
			Began    moment `json:"began,omitzero"`
			Ended    moment `json:"ended,omitzero"`
			Found    int    `json:"found"`
			Made     int    `json:"made"`
			Skipped  int    `json:"skipped"`
			Failed   int    `json:"failed"`
			Left     int    `json:"left"`
			Ours     int    `json:"passed_over"`
			Wall     millis `json:"wall_ms"`
			Busy     millis `json:"busy_ms"`
			Workers  int    `json:"workers"`
			Pixels   int64  `json:"pixels"`
			BytesIn  int64  `json:"bytes_in"`
			BytesOut int64  `json:"bytes_out"`
			Stopped  bool   `json:"stopped,omitempty"`
			Error    string `json:"error,omitempty"`
		}{
			"done", moment(ev.Began), moment(ev.Ended), ev.Found, ev.Made, ev.Skipped, ev.Failed, ev.Left(), ev.PassedOver,
			millis(ev.Wall), millis(ev.Busy), ev.Workers, ev.Pixels, ev.BytesIn, ev.BytesOut, ev.Stopped, text(ev.Err),
		}
	}
	return nil
}

type jsonPhoto struct {
	Event string `json:"event"`
	ID    int    `json:"id"`
	Path  string `json:"path"`
	Exact []byte `json:"path_base64,omitempty"`
	URL   string `json:"url,omitempty"`
}

func photoOf(p processor.Photo, event string) jsonPhoto {
	return jsonPhoto{event, p.ID, p.Path, exact(p.Path), p.URL}
}

type jsonOutput struct {
	Output string `json:"output"`
	Exact  []byte `json:"output_base64,omitempty"`
}

func outputOf(path string) jsonOutput { return jsonOutput{path, exact(path)} }

// exact are the bytes of a path that JSON cannot hold as a string.
func exact(path string) []byte {
	if utf8.ValidString(path) {
		return nil
	}
	return []byte(path)
}

type jsonWork struct {
	Worker int               `json:"worker"`
	Start  millis            `json:"start_ms"`
	End    millis            `json:"end_ms"`
	Times  map[string]millis `json:"times_ms,omitempty"`
}

// goneFolder is the folder of a photo that failed because it is no longer there;
// empty for all other failures.
func goneFolder(e *processor.PhotoError) string {
	if e.Kind() != reason.KindGone {
		return ""
	}
	return e.Photo.Root
}

// timesOf names the steps that took any time.
func timesOf(t processor.Times) map[string]millis {
	named := map[string]millis{}
	for step, d := range t {
		if d > 0 {
			named[processor.Step(step).String()] = millis(d)
		}
	}
	return named
}

// moment is a time that JSON shows in UTC, to the microsecond.
type moment time.Time

// IsZero says that there is none.
func (m moment) IsZero() bool { return time.Time(m).IsZero() }

// MarshalJSON writes it as RFC 3339 has it.
func (m moment) MarshalJSON() ([]byte, error) {
	return time.Time(m).UTC().AppendFormat(nil, `"2006-01-02T15:04:05.000000Z"`), nil
}

// millis is a duration that JSON shows in milliseconds, to the microsecond.
type millis time.Duration

// MarshalJSON writes the number.
func (m millis) MarshalJSON() ([]byte, error) { return []byte(inMillis(time.Duration(m))), nil }

// inMillis writes a duration in milliseconds, to the microsecond.
func inMillis(d time.Duration) string {
	return strconv.FormatFloat(float64(d.Microseconds())/1e3, 'f', -1, 64)
}

func text(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}
