package protocol

import (
	"errors"
	"strconv"

	"github.com/zerokara/zerokara/nn/wire"
)

// Errors of Decode.
var (
	ErrVersion = errors.New("protocol: the page and its worker are of different versions; reload the page")
	ErrTorn    = errors.New("protocol: message is torn")
)

// Append encodes m after dst and returns the extended slice; with room in dst
// it allocates nothing, unless m has a recipe. It only reads m.
func Append(dst []byte, m Message) []byte {
	c := wire.Writer(append(dst, Version, byte(m.Kind())))
	walk(m, &c)
	return c.Buffer()
}

// Decode reads one message. Byte blocks are copied, so b may be reused. The
// error is ErrVersion, ErrTorn (too short, too long, or a value that Append
// never writes) or names an unknown kind.
func Decode(b []byte) (Message, error) {
	if len(b) < 2 {
		return nil, ErrTorn
	}
	if b[0] != Version {
		return nil, ErrVersion
	}
	m := newMessage(Kind(b[1]))
	if m == nil {
		return nil, errors.New("protocol: unknown message kind " + strconv.Itoa(int(b[1])))
	}
	c := wire.Reader(b[2:])
	walk(m, &c)
	if c.End() != nil {
		return nil, ErrTorn
	}
	return m, nil
}
