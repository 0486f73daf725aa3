package compare

import (
	"cmp"
	"context"
	"io"
	"os"
	"slices"

	"thumbpool/processor"
)

// readable returns the photos that are on this machine, and how many are still
// on the web.
func readable(photos []processor.Photo) (here []processor.Photo, onWeb int) {
	for _, p := range photos {
		switch {
		case p.OnWeb():
			onWeb++
		case p.Unread == nil:
			here = append(here, p)
		}
	}
	return here, onWeb
}

// spread returns at most n photos that lie, sorted by size, as far apart from
// each other as may be. They stay in the order of the scan: sorted, the largest
// would come last, and all workers but one would wait for it.
func spread(photos []processor.Photo, n int) []processor.Photo {
	if len(photos) <= n {
		return photos
	}
	photos = slices.Clone(photos)
	slices.SortStableFunc(photos, func(a, b processor.Photo) int { return cmp.Compare(a.Size, b.Size) })
	sample := make([]processor.Photo, n)
	for i := range sample {
		sample[i] = photos[(2*i+1)*len(photos)/(2*n)]
	}
	slices.SortFunc(sample, func(a, b processor.Photo) int { return cmp.Compare(a.ID, b.ID) })
	return sample
}

// warm reads a file, so that the first setting finds it in memory as the
// others do. A file that cannot be read fails in every setting alike.
func warm(ctx context.Context, path string) error {
	if info, err := os.Stat(path); err != nil || !info.Mode().IsRegular() {
		return ctx.Err()
	}
	f, err := os.Open(path)
	if err != nil {
		return ctx.Err()
	}
	defer func() { _ = f.Close() }()
	_, _ = io.Copy(io.Discard, f)
	return ctx.Err()
}
