package download

import (
	"bytes"
	"context"
	"encoding/binary"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"sync/atomic"
	"testing"

	"thumbpool/processor/reason"
)

func TestIsPublic(t *testing.T) {
	for _, text := range []string{
		"1.1.1.1", "8.8.8.8", "93.184.216.34", "100.63.255.255", "100.128.0.0", "172.15.0.1", "172.32.0.1", "192.0.1.1", "192.169.0.1", "198.20.0.1", "223.255.255.255",
		"2606:4700::1111", "2a00:1450:4001::1", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8", "2003::1",
	} {
		if !isPublic(netip.MustParseAddr(text)) {
			t.Errorf("%s is not public", text)
		}
	}
	for _, text := range []string{
		"0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "100.64.0.1", "100.127.255.255", "127.0.0.1", "127.255.255.254", "169.254.169.254",
		"172.16.0.1", "172.31.255.255", "192.0.0.8", "192.0.2.1", "192.88.99.1", "192.168.1.1", "198.18.0.1", "198.19.255.255", "198.51.100.1", "203.0.113.1",
		"224.0.0.251", "239.255.255.250", "240.0.0.1", "255.255.255.255",
		"::", "::1", "::127.0.0.1", "::8.8.8.8", "fe80::1", "fe80::1%eth0", "fec0::1", "fc00::1", "fd12:3456::1", "ff02::1", "ff0e::1",
		"::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "64:ff9b::10.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::8.8.8.8", "100::1",
		"2001::1", "2001:0:53aa::1", "2001:db8::1", "2002:7f00:1::1", "2002:808:808::1", "3fff::1", "4000::1", "5f00::1", "2606:4700::1111%eth0",
	} {
		if isPublic(netip.MustParseAddr(text)) {
			t.Errorf("%s is public", text)
		}
	}
	if isPublic(netip.Addr{}) {
		t.Error("no address is public")
	}
}

// counting is a server on this machine that counts the connections to it.
func counting(t *testing.T, network, address string) (url string, connections *atomic.Int32) {
	t.Helper()
	listener, err := net.Listen(network, address)
	if err != nil {
		t.Skip(err) // a machine without IPv6
	}
	connections = &atomic.Int32{}
	server := httptest.NewUnstartedServer(content(picture(3000, 1), ""))
	_ = server.Listener.Close()
	server.Listener = listener
	server.Config.ConnState = func(_ net.Conn, s http.ConnState) {
		if s == http.StateNew {
			connections.Add(1)
		}
	}
	server.Start()
	t.Cleanup(server.Close)
	return server.URL, connections
}

// TestPublicOnly tries to get at a server on this machine: by its addresses, in
// each of their spellings, by its name, by a redirection, and by a name of
// which another address was said to be public.
func TestPublicOnly(t *testing.T) {
	four, connections := counting(t, "tcp4", "127.0.0.1:0")
	port := four[strings.LastIndexByte(four, ':'):]
	for _, host := range []string{"127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[64:ff9b::127.0.0.1]", "0.0.0.0", "127.1.2.3", "[::]"} {
		o := DefaultOptions()
		o.Dir, o.PublicOnly = t.TempDir(), true
		_, failed := collect(t.Context(), t, o, []string{"http://" + host + port + "/x.jpg"}, nil).one(t)
		if failed == nil || failed.Key != reason.NotPublic || failed.Attempts != 1 || !strings.HasSuffix(failed.Error(), " is not a public one") {
			t.Errorf("%s: failed by %v", host, failed)
		}
	}
	if n := connections.Load(); n != 0 {
		t.Errorf("%d connections", n)
	}
	o := DefaultOptions()
	o.Dir = t.TempDir()
	collect(t.Context(), t, o, []string{four + "/x.jpg"}, nil).path(t)
	if connections.Load() != 1 {
		t.Error("connections are not counted")
	}
}

func TestPublicOnlySix(t *testing.T) {
	six, connections := counting(t, "tcp6", "[::1]:0")
	o := DefaultOptions()
	o.Dir, o.PublicOnly = t.TempDir(), true
	_, failed := collect(t.Context(), t, o, []string{six + "/x.jpg"}, nil).one(t)
	if failed == nil || failed.Key != reason.NotPublic || connections.Load() != 0 {
		t.Errorf("failed by %v, after %d connections", failed, connections.Load())
	}
}

// TestPublicOnlyBehindRedirects lets a server that is taken for a public one
// lead to one of this machine.
func TestPublicOnlyBehindRedirects(t *testing.T) {
	private, connections := counting(t, "tcp4", "127.0.0.1:0")
	public := httptest.NewServer(http.RedirectHandler(private+"/x.jpg", http.StatusFound))
	defer public.Close()
	o := DefaultOptions()
	o.Dir, o.PublicOnly = t.TempDir(), true
	transport := newTransport(o)
	defer transport.CloseIdleConnections()
	usual := transport.DialContext
	transport.DialContext = func(ctx context.Context, network, address string) (net.Conn, error) {
		if address == "public.test:80" {
			return (&net.Dialer{}).DialContext(ctx, network, public.Listener.Addr().String())
		}
		return usual(ctx, network, address)
	}
	o.PublicOnly, o.Transport = false, transport
	_, failed := collect(t.Context(), t, o, []string{"http://public.test/x.jpg"}, nil).one(t)
	if failed == nil || failed.Key != reason.NotPublic || connections.Load() != 0 {
		t.Errorf("failed by %v, after %d connections", failed, connections.Load())
	}
}

// TestPublicOnlyAgainstNames has a name server that changes its mind: what it
// said at first does not count, only what is connected to.
func TestPublicOnlyAgainstNames(t *testing.T) {
	private, connections := counting(t, "tcp4", "127.0.0.1:0")
	o := DefaultOptions()
	o.Dir, o.PublicOnly, o.Attempts = t.TempDir(), true, 1
	var asked atomic.Int32
	dialer := newDialer(o)
	dialer.Resolver = &net.Resolver{PreferGo: true, Dial: func(context.Context, string, string) (net.Conn, error) {
		client, server := net.Pipe()
		address := [4]byte{8, 8, 8, 8}
		if asked.Add(1) > 2 { // one question each for IPv4 and IPv6
			address = [4]byte{127, 0, 0, 1}
		}
		go answerName(server, address)
		return client, nil
	}}
	if ips, err := dialer.Resolver.LookupNetIP(t.Context(), "ip4", "rebinding.test."); err != nil || !isPublic(ips[0]) {
		t.Fatalf("at first the name leads to %v, %v", ips, err)
	}
	for asked.Load() < 2 {
		_, _ = dialer.Resolver.LookupNetIP(t.Context(), "ip4", "rebinding.test.")
	}
	transport := newTransport(o)
	defer transport.CloseIdleConnections()
	transport.DialContext = dialer.DialContext
	o.PublicOnly, o.Transport = false, transport
	url := "http://rebinding.test." + private[strings.LastIndexByte(private, ':'):] + "/x.jpg"
	_, failed := collect(t.Context(), t, o, []string{url}, nil).one(t)
	if failed == nil || failed.Key != reason.NotPublic || !strings.Contains(failed.Error(), "127.0.0.1") || connections.Load() != 0 {
		t.Errorf("failed by %v, after %d connections", failed, connections.Load())
	}
}

// answerName answers one question of a resolver, as over TCP, with an IPv4
// address, or with nothing if it is for another kind.
func answerName(conn net.Conn, address [4]byte) {
	defer conn.Close()
	var length uint16
	if binary.Read(conn, binary.BigEndian, &length) != nil {
		return
	}
	question := make([]byte, length)
	if _, err := conn.Read(question); err != nil {
		return
	}
	end := 12 + bytes.IndexByte(question[12:], 0) + 5 // name, type, class
	answer := append([]byte{}, question[:end]...)
	copy(answer[2:], []byte{0x81, 0x80, 0, 1, 0, 0, 0, 0, 0, 0}) // an answer with one question
	if kind := binary.BigEndian.Uint16(question[end-4:]); kind == 1 {
		answer[7] = 1
		answer = append(answer, 0xC0, 12, 0, 1, 0, 1, 0, 0, 0, 0, 0, 4)
		answer = append(answer, address[:]...)
	}
	_ = binary.Write(conn, binary.BigEndian, uint16(len(answer)))
	_, _ = conn.Write(answer)
}

// TestPublicOnlyUsesNoProxy holds that nothing else makes the connections.
func TestPublicOnlyUsesNoProxy(t *testing.T) {
	o := DefaultOptions()
	if newTransport(o).Proxy == nil {
		t.Error("no proxy is used")
	}
	o.PublicOnly = true
	if newTransport(o).Proxy != nil {
		t.Error("a proxy is used, which may connect to any address")
	}
	o.Dir, o.Transport = t.TempDir(), http.DefaultTransport
	if err := o.Validate(); err == nil || !strings.Contains(err.Error(), "PublicOnly") {
		t.Errorf("error %v for another transport", err)
	}
}
