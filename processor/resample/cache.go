package resample

// cacheSize is enough for the luma and chroma, width and height, of thumbnails
// and of their previews, of two cameras' photos in portrait and landscape.
const cacheSize = 32

// cache remembers the kernels asked for last.
type cache struct {
	entries [cacheSize]entry
	next    int // the entry to give up
}

type entry struct {
	src    int
	axis   Axis
	passes passes
}

// passes returns the kernels of axis a over src samples.
func (c *cache) passes(src int, a Axis) passes {
	for i := range c.entries {
		if e := &c.entries[i]; e.src == src && e.axis == a {
			return e.passes
		}
	}
	p := newPasses(src, a)
	c.entries[c.next] = entry{src, a, p}
	c.next = (c.next + 1) % cacheSize
	return p
}
