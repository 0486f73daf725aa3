package jpeg

import "context"

// mcuRun decodes n MCUs from column mx of row my and returns how many it did
// before the data ran out.
type mcuRun func(my, mx, n int) int

// runScan decodes the MCUs of a scan row by row and interval by interval
// (T.81 section E.2.4, with what a lenient decoder adds): when the data of a
// restart interval ends too early or a restart marker is missing, the MCUs in
// between are reported to lost, and decoding goes on at the next marker.
func (d *Decoder) runScan(ctx context.Context, mcusX, mcusY, pos int, run mcuRun, lost func(from, to int)) error {
	total := mcusX * mcusY
	interval := total
	if d.restartInterval > 0 {
		interval = d.restartInterval
	}
	d.src.start(pos)
	for m, count := 0, 0; m < total; count++ {
		d.startInterval()
		end := min(m+interval, total)
		m = d.runInterval(ctx, m, end, mcusX, run)
		if err := ctx.Err(); err != nil {
			return err
		}
		if m < end || d.src.overrun() && !d.frame.arithmetic {
			d.damage()
			lost(m, end)
			m = end
		}
		if m == total {
			break
		}
		skipped, ok := d.resync(byte(count & 7))
		if !ok {
			d.damage()
			lost(m, total)
			break
		}
		if skipped > 0 {
			count += skipped
			end = min(m+skipped*interval, total)
			lost(m, end)
			m = end
		}
	}
	return nil
}

// runInterval decodes the MCUs m to end and returns the first it could not.
func (d *Decoder) runInterval(ctx context.Context, m, end, mcusX int, run mcuRun) int {
	for m < end && ctx.Err() == nil {
		my, mx := m/mcusX, m%mcusX
		n := min(mcusX-mx, end-m)
		done := run(my, mx, n)
		m += done
		d.noteInvalid()
		if done < n {
			break
		}
	}
	return m
}

// noteInvalid notes as damage that a code was met which its table does not
// have.
func (d *Decoder) noteInvalid() {
	for i := range 4 {
		if d.dc[i].invalid || d.ac[i].invalid {
			d.dc[i].invalid, d.ac[i].invalid = false, false
			d.damage()
		}
	}
}

// startInterval resets what a restart resets, T.81 sections F.2.1.3.1, F.2.4.4
// and G.1.2.2.
func (d *Decoder) startInterval() {
	d.eobRun = 0
	for i := range d.frame.comps {
		d.frame.comps[i].pred, d.frame.comps[i].context = 0, 0
	}
	if d.frame.arithmetic {
		for i := range d.dcBins {
			d.dcBins[i].Reset(d.conditioning[0][i])
			d.acBins[i].Reset(d.conditioning[1][i])
		}
		d.coder.Start(&d.src)
	}
}

// resync continues after the next restart marker, which should have the number
// want. The judgement is that of libjpeg's jpeg_resync_to_restart: a marker a
// little ahead means that skipped intervals are missing, one a little behind
// is a leftover to pass over, and any other stands for the one wanted. ok is
// false when the scan has no further restart marker.
func (d *Decoder) resync(want byte) (skipped int, ok bool) {
	s := &d.src
	for pos := s.next; ; pos += 2 {
		pos = findMarker(s.data, pos)
		if pos == len(s.data) {
			s.next, s.last = pos, true
			return 0, false
		}
		m := s.data[pos+1]
		if m < markerSOF0 {
			continue // not a marker that exists
		}
		if !isRestart(m) {
			s.next, s.last = pos, true
			return 0, false
		}
		ahead := int(m-markerRST0-want) & 7
		if ahead >= 6 {
			d.damageAt(pos, false)
			continue
		}
		if ahead > 0 {
			d.damageAt(pos, false)
		}
		s.start(pos + 2)
		if ahead > 2 {
			ahead = 0
		}
		return ahead, true
	}
}
