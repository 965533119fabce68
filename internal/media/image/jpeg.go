package image

import (
	"bytes"
	"encoding/binary"
	"slices"

	"github.com/bep/imagemeta"
)

// jpegFile is what the segments of a JPEG say (ITU-T T.81, annex B).
type jpegFile struct {
	width, height, inks int
	passes              bool // progressive
	scans               int
	says                bool   // has segments that Strip leaves out
	profile             []byte // ICC
	kept                [][]byte
}

var (
	iccName   = []byte("ICC_PROFILE\x00")
	jfifName  = []byte("JFIF\x00")
	adobeName = []byte("Adobe")
)

// readJPEG walks the segments up to the end of the picture. What stands behind it
// (previews, depth maps, films, anything) is no part of it.
func readJPEG(data []byte) (j jpegFile, bad *Fault) {
	at := 2
	j.kept = append(j.kept, data[:2])
	for at+2 <= len(data) {
		if data[at] != 0xff {
			return j, fault("image/damaged")
		}
		marker := data[at+1]
		switch {
		case marker == 0xff: // fill
			at++
			continue
		case marker == 0xd9:
			j.kept = append(j.kept, data[at:at+2])
			j.says = j.says || at+2 < len(data)
			if j.scans == 0 {
				return j, fault("image/damaged")
			}
			return j, nil
		}
		if at+4 > len(data) {
			break
		}
		end := at + 2 + int(binary.BigEndian.Uint16(data[at+2:]))
		if end < at+4 {
			return j, fault("image/damaged")
		}
		if end > len(data) {
			break
		}
		body := data[at+4 : end]
		if marker == 0xda {
			j.scans++
			end += entropy(data[end:])
		}
		if bad := j.frame(marker, body); bad != nil {
			return j, bad
		}
		if j.keeps(marker, body) {
			j.kept = append(j.kept, data[at:end])
		} else {
			j.says = true
		}
		at = end
	}
	return j, fault("image/truncated")
}

// entropy gives the length of the coded pixels, which end at the first marker that
// is no restart.
func entropy(data []byte) int {
	for i := 0; i+1 < len(data); i++ {
		if data[i] == 0xff && data[i+1] != 0 && data[i+1]&0xf8 != 0xd0 && data[i+1] != 0xff {
			return i
		}
	}
	return len(data)
}

// frame reads the size from a start of frame.
func (j *jpegFile) frame(marker byte, body []byte) *Fault {
	if marker < 0xc0 || marker > 0xcf || marker == 0xc4 || marker == 0xc8 || marker == 0xcc {
		return nil
	}
	if len(body) < 6 || j.width > 0 {
		return fault("image/damaged")
	}
	j.height, j.width, j.inks = int(binary.BigEndian.Uint16(body[1:])), int(binary.BigEndian.Uint16(body[3:])), int(body[5])
	j.passes = marker == 0xc2
	return nil
}

// keeps says whether a segment is needed to show the picture, and notes its colour
// profile.
func (j *jpegFile) keeps(marker byte, body []byte) bool {
	switch {
	case marker == 0xe2 && bytes.HasPrefix(body, iccName):
		j.profile = append(j.profile, body[min(len(body), len(iccName)+2):]...)
		return true
	case marker == 0xe0:
		return bytes.HasPrefix(body, jfifName)
	case marker == 0xee:
		return bytes.HasPrefix(body, adobeName)
	}
	return marker < 0xe0 || marker > 0xef && marker != 0xfe
}

// stripJPEG leaves out all that readJPEG found needless. How the picture is to be
// turned is said anew, since every browser of today obeys that, also where the
// picture is opened by itself.
func stripJPEG(data []byte) []byte {
	j, bad := readJPEG(data)
	if bad != nil {
		return data
	}
	out := make([]byte, 0, len(data)+64)
	turn := orientation(data)
	for i, part := range j.kept {
		out = append(out, part...)
		next := i + 1
		if turn != 1 && (i == 0 && (next >= len(j.kept) || j.kept[next][1] != 0xe0) || i == 1 && part[1] == 0xe0) {
			out = appendTurn(out, turn)
		}
	}
	return out
}

// appendTurn writes an Exif segment with the orientation alone (Exif 2.32, 4.6.4).
func appendTurn(out []byte, turn int) []byte {
	tiff := slices.Concat([]byte("Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00"), []byte{byte(turn)}, make([]byte, 6))
	out = append(out, 0xff, 0xe1)
	return append(binary.BigEndian.AppendUint16(out, uint16(len(tiff)+2)), tiff...)
}

// orientation gives the Exif orientation; 1, as it is stored, where there is none
// or nobody can read it.
func orientation(data []byte) int {
	turn := 1
	_, _ = imagemeta.Decode(imagemeta.Options{
		R: bytes.NewReader(data), ImageFormat: imagemeta.JPEG, Sources: imagemeta.EXIF, LimitNumTags: 200, LimitTagSize: 1000,
		ShouldHandleTag: func(t imagemeta.TagInfo) bool { return t.Tag == "Orientation" && t.Namespace == "IFD0" },
		HandleTag: func(t imagemeta.TagInfo) error {
			if n, ok := t.Value.(uint16); ok && n >= 1 && n <= 8 {
				turn = int(n)
			}
			return imagemeta.ErrStopWalking
		},
	})
	return turn
}
