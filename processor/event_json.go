package processor

import (
	"encoding/json"
	"strconv"
	"time"
)

// MarshalEvent returns an event as one JSON object, without a line break:
//
//	{"event":"found","id":0,"path":"IMG_1.jpg","bytes":4321}
//	{"event":"finished","id":0,"path":"IMG_1.jpg","worker":1,"start_ms":0.1,…}
//
// Times are in milliseconds from the start of the job, sizes in bytes and
// pixels. A path that is not valid UTF-8 has the wrong bytes replaced.
func MarshalEvent(ev Event) ([]byte, error) {
	switch ev := ev.(type) {
	case Found:
		return json.Marshal(struct {
			jsonPhoto
			Bytes int64 `json:"bytes"`
		}{ev.Photo.json("found"), ev.Photo.Size})
	case Scanned:
		return json.Marshal(struct {
			Event  string `json:"event"`
			Photos int    `json:"photos"`
			Bytes  int64  `json:"bytes"`
			Ours   int    `json:"passed_over"`
		}{"scanned", ev.Photos, ev.Bytes, ev.Ours})
	case Downloading:
		return json.Marshal(struct {
			jsonPhoto
			Bytes int64 `json:"bytes"`
			Total int64 `json:"total"`
		}{ev.Photo.json("downloading"), ev.Bytes, ev.Total})
	case Downloaded:
		return json.Marshal(struct {
			jsonPhoto
			Bytes int64 `json:"bytes"`
		}{ev.Photo.json("downloaded"), ev.Photo.Size})
	case Started:
		return json.Marshal(struct {
			jsonPhoto
			Worker int    `json:"worker"`
			At     millis `json:"start_ms"`
		}{ev.Photo.json("started"), ev.Worker, millis(ev.At)})
	case Finished:
		return json.Marshal(struct {
			jsonPhoto
			jsonWork
			Output      string `json:"output"`
			OutputBytes int64  `json:"output_bytes"`
			Width       int    `json:"width"`
			Height      int    `json:"height"`
			PhotoBytes  int64  `json:"photo_bytes"`
			PhotoWidth  int    `json:"photo_width"`
			PhotoHeight int    `json:"photo_height"`
			Damaged     string `json:"damaged,omitempty"`
		}{
			ev.Photo.json("finished"),
			jsonWork{ev.Worker, millis(ev.Start), millis(ev.End), timesOf(ev.Times)},
			ev.Output, ev.OutputBytes, ev.Width, ev.Height, ev.Photo.Size, ev.PhotoWidth, ev.PhotoHeight, ev.Damaged,
		})
	case Skipped:
		return json.Marshal(struct {
			jsonPhoto
			Output string `json:"output"`
		}{ev.Photo.json("skipped"), ev.Output})
	case Failed:
		return json.Marshal(struct {
			jsonPhoto
			jsonWork
			Step   string    `json:"step"`
			Kind   ErrorKind `json:"kind"`
			Reason string    `json:"reason"`
			Stack  string    `json:"stack,omitempty"`
		}{
			ev.Photo.json("failed"),
			jsonWork{ev.Worker, millis(ev.Start), millis(ev.End), timesOf(ev.Times)},
			ev.Op.String(), ev.Kind, ev.Reason(), ev.Stack,
		})
	case Workers:
		return json.Marshal(struct {
			Event   string `json:"event"`
			Target  int    `json:"target"`
			Running int    `json:"running"`
			At      millis `json:"at_ms"`
		}{"workers", ev.Target, ev.Running, millis(ev.At)})
	case Waiting:
		return json.Marshal(struct {
			Event  string `json:"event"`
			Output string `json:"output"`
			By     string `json:"by"`
		}{"waiting", ev.Output, ev.By})
	case Done:
		return json.Marshal(struct {
			Event    string `json:"event"`
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
			"done", ev.Found, ev.Made, ev.Skipped, ev.Failed, ev.Left(), ev.PassedOver,
			millis(ev.Wall), millis(ev.Busy), ev.Workers, ev.Pixels, ev.BytesIn, ev.BytesOut, ev.Stopped, text(ev.Err),
		})
	}
	return nil, &json.UnsupportedValueError{Str: "unknown event"}
}

type jsonPhoto struct {
	Event string `json:"event"`
	ID    int    `json:"id"`
	Path  string `json:"path"`
	URL   string `json:"url,omitempty"`
}

func (p Photo) json(event string) jsonPhoto { return jsonPhoto{event, p.ID, p.Path, p.URL} }

type jsonWork struct {
	Worker int               `json:"worker"`
	Start  millis            `json:"start_ms"`
	End    millis            `json:"end_ms"`
	Times  map[string]millis `json:"times_ms,omitempty"`
}

// timesOf names the steps that took any time.
func timesOf(t Times) map[string]millis {
	named := map[string]millis{}
	for step, d := range t {
		if d > 0 {
			named[Step(step).String()] = millis(d)
		}
	}
	return named
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
