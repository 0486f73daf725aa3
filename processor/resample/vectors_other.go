//go:build !amd64 || purego

package resample

// vectors are the passes in vector instructions, which this build has none of.
type vectors struct{}

func (*vectors) fit(dst, src raster) bool { return false }

func (*vectors) run(dst, src raster, kx, ky *kernel) {}
