package grid

// picks is the set of the selected photos, a bit for each ID: all of 100,000 fit
// in 12 kB.
type picks struct {
	words []uint64
	n     int
}

func (p *picks) has(id int) bool {
	return id >= 0 && id>>6 < len(p.words) && p.words[id>>6]&(1<<(id&63)) != 0
}

func (p *picks) add(id int) {
	if p.has(id) {
		return
	}
	for len(p.words) <= id>>6 {
		p.words = append(p.words, 0)
	}
	p.words[id>>6] |= 1 << (id & 63)
	p.n++
}

func (p *picks) remove(id int) {
	if p.has(id) {
		p.words[id>>6] &^= 1 << (id & 63)
		p.n--
	}
}

func (p *picks) clear() {
	p.words, p.n = p.words[:0], 0
}

// set makes p the same as q.
func (p *picks) set(q *picks) {
	p.words, p.n = append(p.words[:0], q.words...), q.n
}
