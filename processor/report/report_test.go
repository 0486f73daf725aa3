package report

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"go.uber.org/goleak"

	"thumbpool/processor"
	"thumbpool/processor/phototest"
	"thumbpool/processor/reason"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// run starts a job, receives all its events, and returns them.
func run(t *testing.T, sources []string, o processor.Options) ([]processor.Event, processor.Summary) {
	t.Helper()
	job, err := processor.Start(t.Context(), sources, o)
	if err != nil {
		t.Fatal(err)
	}
	var events []processor.Event
	for ev := range job.Events() {
		events = append(events, ev)
	}
	return events, job.Wait()
}

func TestReport(t *testing.T) {
	root := phototest.Tree(t, map[string]string{"a.jpg": "picture", "b, \"2\".jpg": "picture", "c.jpg": "no picture"})
	o := processor.DefaultOptions()
	o.PreviewSide = 8
	var r Report
	events, sum := run(t, []string{root}, o)
	for _, ev := range events {
		r.Add(ev)
	}
	if sum.Made != 2 || sum.Failed != 1 {
		t.Fatalf("%+v", sum)
	}

	if text := r.Text(); !strings.Contains(text, "2 photos in") || !strings.Contains(text, "1 failed") || !strings.Contains(text, "c.jpg: no picture: ") {
		t.Errorf("text:\n%s", text)
	}

	var table bytes.Buffer
	if err := r.WriteCSV(&table); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(&table).ReadAll()
	if err != nil || len(rows) != 4 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	outcomes := map[string]int{}
	for _, row := range rows[1:] {
		cell := func(name string) string {
			for i, n := range rows[0] {
				if n == name {
					return row[i]
				}
			}
			t.Fatalf("no column %s", name)
			return ""
		}
		outcomes[cell("outcome")]++
		if cell("outcome") == "made" && (cell("photo_width") != "40" || cell("decode_ms") == "" || cell("worker") == "" || cell("error") != "") {
			t.Errorf("row %q", row)
		}
		if cell("outcome") == "failed" && !strings.Contains(cell("error"), "no picture") {
			t.Errorf("row %q", row)
		}
	}
	if outcomes["made"] != 2 || outcomes["failed"] != 1 {
		t.Errorf("outcomes %v", outcomes)
	}

	var list bytes.Buffer
	if err := r.WriteJSON(&list); err != nil {
		t.Fatal(err)
	}
	var objects []map[string]any
	if err := json.Unmarshal(list.Bytes(), &objects); err != nil || len(objects) != 4 || objects[3]["event"] != "done" {
		t.Errorf("%v: %s", err, list.Bytes())
	}
}

// TestAReportSaysAFolderThatIsGoneOnce: a drive with a thousand photos is one
// line, and each other failure keeps its own.
func TestAReportSaysAFolderThatIsGoneOnce(t *testing.T) {
	var r Report
	fail := func(root, path string, key reason.Key, err error) {
		r.Add(processor.Failed{PhotoError: &processor.PhotoError{Photo: processor.Photo{Root: root, Path: path}, Step: processor.StepRead, Reason: reason.Reason{Key: key}, Err: err}})
	}
	for range 1000 {
		fail("/drive", "/drive/p.jpg", reason.FolderGone, errors.New("the folder /drive is no longer there"))
	}
	fail("/drive", "/drive/damaged.jpg", reason.Damaged, errors.New("it is damaged"))
	fail("/other", "/other/p.jpg", reason.FolderGone, errors.New("the folder /other is no longer there"))
	want := "/drive: " + string(reason.KindGone) + ": no longer there, 1000 photos failed\n" +
		"/drive/damaged.jpg: " + string(reason.KindDamaged) + ": it is damaged\n" +
		"/other: " + string(reason.KindGone) + ": no longer there, 1 photo failed\n"
	if text := r.Failures(); text != want {
		t.Errorf("%d bytes: %.300s", len(text), text)
	}
}

// TestAReportSaysOfASmallPreview holds that a thumbnail which is smaller than asked
// says why, in each kind of report.
func TestAReportSaysOfASmallPreview(t *testing.T) {
	var r Report
	note := reason.Reason{Key: reason.SmallPreview, Pixels: 300}
	finished := processor.Finished{Result: processor.Result{Photo: processor.Photo{Path: "a.nef"}, PhotoWidth: 300, PhotoHeight: 200, Note: note}}
	r.Add(finished)
	var table, list bytes.Buffer
	if err := errors.Join(r.WriteCSV(&table), r.WriteJSON(&list)); err != nil {
		t.Fatal(err)
	}
	const says = "the raw file holds no larger picture"
	if !strings.Contains(table.String(), says) || !strings.Contains(list.String(), `"note": "`+says+`"`) {
		t.Errorf("%s\n%s", table.String(), list.String())
	}
}

func TestEventsAsJSON(t *testing.T) {
	root := phototest.Tree(t, map[string]string{"a.jpg": "picture", "b.jpg": "", "c.psd": "8BPS\x00\x01"})
	events, _ := run(t, []string{root}, processor.DefaultOptions())
	var names []string
	for _, ev := range events {
		line, err := MarshalEvent(ev)
		if err != nil || bytes.ContainsRune(line, '\n') {
			t.Errorf("%T: %s, %v", ev, line, err)
		}
		name, _, _ := strings.Cut(strings.TrimPrefix(string(line), `{"event":"`), `"`)
		if name == "scanned" && !(strings.Contains(string(line), `"photos":3,`) && strings.Contains(string(line), `"unsupported":1}`)) {
			t.Errorf("three photos, one of which cannot be read, are %s", line)
		}
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	if want := []string{"began", "done", "failed", "finished", "found", "scanned", "started", "workers"}; !slices.Equal(names, want) {
		t.Errorf("events %q, want %q", names, want)
	}
}

// A URL with a user name and a password is told of without them.
func TestReportsHoldNoPassword(t *testing.T) {
	server := httptest.NewServer(http.NotFoundHandler())
	defer server.Close()
	address := strings.TrimPrefix(server.URL, "http://")
	o := processor.DefaultOptions()
	o.Downloads = filepath.Join(t.TempDir(), "pictures")
	events, _ := run(t, []string{"http://token:ho%3Fpla@" + address + "/a.jpg", "ftp://token:ho%3Fpla@a.test/x.jpg"}, o)
	var r Report
	var said bytes.Buffer
	for _, ev := range events {
		line, err := MarshalEvent(ev)
		if err != nil {
			t.Fatal(err)
		}
		said.Write(line)
		r.Add(ev)
	}
	said.WriteString(r.Text())
	if err := errors.Join(r.WriteCSV(&said), r.WriteJSON(&said)); err != nil {
		t.Fatal(err)
	}
	for _, secret := range []string{"token", "ho%3Fpla", "ho?pla"} {
		if strings.Contains(said.String(), secret) {
			t.Errorf("%q is in %s", secret, &said)
		}
	}
	if !strings.Contains(said.String(), server.URL+"/a.jpg") {
		t.Error("the rest of the URL is not told either")
	}
}
