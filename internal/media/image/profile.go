package image

import (
	"bytes"
	"compress/zlib"
	"io"
)

// maxProfile is how long a colour profile may be. Those of displays and cameras
// have 500 bytes to 4 kB, those of printers up to 2 MB.
const maxProfile = 4 << 20

// Profile gives the colour profile (ICC) of a JPEG or PNG that Inspect has passed;
// nil where it has none that can be read.
func Profile(data []byte, f Format) []byte {
	switch f {
	case JPEG:
		if j, bad := readJPEG(data); bad == nil {
			return j.profile
		}
	case PNG:
		if p, bad := readPNG(data); bad == nil {
			return p.profile()
		}
	}
	return nil
}

// profile unpacks the profile: a name, a zero, the method of compression, data.
func (p *pngFile) profile() []byte {
	for _, chunk := range p.kept {
		if string(chunk[4:8]) != "iCCP" {
			continue
		}
		_, packed, ok := bytes.Cut(chunk[8:len(chunk)-4], []byte{0})
		if !ok || len(packed) < 2 {
			return nil
		}
		z, err := zlib.NewReader(bytes.NewReader(packed[1:]))
		if err != nil {
			return nil
		}
		icc, err := io.ReadAll(io.LimitReader(z, maxProfile+1))
		if err != nil || len(icc) > maxProfile {
			return nil
		}
		return icc
	}
	return nil
}
