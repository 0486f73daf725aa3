package main

import (
	"io"

	"thumbpool/processor"
)

// jsonPrinter writes each event as a line of JSON.
type jsonPrinter struct{ out io.Writer }

func (p *jsonPrinter) print(ev processor.Event) error {
	line, err := processor.MarshalEvent(ev)
	if err != nil {
		return err
	}
	_, err = p.out.Write(append(line, '\n'))
	return err
}
