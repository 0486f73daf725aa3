package processor

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"

	"thumbpool/processor/download"
	"thumbpool/processor/format"
	"thumbpool/processor/photo"
	"thumbpool/processor/place"
	"thumbpool/processor/reason"
)

// PlaceForDownloads returns the folder that photos from the web go to.
func (o Options) PlaceForDownloads() string {
	switch {
	case o.Downloads != "":
		return o.Downloads
	case o.Out != "":
		return filepath.Join(filepath.Dir(filepath.Clean(o.Out)), DownloadFolder)
	}
	return DownloadFolder
}

// download is how photos from the web are fetched.
func (o Options) download() download.Options {
	d := download.DefaultOptions()
	d.Dir = o.PlaceForDownloads()
	d.Concurrent, d.PerHost = o.Connections, o.PerHost
	d.MaxBytes = o.MaxFileBytes
	d.AttemptTimeout, d.LeastRate = o.DownloadTimeout, o.DownloadRate
	d.PublicOnly = o.PublicOnly
	d.UserAgent = "Thumbpool/" + Version
	d.Transport = o.transport
	return d
}

// fetch downloads photos and puts each into the queue as soon as it is there,
// so that downloading and rendering overlap. It returns early when ctx is
// cancelled.
func (j *Job) fetch(ctx context.Context, photos []Photo) {
	if len(photos) == 0 || ctx.Err() != nil {
		return
	}
	byURL := map[string][]Photo{} // the same picture may be asked for twice
	var urls []string
	for _, p := range photos {
		url := p.Address()
		if len(byURL[url]) == 0 {
			urls = append(urls, url)
		}
		byURL[url] = append(byURL[url], p)
	}
	events, err := download.Run(ctx, urls, j.options.download())
	if err != nil { // photos that are here already are none the worse for it
		for _, p := range photos {
			j.notDownloaded(p, &download.Error{URL: p.URL, Key: reason.Download, Err: err})
		}
		return
	}
	for ev := range events {
		switch ev := ev.(type) {
		case download.Started:
			j.awaitResume(ctx)
		case download.Progress:
			j.emit(Downloading{Photo: byURL[ev.URL][0], Bytes: ev.Bytes, Total: ev.Total})
		case download.Done:
			for _, p := range byURL[ev.URL] {
				p = arrived(p, ev.Path)
				j.emit(Downloaded{p})
				if !j.assign(ctx, p) {
					return
				}
			}
		case download.Failed:
			for _, p := range byURL[ev.URL] {
				j.notDownloaded(p, ev.Error)
			}
		}
	}
}

// notDownloaded reports a photo that did not come. A full disk ends the job.
func (j *Job) notDownloaded(p Photo, err *download.Error) {
	failed := photo.NewError(p, StepDownload, err)
	j.emit(Failed{PhotoError: failed})
	if failed.Reason.Key == reason.DiskFull {
		j.abort(err)
	}
}

// at is a photo from the web whose file is, or will be, at path.
func at(p Photo, path string) Photo {
	// The thumbnails' folder is beside the downloads'.
	return p.Arrived(path, filepath.Dir(filepath.Dir(path)), filepath.Base(path))
}

// arrived is a photo from the web once its file is at path.
func arrived(p Photo, path string) Photo {
	p = at(p, path)
	p.Shared = true // names do not depend on what arrives first
	if info, err := os.Stat(path); err == nil {
		p.Size, p.ModTime, p.Mode = info.Size(), info.ModTime(), info.Mode()
	}
	if f, err := place.Open(path, os.O_RDONLY, 0); err == nil {
		head := make([]byte, format.SniffLen)
		if n, err := f.ReadAt(head, 0); err == nil || errors.Is(err, io.EOF) {
			p.See(f, head[:n])
		}
		_ = f.Close() // it was only read
	}
	return p
}
