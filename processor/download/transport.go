package download

import (
	"net"
	"net/http"
	"net/netip"
	"syscall"
	"time"
)

// maxHeader bounds the head of an answer, in bytes. What it says may be kept
// for as long as the run, and shown.
const maxHeader = 64 << 10

// newTransport returns a transport with the time limits of o. Pictures are
// compressed already, so it asks for no further compression.
func newTransport(o Options) *http.Transport {
	t := &http.Transport{
		Proxy:                  http.ProxyFromEnvironment,
		DialContext:            newDialer(o).DialContext,
		TLSHandshakeTimeout:    o.ConnectTimeout,
		ResponseHeaderTimeout:  o.HeaderTimeout,
		MaxResponseHeaderBytes: maxHeader,
		MaxIdleConns:           2 * o.Concurrent,
		MaxIdleConnsPerHost:    o.PerHost,
		IdleConnTimeout:        30 * time.Second,
		DisableCompression:     true,
		ForceAttemptHTTP2:      true,
	}
	if o.PublicOnly {
		t.Proxy = nil
	}
	return t
}

// newDialer returns what makes the connections.
func newDialer(o Options) *net.Dialer {
	d := &net.Dialer{Timeout: o.ConnectTimeout}
	if o.PublicOnly {
		d.Control = refusePrivate
	}
	return d
}

// notPublicError says that a name leads, or an address is, to where
// [Options.PublicOnly] does not go.
type notPublicError struct{ address netip.Addr }

func (e *notPublicError) Error() string {
	return "the server's address " + e.address.String() + " is not a public one"
}

// refusePrivate is the control of a dialer (see [net.Dialer.Control]) that goes
// to public addresses only. It is asked once names are resolved, for each
// address that is about to be connected to.
func refusePrivate(_, address string, _ syscall.RawConn) error {
	at, err := netip.ParseAddrPort(address)
	if err != nil {
		return err
	}
	if !isPublic(at.Addr()) {
		return &notPublicError{at.Addr()}
	}
	return nil
}

// isPublic tells whether an address may be that of a server on the internet,
// as IANA's registries of special-purpose addresses have it. An IPv4 address
// that an IPv6 address stands for counts in its place.
func isPublic(a netip.Addr) bool {
	a = a.Unmap()
	if nat64 := netip.MustParsePrefix("64:ff9b::/96"); nat64.Contains(a) {
		b := a.As16()
		a = netip.AddrFrom4([4]byte(b[12:]))
	}
	allowed, except := public6()
	if a.Is4() {
		allowed, except = public4()
	}
	if !allowed.Contains(a) || a.Zone() != "" {
		return false
	}
	for _, p := range except {
		if p.Contains(a) {
			return false
		}
	}
	return true
}

func public4() (allowed netip.Prefix, except []netip.Prefix) {
	return netip.MustParsePrefix("0.0.0.0/0"), prefixes(
		"0.0.0.0/8",       // this network, and no address at all
		"10.0.0.0/8",      // private
		"100.64.0.0/10",   // shared by the customers of a provider
		"127.0.0.0/8",     // this machine
		"169.254.0.0/16",  // this link; clouds give out passwords there
		"172.16.0.0/12",   // private
		"192.0.0.0/24",    // protocols
		"192.0.2.0/24",    // examples
		"192.88.99.0/24",  // relays of 6to4, which is no more
		"192.168.0.0/16",  // private
		"198.18.0.0/15",   // measurements
		"198.51.100.0/24", // examples
		"203.0.113.0/24",  // examples
		"224.0.0.0/3",     // multicast, reserved, broadcast
	)
}

// public6 allows what is given out to networks. All else is private, local,
// multicast, reserved, or stands for an IPv4 address.
func public6() (allowed netip.Prefix, except []netip.Prefix) {
	return netip.MustParsePrefix("2000::/3"), prefixes(
		"2001::/23",     // protocols, with Teredo, which stands for IPv4
		"2001:db8::/32", // examples
		"2002::/16",     // 6to4, which stands for IPv4
		"3fff::/20",     // examples
	)
}

func prefixes(texts ...string) []netip.Prefix {
	all := make([]netip.Prefix, len(texts))
	for i, text := range texts {
		all[i] = netip.MustParsePrefix(text)
	}
	return all
}
