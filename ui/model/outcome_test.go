package model

import (
	"bytes"
	"encoding/csv"
	"image"
	"reflect"
	"strings"
	"testing"
	"time"

	"thumbpool/processor"
	"thumbpool/processor/reason"
)

// outcome is a model after a run with a thumbnail, one that was there already,
// a failure, and a photo that had no turn.
func outcome() *Model {
	m := running(4)
	made := finished(2).(processor.Finished)
	made.Worker, made.Start, made.End = 2, time.Second, 1500*time.Millisecond
	made.Times[processor.StepDecode] = 300 * time.Millisecond
	made.OutputBytes, made.PhotoWidth, made.PhotoHeight, made.Width, made.Height = 777, 4000, 3000, 256, 192
	m.Apply([]processor.Event{
		made,
		processor.Skipped{Photo: photo(0), Output: "/p/thumbs/IMG_0.jpg"},
		failed(1, reason.Damaged),
		processor.Done{Summary: processor.Summary{Found: 4, Made: 1, Skipped: 1, Failed: 1, Wall: 2 * time.Second, Workers: 2, Stopped: true}},
	}, start)
	return m
}

func TestReport(t *testing.T) {
	m := outcome()
	o := m.Outcome()
	m.Close() // the copy stays
	var b bytes.Buffer
	if err := o.Report().WriteCSV(&b); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(&b).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	column := map[string]int{}
	for i, name := range rows[0] {
		column[name] = i
	}
	want := []map[string]string{
		{"photo": "/p/IMG_0.jpg", "outcome": "up to date", "thumbnail": "/p/thumbs/IMG_0.jpg", "worker": ""},
		{"photo": "/p/IMG_1.jpg", "outcome": "failed", "worker": "1", "error": "damaged: the file ends early"},
		{
			"photo": "/p/IMG_2.jpg", "outcome": "made", "worker": "2", "start_ms": "1000", "end_ms": "1500", "decode_ms": "300",
			"photo_width": "4000", "photo_height": "3000", "width": "256", "height": "192", "bytes": "777", "photo_bytes": "1000",
		},
	}
	if len(rows) != 1+len(want) {
		t.Fatalf("%d rows, want %d:\n%v", len(rows)-1, len(want), rows)
	}
	for i, cells := range want {
		for name, value := range cells {
			if got := rows[i+1][column[name]]; got != value {
				t.Errorf("row %d: %s is %q, want %q", i, name, got, value)
			}
		}
	}
	if text := o.Report().Text(); !strings.Contains(text, "1 photos in 2.00 s") || !strings.Contains(text, "1 were not begun") {
		t.Errorf("the text is %q", text)
	}
}

func TestReportAfterARetryHoldsAllPhotos(t *testing.T) {
	m := outcome()
	m.Begin(m.FailedOnes(), start)
	if m.HasReport() {
		t.Error("there is a report while a run is on")
	}
	m.Apply([]processor.Event{finished(1), processor.Done{Summary: processor.Summary{Found: 1, Made: 1}}}, start)
	var b bytes.Buffer
	if err := m.Outcome().Report().WriteCSV(&b); err != nil {
		t.Fatal(err)
	}
	if got := strings.Count(b.String(), "\n") - 1; got != 3 || strings.Contains(b.String(), "failed") {
		t.Errorf("%d rows, want 3 and no failure:\n%s", got, &b)
	}
}

func TestAFolderThatIsGoneIsOneReason(t *testing.T) {
	m := ready(5)
	m.Begin(m.All(), start)
	var batch []processor.Event
	for id := range 5 {
		f := failed(id, reason.Damaged).(processor.Failed)
		if id != 2 {
			f.PhotoError.Reason = reason.Reason{Key: reason.FolderGone}
			m.Cell(id).Photo.Root = "/drive\u2028"
		}
		batch = append(batch, f)
	}
	m.Apply(append(batch, processor.Done{Summary: processor.Summary{Found: 5, Failed: 5}}), start)
	want := []Reason{
		{Photo: "/drive ", Kind: Say("kind.folder-gone"), Why: Count("gone.advice", 4)},
		{Photo: "IMG_2.jpg", Kind: Say("kind.damaged"), Why: m.Cell(2).WholeReason()},
	}
	if got := m.Reasons(); !reflect.DeepEqual(got, want) {
		t.Errorf("reasons are %+v, want %+v", got, want)
	}
}

func TestWhatThereIsToReport(t *testing.T) {
	for name, m := range map[string]*Model{"empty": New(), "ready": ready(2), "running": running(2)} {
		if m.HasReport() || m.CanRetry() || m.CanShowFailed() {
			t.Errorf("%s: report %v, retry %v, show %v", name, m.HasReport(), m.CanRetry(), m.CanShowFailed())
		}
	}
	m := outcome()
	if !m.HasReport() || !m.CanRetry() || !m.CanShowFailed() {
		t.Errorf("after a failure: report %v, retry %v, show %v", m.HasReport(), m.CanRetry(), m.CanShowFailed())
	}
	want := []Reason{{Photo: "IMG_1.jpg", Kind: Say("kind.damaged"), Why: m.Cell(1).WholeReason()}}
	if got := m.Reasons(); !reflect.DeepEqual(got, want) {
		t.Errorf("reasons are %+v, want %+v", got, want)
	}
	unread := New()
	unread.Choose([]string{"/p"}, true)
	unread.Apply(append(append(unreadable(0), found(2)[1]), processor.Scanned{Photos: 1}), start)
	unread.Begin(unread.All(), start)
	unread.Apply([]processor.Event{finished(1), processor.Done{Summary: processor.Summary{Found: 1, Made: 1}}}, start)
	if unread.CanRetry() || !unread.CanShowFailed() {
		t.Errorf("a folder that cannot be read: retry %v, show %v", unread.CanRetry(), unread.CanShowFailed())
	}
}

func TestLanesAreShownWhenAWorkerHadAPhoto(t *testing.T) {
	died, worked := running(2), running(2)
	worked.Apply([]processor.Event{processor.Started{Photo: photo(0), Worker: 1}}, start)
	for _, m := range []*Model{died, worked} {
		if !m.HasLanes() {
			t.Error("there are no lanes while a run is on")
		}
		m.Apply([]processor.Event{processor.Done{Summary: processor.Summary{Found: 2, Stopped: true}}}, start)
	}
	if ready(2).HasLanes() || died.HasLanes() || !worked.HasLanes() {
		t.Errorf("lanes: ready %v, died before any photo %v, at work %v", ready(2).HasLanes(), died.HasLanes(), worked.HasLanes())
	}
}

func TestTitle(t *testing.T) {
	name := Say("verbatim", "Text", "p")
	paused, stopping := running(3), running(3)
	for _, m := range []*Model{paused, stopping} {
		m.Apply([]processor.Event{finished(0)}, start)
	}
	paused.Pause(start)
	stopping.Stop()
	looking := New()
	looking.Choose([]string{"/p"}, true)
	looking.BeginScan(start)
	looking.Apply(append(found(4), finished(0)), start)
	tests := []struct {
		name  string
		model *Model
		want  Title
	}{
		{"empty", New(), Title{}},
		{"ready", ready(3), Title{Key: "title.folder", Name: name}},
		{"running", running(3), Title{Key: "title.running", Name: name, Percent: "0"}},
		{"paused", paused, Title{Key: "title.paused", Name: name, Percent: "33"}},
		{"stopping", stopping, Title{Key: "title.running", Name: name, Percent: "33"}},
		{"the total is not known", looking, Title{Key: "title.folder", Name: name}},
		{"done", outcome(), Title{Key: "title.folder", Name: name}},
	}
	for _, tt := range tests {
		if got := tt.model.Title(); !reflect.DeepEqual(got, tt.want) {
			t.Errorf("%s: %+v, want %+v", tt.name, got, tt.want)
		}
	}
}

func TestNotice(t *testing.T) {
	folder := Say("verbatim", "Text", "p")
	end := func(s processor.Summary, before ...processor.Event) *Model {
		m := running(4)
		m.Apply(append(before, processor.Done{Summary: s}), start)
		return m
	}
	full := &processor.PhotoError{Reason: reason.Reason{Key: reason.DiskFull}, Err: image.ErrFormat}
	tests := []struct {
		name  string
		model *Model
		want  Notice
		told  bool
	}{
		{"running", running(4), Notice{}, false},
		{"stopped by hand", end(processor.Summary{Found: 4, Made: 1, Stopped: true}), Notice{}, false},
		{
			"all went well", end(processor.Summary{Found: 4, Made: 4, Wall: 2900 * time.Millisecond}),
			Notice{Title: Count("notice.made", 4, "Time", Took(2900*time.Millisecond)), Lines: []Text{folder}},
			true,
		},
		{
			"with failures", end(processor.Summary{Found: 4, Made: 1, Skipped: 1, Failed: 2, Wall: time.Second}),
			Notice{Title: Count("notice.made", 1, "Time", Took(time.Second)), Lines: []Text{folder, Count("foot.upToDate", 1), Count("foot.failed", 2)}},
			true,
		},
		{
			"the disk is full", end(processor.Summary{Found: 4, Made: 1, Stopped: true, Err: full}),
			Notice{Title: Say("fatal.diskFull"), Lines: []Text{folder, Say("fatal.diskFullAdvice")}},
			true,
		},
		{
			"the folder went", end(processor.Summary{Found: 4, Made: 3, Failed: 1}, failed(3, reason.FolderGone)),
			Notice{Title: Say("gone.title", "Name", "p"), Lines: []Text{folder, Count("gone.advice", 1)}},
			true,
		},
	}
	for _, tt := range tests {
		if got, told := tt.model.Notice(); told != tt.told || !reflect.DeepEqual(got, tt.want) {
			t.Errorf("%s:\n got %+v, %v\nwant %+v, %v", tt.name, got, told, tt.want, tt.told)
		}
	}
}

func TestForget(t *testing.T) {
	list := []Recent{{Path: "a"}, {Path: "b"}}
	if got := Forget(list, "a"); !reflect.DeepEqual(got, []Recent{{Path: "b"}}) {
		t.Errorf("left are %v", got)
	}
	if list[0].Path != "a" {
		t.Error("the list that was given has changed")
	}
}
