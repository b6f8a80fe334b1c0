// Package history is the list of the runs before the bench's: what they were, and what
// can be done with them.
package history
