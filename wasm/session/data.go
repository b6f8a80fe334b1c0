package session

import (
	"errors"
	"time"

	"github.com/zerokara/zerokara/nn/data"
	"github.com/zerokara/zerokara/nn/mnist"
	"github.com/zerokara/zerokara/wasm/protocol"
)

const (
	folder       = "mnist/"
	manifestName = "MANIFEST.json"
	manifestSize = 1 << 18 // max length in bytes
	downloads    = 2       // at a time
	loadEvery    = 100 * time.Millisecond
)

// delays are the waits before each attempt to fetch a file.
var delays = [...]time.Duration{0, 500 * time.Millisecond, 2 * time.Second}

// dataset is the training and test images. They are fetched once in the worker's
// life and serve all its runs.
type dataset struct {
	host  Host
	fault func(code protocol.Code, where, detail string)

	train, test *data.Set // nil before the manifest is there
	files       []*file   // shards in the order of download
	asked       map[int]*file
	lastID      int
	begun       bool
	reason      string        // why there is nothing to train on, "" if there is or will be
	reported    time.Duration // when the last Load was posted
}

// file is a shard or, with kind manifest, the manifest.
type file struct {
	mnist.Shard
	kind  fileKind
	block int // in its set
	state fileState
	tries int
	bytes int // received so far, as transferred
}

type fileKind uint8

const (
	trainShard fileKind = iota
	testShard
	manifest
)

type fileState uint8

const (
	wanted fileState = iota
	onItsWay
	loaded
	lost
)

func newData(h Host, fault func(protocol.Code, string, string)) *dataset {
	return &dataset{host: h, fault: fault, asked: map[int]*file{}}
}

// begin fetches the manifest, and after it the shards, unless that is under
// way or done.
func (d *dataset) begin() {
	if !d.begun {
		d.begun, d.reason = true, ""
		d.fetch(&file{Shard: mnist.Shard{Name: manifestName}, kind: manifest})
	}
}

func (d *dataset) fetch(f *file) {
	d.lastID++
	d.asked[d.lastID] = f
	f.state, f.bytes = onItsWay, 0
	r := Request{ID: d.lastID, URL: folder + f.Name, After: delays[f.tries], Reload: f.tries > 0, Manifest: f.kind == manifest, Limit: manifestSize}
	if !r.Manifest {
		r.Limit = f.Size()
	}
	d.host.Fetch(r)
}

// pump keeps the downloads going. The first training images have the line for themselves:
// the first step waits for nothing else.
func (d *dataset) pump() {
	most := downloads
	if d.train.Loaded() == 0 {
		most = 1
	}
	for _, f := range d.files {
		if len(d.asked) >= most {
			return
		}
		if f.state == wanted {
			d.fetch(f)
		}
	}
}

func (d *dataset) received(id, bytes int) {
	f := d.asked[id]
	if f == nil || f.kind == manifest {
		return
	}
	f.bytes = min(bytes, f.Bytes)
	if now := d.host.Now(); now-d.reported >= loadEvery {
		d.report()
	}
}

func (d *dataset) arrived(id int, content []byte, sha256 string) {
	f := d.asked[id]
	if f == nil {
		return
	}
	if err := d.accept(f, content, sha256); err != nil {
		d.failed(id, err.Error())
		return
	}
	delete(d.asked, id)
	f.state, f.bytes = loaded, f.Bytes
	d.pump()
	d.report()
}

// accept checks a file and takes it over.
func (d *dataset) accept(f *file, content []byte, sha256 string) error {
	if f.kind == manifest {
		return d.open(content)
	}
	if sha256 != "" && sha256 != f.SHA256 {
		return errors.New("SHA-256 is " + sha256 + " instead of " + f.SHA256)
	}
	if err := f.Check(content); err != nil {
		return err
	}
	images, labels := f.Split(content)
	return d.set(f.kind).Fill(f.block, mnist.Batch(images, labels))
}

func (d *dataset) set(k fileKind) *data.Set {
	if k == testShard {
		return d.test
	}
	return d.train
}

// open makes the sets that a manifest describes. The first training shard is
// fetched first, so that training can begin, then the first test shard, so that it
// can be evaluated.
func (d *dataset) open(content []byte) error {
	m, err := mnist.ParseList(content)
	if err != nil {
		return err
	}
	train, err := mnist.NewShardSet(m.Train)
	if err != nil {
		return err
	}
	test, err := mnist.NewShardSet(m.Test)
	if err != nil {
		return err
	}
	d.train, d.test, d.files = train, test, nil
	for i, sh := range m.Train {
		d.files = append(d.files, &file{Shard: sh, kind: trainShard, block: i})
		if i == 0 {
			d.files = append(d.files, &file{Shard: m.Test[0], kind: testShard})
		}
	}
	for i, sh := range m.Test[1:] {
		d.files = append(d.files, &file{Shard: sh, kind: testShard, block: i + 1})
	}
	return nil
}

// failed tries a file again, or gives it up.
func (d *dataset) failed(id int, detail string) {
	f := d.asked[id]
	if f == nil {
		return
	}
	delete(d.asked, id)
	f.tries++
	if f.tries < len(delays) {
		d.fault(protocol.CodeShard, f.Name, detail)
		d.fetch(f)
		return
	}
	f.state = lost
	if f.kind == manifest {
		d.begun, d.reason = false, f.Name+": "+detail
		return
	}
	d.set(f.kind).Lose(f.block)
	fault := protocol.Fault{Code: protocol.CodeShardLost, Where: f.Name, Detail: detail}
	switch {
	case f.kind == testShard && d.test.Len() == 0:
		fault.Reason = protocol.LostAllTest
	case f.kind == testShard:
		fault.Reason = protocol.LostTest
	case d.train.Len() == 0:
		fault.Reason = protocol.LostTraining
	}
	d.host.Post(&fault)
	if d.train.Len() == 0 {
		d.reason = f.Name + ": " + detail
	}
	d.pump()
	d.report()
}

// dead returns why there is nothing to train on, "" if there is or will be.
func (d *dataset) dead() string { return d.reason }

// testPending reports whether a test shard may still come.
func (d *dataset) testPending() bool {
	for _, b := range d.test.Blocks() {
		if b.State == data.BlockPending {
			return true
		}
	}
	return false
}

// report posts how much has arrived, of the shards that are not lost.
func (d *dataset) report() {
	if d.train == nil {
		return
	}
	d.reported = d.host.Now()
	m := protocol.Load{TrainImages: uint32(d.train.Loaded()), TestImages: uint32(d.test.Loaded())}
	for _, f := range d.files {
		if f.state == lost {
			continue
		}
		m.ShardsTotal++
		m.BytesTotal += uint32(f.Bytes)
		m.BytesDone += uint32(f.bytes)
		if f.state == loaded {
			m.ShardsDone++
		}
	}
	d.host.Post(&m)
}
