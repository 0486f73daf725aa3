package main

import "thumbpool/processor"

// jsonPrinter shows each event as a JSON object.
type jsonPrinter struct{}

func (jsonPrinter) line(ev processor.Event) (string, error) {
	object, err := processor.MarshalEvent(ev)
	return string(object) + "\n", err
}
