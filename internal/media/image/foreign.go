package image

import (
	"bytes"
	"encoding/binary"
)

// unshown looks at a picture of a format that pages do not show: it is published as
// it is, and what stands beside its pixels with it.
func unshown(data []byte, promised, is Format) (Facts, *Fault) {
	f := Facts{Format: is, Turn: 1}
	if is == None {
		f.Format = promised
	}
	if says := map[Format]func([]byte) bool{HEIC: talks, TIFF: tagged, JXL: boxed}[is]; says != nil && says(data) {
		return f, fault("image/says", is.String())
	}
	return f, nil
}

// brand tells AVIF from HEIC by what a file says that it is compatible with (ISO/IEC
// 14496-12, 4.3); films say other things.
func brand(data []byte) Format {
	is := None
	size := min(int(binary.BigEndian.Uint32(data)), len(data))
	for at := 8; at+4 <= size; at += 4 {
		switch string(data[at : at+4]) {
		case "avif", "avis":
			return AVIF
		case "heic", "heix", "heim", "heis", "hevc", "hevx", "hevm", "hevs", "mif1", "msf1":
			is = HEIC
		}
	}
	return is
}

// talks says whether an AVIF or HEIC holds what a camera said: an item of the type
// Exif or XMP (ISO/IEC 14496-12, 8.11.6). Taking it out would move all that the file
// points to, so Strip cannot.
func talks(data []byte) bool {
	for rest := data; ; {
		i := bytes.Index(rest, []byte("infe"))
		if i < 0 || len(rest) < i+16 {
			return false
		}
		kind := rest[i+12:]
		if rest[i+4] == 3 { // its number has four bytes, not two
			kind = rest[i+14:]
		}
		if bytes.HasPrefix(kind, []byte("Exif")) || bytes.HasPrefix(kind, []byte("mime")) {
			return true
		}
		rest = rest[i+4:]
	}
}

// boxed says whether a JPEG XL holds what a camera said: a box of Exif or XMP, or a
// packed one (ISO/IEC 18181-2, 9).
func boxed(data []byte) bool {
	for at := 0; at+8 <= len(data); {
		switch string(data[at+4 : at+8]) {
		case "Exif", "xml ", "brob":
			return true
		}
		size := int(binary.BigEndian.Uint32(data[at:]))
		if size == 1 && at+16 <= len(data) {
			size = int(min(binary.BigEndian.Uint64(data[at+8:]), uint64(len(data))))
		}
		if size < 8 {
			return false // the last box, which ends with the file
		}
		at += size
	}
	return false
}

// tagged says whether a TIFF, or a camera's raw picture, which is one too, holds
// Exif, a position, XMP, IPTC or Photoshop's own (TIFF 6.0, 2; Exif 2.32, 4.6.3). Of
// one that cannot be followed it says so: it may.
func tagged(data []byte) bool {
	var order binary.ByteOrder = binary.LittleEndian
	if data[0] == 'M' {
		order = binary.BigEndian
	}
	if len(data) < 8 || order.Uint16(data[2:]) != 42 {
		return true // a large one, with other offsets
	}
	at := int(order.Uint32(data[4:]))
	for range 100 { // pages
		if at == 0 {
			return false
		}
		if at+2 > len(data) {
			return true
		}
		n := int(order.Uint16(data[at:]))
		if at+2+12*n+4 > len(data) {
			return true
		}
		for i := range n {
			switch order.Uint16(data[at+2+12*i:]) {
			case 34853, 34665, 700, 33723, 34377:
				return true
			}
		}
		at = int(order.Uint32(data[at+2+12*n:]))
	}
	return true
}
