package weights_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/zerokara/zerokara/nn/recipe"
	"github.com/zerokara/zerokara/nn/weights"
)

// versioned returns an array's file in a version of NumPy's format.
func versioned(version byte, header string, data []byte) []byte {
	b := append([]byte("\x93NUMPY"), version, 0)
	if version == 1 {
		b = binary.LittleEndian.AppendUint16(b, uint16(len(header)))
	} else {
		b = binary.LittleEndian.AppendUint32(b, uint32(len(header)))
	}
	return append(append(b, header...), data...)
}

// TestHeadersThatNumPyReads decodes arrays whose headers numpy.load 1.24.2 reads,
// all with the same values, 1 to 6 as 2x3.
func TestHeadersThatNumPyReads(t *testing.T) {
	one := []byte{0, 0, 128, 63, 0, 0, 0, 64, 0, 0, 64, 64, 0, 0, 128, 64, 0, 0, 160, 64, 0, 0, 192, 64}
	want := []weights.Array{{Name: "array", Dims: []int{2, 3}, Data: []float32{1, 2, 3, 4, 5, 6}}}
	for _, header := range []string{
		"{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }          \n",
		"{'shape': (2, 3), 'fortran_order': False, 'descr': '<f4'}",
		"{'fortran_order':False,'shape':(2,3),'descr':'<f4'}",
		`{"descr": "<f4", "fortran_order": False, "shape": (2, 3)}`,
		"{'descr': \"<f4\", 'fortran_order': False, 'shape': (2, 3,), }\n",
		"  {\n\t'descr' : '<f4' ,\r\n 'fortran_order' : False ,\n 'shape' : ( 2 , 3 ) ,\n}\n\n",
		"{u'descr': u'<f4', r'fortran_order': False, 'shape': (2, 3)}",
		"{'descr': '''<f4''', 'fortran_order': False, \"\"\"shape\"\"\": (2, 3)}",
		"{'descr': '<' 'f4', 'fortran_order': False, 'shape': (2, 3)}",
		`{'descr': '\x3cf4', 'fortran\137order': False, 'sh\u0061pe': (2, 3)}`,
		"{'descr': '<f4', 'fortran_order': False, 'shape': (0x2, +3)} # of another program",
		"{'descr': ('<f4'), 'fortran_order': (False), 'shape': (2, 3)}",
		"{'shape': (9,), 'descr': '<f4', 'fortran_order': False, 'shape': (2, 3)}", // the last holds
		"{'descr': '=f4', 'fortran_order': False, 'shape': (2, 3)}",
		"{'descr': 'f4', 'fortran_order': False, 'shape': (2, 3)}",
		"{'descr': 'f', 'fortran_order': False, 'shape': (2, 3)}",
		"{'descr': '|f4', 'fortran_order': False, 'shape': (2, 3)}",
		"{'descr': 'float32', 'fortran_order': False, 'shape': (2, 3)}",
		"{'descr': 'single', 'fortran_order': False, 'shape': (2, 3)}",
	} {
		for version := byte(1); version <= 3; version++ {
			got, err := weights.Decode(versioned(version, header, one))
			if err != nil || !reflect.DeepEqual(got, want) {
				t.Errorf("version %d, %q: %v, %v", version, header, got, err)
			}
		}
	}
	for header, data := range map[string][]byte{ // one value each, 1
		"{'descr': '<f4', 'fortran_order': False, 'shape': ()}":                               {0, 0, 128, 63},
		"{'descr': '<f4', 'fortran_order': False, 'shape': (1L, 1L)}":                         {0, 0, 128, 63}, // Python 2's
		"{'descr': '>f4', 'fortran_order': True, 'shape': (1,)}":                              {63, 128, 0, 0},
		"{'descr': 'half', 'fortran_order': False, 'shape': (1,)}":                            {0, 60},
		"{'descr': '>e', 'fortran_order': False, 'shape': (1,)}":                              {60, 0},
		"{'descr': 'd', 'fortran_order': False, 'shape': (1,)}":                               {0, 0, 0, 0, 0, 0, 240, 63},
		"{'descr': '>d', 'fortran_order': False, 'shape': (1,)}":                              {63, 240, 0, 0, 0, 0, 0, 0},
		"{'descr': '<f4', 'fortran_order': False, 'shape': (1,)}" + strings.Repeat(" ", 9000): {0, 0, 128, 63},
	} {
		got, err := weights.Decode(versioned(1, header, data))
		if err != nil || !slices.Equal(got[0].Data, []float32{1}) {
			t.Errorf("%.60q: %v, %v", header, got, err)
		}
	}
}

// TestHeadersThatNumPyRefuses checks the reason in the error.
func TestHeadersThatNumPyRefuses(t *testing.T) {
	for header, says := range map[string]string{
		"":                  "ends too soon",
		"{'descr': '<f4'":   "ends too soon",
		"{'descr': '<f4":    "a string has no end",
		"{'descr': '<f4\n'": "ends with its line",
		"('descr', '<f4')":  "not a dictionary",
		"{'descr': '<f4', 'fortran_order': False}":                             `no "shape"`,
		"{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3)} {}":         "after its end",
		"{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), 'more': 1}": "more than descr",
		"{'descr': '<f4', 'fortran_order': 0, 'shape': (2, 3)}":                "True or False",
		"{'descr': '<f4', 'fortran_order': false, 'shape': (2, 3)}":            `"false, 'shape': (2, " is not expected`,
		"{'descr': '<f4', 'fortran_order': False, 'shape': [2, 3]}":            "not a tuple",
		"{'descr': '<f4', 'fortran_order': False, 'shape': (6)}":               "not a tuple",
		"{'descr': '<f4', 'fortran_order': False, 'shape': (2 3)}":             "is not expected",
		"{'descr': '<f4', 'fortran_order': False, 'shape': (2, '3')}":          "more than whole numbers",
		"{'descr': '<f4', 'fortran_order': False, 'shape': (02, 3)}":           "begins with 0",
		"{'descr': '<f4', 'fortran_order': False, 'shape': (2.0, 3)}":          "is not expected",
		"{'descr': '<f4' 'fortran_order': False, 'shape': (2, 3)}":             "is not expected",
		"{'descr': '<f4', 'fortran_order': False,, 'shape': (2, 3)}":           "is not expected",
		"{1: '<f4'}":                            "is not expected",
		strings.Repeat("[", 20):                 "nests deeper",
		`{'descr': '\xg1', 'fortran_order': 1}`: "not a character",
	} {
		_, err := weights.Decode(versioned(1, header, make([]byte, 24)))
		if !errors.Is(err, weights.ErrFile) || !strings.Contains(err.Error(), says) || !strings.Contains(err.Error(), "save it again with numpy.save") {
			t.Errorf("%q: %v, must say %q", header, err, says)
		}
	}
	bad := versioned(3, "{'descr': '<f4', 'fortran_order': False, 'shape': (\xff)}", nil)
	if _, err := weights.Decode(bad); !errors.Is(err, weights.ErrFile) || !strings.Contains(err.Error(), "not UTF-8") {
		t.Errorf("a byte that is not UTF-8: %v", err)
	}
}

// TestOtherHeadersSameWeights loads the same values from archives whose headers
// differ.
func TestOtherHeadersSameWeights(t *testing.T) {
	b, err := os.ReadFile("testdata/one.json")
	if err != nil {
		t.Fatal(err)
	}
	r, err := recipe.Parse(b)
	if err != nil {
		t.Fatal(err)
	}
	var plain []float32
	for _, file := range []string{"plain.npz", "keyorder.npz", "doublequotes.npz"} {
		n := build(t, r)
		if err := weights.Load(n, r, read(t, file)); err != nil {
			t.Fatal(err)
		}
		if plain == nil {
			plain = slices.Clone(n.Values())
		}
		if !slices.Equal(n.Values(), plain) {
			t.Errorf("%s: other weights than plain.npz", file)
		}
	}
	err = weights.Load(build(t, r), r, read(t, "empty_extra.safetensors"))
	if err == nil || !strings.Contains(err.Error(), "no place for scaled (0,)") {
		t.Errorf("an empty tensor: %v, must name it", err)
	}
}

// TestEmptyArrays decodes arrays without values beside others: an empty array begins
// where the next one does.
func TestEmptyArrays(t *testing.T) {
	file := safe(`{"z":{"dtype":"F32","shape":[3,0],"data_offsets":[0,0]},"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}`, 0, 0, 128, 63)
	got, err := weights.Decode(file)
	want := []weights.Array{{Name: "z", Dims: []int{3, 0}, Data: []float32{}}, {Name: "a", Dims: []int{1}, Data: []float32{1}}}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("safetensors: %v, %v", got, err)
	}
	var b bytes.Buffer
	if err := weights.WriteNPZ(&b, want); err != nil {
		t.Fatal(err)
	}
	if got, err = weights.Decode(b.Bytes()); err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf(".npz: %v, %v", got, err)
	}
	got, err = weights.Decode(versioned(1, "{'descr': '<f4', 'fortran_order': True, 'shape': (0, 2)}", nil))
	if err != nil || len(got[0].Data) != 0 || !slices.Equal(got[0].Dims, []int{0, 2}) {
		t.Errorf(".npy: %v, %v", got, err)
	}
}

func FuzzHeader(f *testing.F) {
	f.Add("{'descr': '<f4', 'fortran_order': False, 'shape': (1, 1), }\n", byte(1))
	f.Add(`{"shape": (0x1, +1L), "descr": u'>' "f4", 'fortran_order': (True)} # é`, byte(3))
	f.Add(`{'descr': r'''\x3cf4''' '\x3c\76\u0061\U00000061\q\
', 'a': [None, {'b': ()}]}`, byte(2))
	f.Fuzz(func(t *testing.T, header string, version byte) {
		if len(header) < 1<<16 {
			sound(t, versioned(1+version%3, header, []byte{0, 0, 128, 63}))
		}
	})
}
