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
// it allocates nothing, unless m has a recipe. It only reads m. One
// goroutine at a time may call it.
func Append(dst []byte, m Message) []byte {
	c := &writer
	*c = wire.Writer(append(dst, Version, byte(m.Kind())))
	m.fields(c)
	b := c.Buffer()
	*c = wire.Codec{}
	return b
}

// writer is Append's: a Codec that an interface's method is called with does not stay
// on the stack.
var writer wire.Codec

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
	empty := kinds[b[1]]
	if empty == nil {
		return nil, errors.New("protocol: unknown message kind " + strconv.Itoa(int(b[1])))
	}
	m, c := empty(), wire.Reader(b[2:])
	m.fields(&c)
	if c.End() != nil {
		return nil, ErrTorn
	}
	return m, nil
}

// part moves a field with fields of its own as a block: its codec is another one,
// so that only a message with such a part allocates.
func part(c *wire.Codec, p interface{ Wire(*wire.Codec) }) {
	if c.Reading() {
		in := wire.Reader(c.Block())
		if p.Wire(&in); in.End() != nil {
			c.Tear()
		}
		return
	}
	out := wire.Writer(nil)
	p.Wire(&out)
	b := out.Buffer()
	c.Bytes(&b)
}
