//go:build race

package hevc

const raceDetector = true
