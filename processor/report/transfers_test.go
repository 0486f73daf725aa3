package report

import (
	"testing"

	"thumbpool/processor"
)

func TestTransfersAddUp(t *testing.T) {
	photo := func(id int, size int64) processor.Photo {
		return processor.Photo{ID: id, URL: "https://example.org/a.jpg", Path: "https://example.org/a.jpg", Size: size}
	}
	arrivedPhoto := func(id int, size int64) processor.Photo {
		p := photo(id, size)
		p.Root, p.Path = "/pictures", "/pictures/downloads/a.jpg"
		return p
	}
	var sum Transfers
	for _, ev := range []processor.Event{
		processor.Found{Photo: processor.Photo{ID: 0, Path: "local.jpg", Root: "."}},
		processor.Found{Photo: photo(1, 0)},
		processor.Found{Photo: photo(2, 0)},
		processor.Found{Photo: photo(3, 0)},
		processor.Downloading{Photo: photo(1, 0), Bytes: 400, Total: 1000},
		processor.Downloading{Photo: photo(2, 0), Bytes: 50, Total: -1},
		processor.Downloading{Photo: photo(1, 0), Bytes: 900, Total: 1000},
		processor.Downloaded{Photo: arrivedPhoto(1, 1000)},
		processor.Finished{Result: processor.Result{Photo: arrivedPhoto(1, 1000)}},
		processor.Failed{PhotoError: &processor.PhotoError{Photo: photo(2, 0), Step: processor.StepDownload}},
		processor.Failed{PhotoError: &processor.PhotoError{Photo: processor.Photo{ID: 0}, Step: processor.StepDecode}},
	} {
		sum.Add(ev)
	}
	if sum.Files != 3 || sum.Done != 2 || sum.Bytes != 1050 {
		t.Errorf("%d of %d files, %d bytes; want 2 of 3 and 1050", sum.Done, sum.Files, sum.Bytes)
	}
}
