// Package protocol has the messages between the page and the training worker.
// Commands go from the page to the worker, events come back. A message is one
// byte of protocol version, one byte of kind, then its fields in order as package
// wire encodes them. The package knows nothing of JavaScript.
//
// A message is written down in one place, in the file of its topic: its type, its
// kind's number, its fields and its constructor. Commands have numbers below 64,
// events from 64 on.
package protocol

import (
	"strconv"

	"github.com/zerokara/zerokara/nn/wire"
)

// Version is the first byte of every message. A page and a worker of different
// versions (a stale cache) refuse each other with ErrVersion.
const Version = 7

// Message is a command or an event.
type Message interface {
	// Kind returns the message's number.
	Kind() Kind
	// fields moves the message's fields, in either direction.
	fields(*wire.Codec)
}

// Kind is the second byte of a message.
type Kind uint8

// kinds has a constructor of empty messages per kind, nil for none.
var kinds [256]func() Message

// register adds a kind; it returns something only so that it can stand beside the
// message's type.
func register(empty func() Message) bool {
	k := empty().Kind()
	if kinds[k] != nil {
		panic("protocol: two messages are of kind " + strconv.Itoa(int(k)))
	}
	kinds[k] = empty
	return true
}
