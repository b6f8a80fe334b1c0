//go:build js

package main

import "sync"

// inbox queues the work of JavaScript events for the main goroutine, the only one
// that uses the session.
type inbox struct {
	mu    sync.Mutex
	queue []func()
	spare []func()
	wake  chan struct{} // holds one token while the queue may be non-empty
}

func (b *inbox) put(f func()) {
	b.mu.Lock()
	b.queue = append(b.queue, f)
	b.mu.Unlock()
	select {
	case b.wake <- struct{}{}:
	default:
	}
}

// take returns the queue; it is valid until the next call.
func (b *inbox) take() []func() {
	b.mu.Lock()
	defer b.mu.Unlock()
	taken := b.queue
	clear(b.spare)
	b.queue, b.spare = b.spare[:0], taken
	return taken
}
