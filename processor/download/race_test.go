//go:build race

package download

const raceDetector = true
