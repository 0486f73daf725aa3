package hevc

// config is an HEVC decoder configuration record (ISO/IEC 14496-15, 8.3.3.1):
// the payload of a box hvcC.
type config struct {
	lengthSize int    // bytes of the length before each NAL unit
	units      []unit // parameter sets and the like
}

func parseConfig(data []byte) (config, error) {
	const head = 23
	if len(data) < head {
		return config{}, malformed("the decoder configuration is cut short")
	}
	c := config{lengthSize: lengthSizeOf(data)}
	at := head
	for range data[22] { // arrays
		if len(data)-at < 3 {
			return config{}, malformed("the decoder configuration is cut short")
		}
		n := int(data[at+1])<<8 | int(data[at+2])
		at += 3
		for range n {
			if len(data)-at < 2 {
				return config{}, malformed("the decoder configuration is cut short")
			}
			length := int(data[at])<<8 | int(data[at+1])
			at += 2
			if length > len(data)-at {
				return config{}, malformed("the decoder configuration is cut short")
			}
			if length >= 2 {
				c.units = append(c.units, newUnit(data, at, at+length, false))
			}
			at += length
		}
	}
	return c, nil
}

// lengthSizeOf is how many bytes a length has, by a record that was parsed.
func lengthSizeOf(record []byte) int { return int(record[21]&3) + 1 }
