package pool

// blockSize is how many tasks are kept together.
const blockSize = 256

// queue holds tasks in the order in which they came. It grows by blocks, and
// lets go of each when it is empty: one slice of 100,000 tasks would be copied
// whenever it grows, and be half empty after that.
type queue[T any] struct {
	blocks [][]T // none is empty
}

func (q *queue[T]) empty() bool { return len(q.blocks) == 0 }

// push adds a task at the end.
func (q *queue[T]) push(task T) {
	last := len(q.blocks) - 1
	if last < 0 || len(q.blocks[last]) == cap(q.blocks[last]) {
		q.blocks = append(q.blocks, make([]T, 0, blockSize))
		last++
	}
	q.blocks[last] = append(q.blocks[last], task)
}

// pop takes the first task out; there must be one.
func (q *queue[T]) pop() T {
	var none T
	first := q.blocks[0]
	task := first[0]
	first[0] = none // let go of what the task refers to
	if q.blocks[0] = first[1:]; len(first) == 1 {
		q.blocks[0] = nil
		q.blocks = q.blocks[1:]
	}
	return task
}
