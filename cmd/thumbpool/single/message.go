package single

import (
	"bufio"
	"encoding/json"
	"errors"
	"io"
	"net"
	"time"
)

const (
	// maxMessage bounds what a second start may send, in bytes.
	maxMessage = 1 << 20
	// taken is the answer to sources that are shown.
	taken = "taken\n"
)

// message is what a second start sends, as one line of JSON.
type message struct {
	Sources []string
}

// bytesOf is a message on the line: paths need not be UTF-8, and text in JSON is.
type bytesOf struct {
	Sources [][]byte `json:"sources"`
}

// MarshalJSON writes sources byte for byte.
func (m message) MarshalJSON() ([]byte, error) {
	var line bytesOf
	for _, source := range m.Sources {
		line.Sources = append(line.Sources, []byte(source))
	}
	return json.Marshal(line)
}

// UnmarshalJSON reads what [message.MarshalJSON] writes.
func (m *message) UnmarshalJSON(text []byte) error {
	var line bytesOf
	if err := json.Unmarshal(text, &line); err != nil {
		return err
	}
	m.Sources = nil
	for _, source := range line.Sources {
		m.Sources = append(m.Sources, string(source))
	}
	return nil
}

// hand sends sources to the first start and waits for its answer.
func hand(conn net.Conn, sources []string, late time.Time) error {
	defer conn.Close()
	text, err := json.Marshal(message{sources})
	if err != nil {
		return err
	}
	if err := conn.SetDeadline(late); err != nil {
		return err
	}
	if _, err := conn.Write(append(text, '\n')); err != nil {
		return err
	}
	answer, err := bufio.NewReader(io.LimitReader(conn, int64(len(taken)))).ReadString('\n')
	if err == nil && answer != taken {
		err = errors.New("the window that is open does not take the photos")
	}
	return err
}

// receive reads a message; the error says that it is too long, came too slowly,
// is cut short or is none.
func receive(r io.Reader) (m message, err error) {
	line, err := bufio.NewReader(io.LimitReader(r, maxMessage)).ReadBytes('\n')
	if err != nil {
		return message{}, err
	}
	if err := json.Unmarshal(line, &m); err != nil {
		return message{}, err
	}
	return m, nil
}
