package data

// Data is what a network learns from: a Set, or a Stream.
type Data interface {
	// Format says what the samples are.
	Format() Format
	// Source returns the samples from the start, in an order that depends on
	// seed.
	Source(seed uint64) Source
}

// Source gives mini-batches one after the other. Its state is only its
// position, so that a run can go on from a checkpoint.
type Source interface {
	// Draw overwrites b with the next n samples, fewer at the end of an epoch. On
	// ErrPending, when they have not arrived yet, and any other error nothing is
	// consumed. It allocates nothing once b is large enough.
	Draw(b *Batch, n int) error
	// Len returns the samples in an epoch; it is negative if the source never ends.
	Len() int
	// Epoch returns the epoch of the last batch, 1 before any.
	Epoch() int
	// EpochDone reports whether the last batch ended its epoch.
	EpochDone() bool
	// Position returns where the source stands, and Seek goes back there.
	Position() (epoch, offset int)
	Seek(epoch, offset int) error
}
