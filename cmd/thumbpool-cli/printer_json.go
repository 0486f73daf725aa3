package main

import (
	"thumbpool/processor"
	"thumbpool/processor/report"
)

// jsonPrinter shows each event as a JSON object.
type jsonPrinter struct{}

func (jsonPrinter) line(ev processor.Event) (string, error) {
	object, err := report.MarshalEvent(ev)
	return string(object) + "\n", err
}
