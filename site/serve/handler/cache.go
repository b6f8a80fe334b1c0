package handler

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"fmt"
	"sync"
	"time"
)

// stamp identifies a version of a file without reading it.
type stamp struct {
	changed time.Time
	size    int64
}

// file is one version of a file in memory.
type file struct {
	stamp stamp
	body  []byte
	tag   string        // hash of body
	gzip  func() []byte // body gzipped, once, on the first call
}

// cache holds the last version read of every file requested.
type cache struct {
	mu    sync.Mutex
	files map[string]*file
}

// get returns the version of a file with the given stamp. It calls read for the
// content if the cache does not hold that version.
func (c *cache) get(name string, s stamp, read func() ([]byte, error)) (*file, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if f := c.files[name]; f != nil && f.stamp.size == s.size && f.stamp.changed.Equal(s.changed) {
		return f, nil
	}
	body, err := read()
	if err != nil {
		return nil, err
	}
	if c.files == nil {
		c.files = map[string]*file{}
	}
	f := &file{
		stamp: s,
		body:  body,
		tag:   fmt.Sprintf("%x", sha256.Sum256(body))[:24],
		gzip:  sync.OnceValue(func() []byte { return compress(body) }),
	}
	c.files[name] = f
	return f, nil
}

func compress(body []byte) []byte {
	var b bytes.Buffer
	w := gzip.NewWriter(&b) // a bytes.Buffer takes everything
	w.Write(body)
	w.Close()
	return b.Bytes()
}
