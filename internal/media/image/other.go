package image

import (
	"bytes"
	"encoding/binary"
	"slices"
)

// webpFile is what the chunks of a WebP say (RFC 9649).
type webpFile struct {
	width, height  int // of the canvas, where it says so
	animated, says bool
	kept           [][]byte
}

// readWebP walks the chunks.
func readWebP(data []byte) (w webpFile, bad *Fault) {
	end := 8 + int(binary.LittleEndian.Uint32(data[4:]))
	if end > len(data) {
		return w, fault("image/truncated")
	}
	w.says = end < len(data)
	pixels := false
	for at := 12; at+8 <= end; {
		name, size := string(data[at:at+4]), int(binary.LittleEndian.Uint32(data[at+4:]))
		next := at + 8 + size + size&1
		if next > end {
			return w, fault("image/truncated")
		}
		body := data[at+8 : at+8+size]
		switch name {
		case "VP8X":
			if size < 10 {
				return w, fault("image/damaged")
			}
			u24 := func(b []byte) int { return int(b[0]) | int(b[1])<<8 | int(b[2])<<16 }
			w.width, w.height = 1+u24(body[4:]), 1+u24(body[7:])
			head := bytes.Clone(data[at:next])
			head[8] &^= 0x0c // neither Exif nor XMP
			w.kept = append(w.kept, head)
		case "EXIF", "XMP ":
			w.says = true
		default:
			w.animated = w.animated || name == "ANIM"
			pixels = pixels || name == "VP8 " || name == "VP8L" || name == "ANMF"
			w.kept = append(w.kept, data[at:next])
		}
		at = next
	}
	if !pixels {
		return w, fault("image/truncated")
	}
	return w, nil
}

func stripWebP(data []byte) []byte {
	w, bad := readWebP(data)
	if bad != nil {
		return data
	}
	body := slices.Concat(w.kept...)
	out := append(binary.LittleEndian.AppendUint32([]byte("RIFF"), uint32(len(body)+4)), "WEBP"...)
	return append(out, body...)
}

// gifFile is what the blocks of a GIF say (GIF89a, 17 to 27).
type gifFile struct {
	width, height, frames int
	says                  bool // remarks, or something behind its end
	kept                  [][]byte
}

// readGIF walks the blocks up to the trailer.
func readGIF(data []byte) (g gifFile, bad *Fault) {
	if len(data) < 13 {
		return g, fault("image/truncated")
	}
	g.width, g.height = int(binary.LittleEndian.Uint16(data[6:])), int(binary.LittleEndian.Uint16(data[8:]))
	at := min(len(data), 13+colours(data[10]))
	g.kept = append(g.kept, data[:at])
	for at < len(data) {
		from, keep := at, true
		switch data[at] {
		case 0x3b:
			g.kept = append(g.kept, data[at:at+1])
			g.says = g.says || at+1 < len(data)
			if g.frames == 0 {
				return g, fault("image/damaged")
			}
			return g, nil
		case 0x21:
			keep = shows(data[at:])
			at += 2
		case 0x2c:
			if at+10 > len(data) {
				return g, fault("image/truncated")
			}
			g.frames++
			at += 11 + colours(data[at+9])
		default:
			return g, fault("image/damaged")
		}
		for at < len(data) && data[at] != 0 {
			at += 1 + int(data[at])
		}
		if at++; at > len(data) {
			break
		}
		if keep {
			g.kept = append(g.kept, data[from:at])
		} else {
			g.says = true
		}
	}
	return g, fault("image/truncated")
}

// shows says whether an extension of a GIF has a part in what is seen: how a frame
// follows another, text, how often the animation runs, a colour profile. Remarks, XMP
// and what programs keep for themselves have none.
func shows(block []byte) bool {
	if len(block) < 14 || block[1] != 0xff {
		return len(block) > 1 && (block[1] == 0xf9 || block[1] == 0x01)
	}
	switch string(block[3:14]) {
	case "NETSCAPE2.0", "ANIMEXTS1.0", "ICCRGBG1012":
		return true
	}
	return false
}

// colours is the length of a colour table.
func colours(flags byte) int {
	if flags&0x80 == 0 {
		return 0
	}
	return 3 << (1 + flags&7)
}

// avif finds the size that the picture's properties give (ISO/IEC 23008-12,
// 6.5.3): the largest, since parts and previews have their own.
func (f *Facts) avif(data []byte) *Fault {
	if len(data) < 16 {
		return fault("image/truncated")
	}
	for rest := data; ; {
		i := bytes.Index(rest, []byte("ispe"))
		if i < 0 || len(rest) < i+16 {
			break
		}
		w, h := binary.BigEndian.Uint32(rest[i+8:]), binary.BigEndian.Uint32(rest[i+12:])
		if w > MaxSide || h > MaxSide {
			return roomy(int(w), int(h), MaxPixels)
		}
		if int(w)*int(h) > f.Width*f.Height {
			f.Width, f.Height = int(w), int(h)
		}
		rest = rest[i+16:]
	}
	return roomy(f.Width, f.Height, MaxPixels)
}

// ico gives the size of the largest icon of a file.
func (f *Facts) ico(data []byte) *Fault {
	if len(data) < 6 {
		return fault("image/truncated")
	}
	n := int(binary.LittleEndian.Uint16(data[4:]))
	if len(data) < 6+16*n {
		return fault("image/truncated")
	}
	for i := range n {
		e := data[6+16*i:]
		if end := int(binary.LittleEndian.Uint32(e[8:])) + int(binary.LittleEndian.Uint32(e[12:])); end > len(data) {
			return fault("image/truncated")
		}
		w, h := (int(e[0])+255)%256+1, (int(e[1])+255)%256+1
		if w*h > f.Width*f.Height {
			f.Width, f.Height = w, h
		}
	}
	return roomy(f.Width, f.Height, MaxPixels)
}

// Strip gives a picture without what it says beside its pixels: position, times,
// names, devices, previews, and whatever stands behind its end. Colour profiles
// stay, and how a JPEG is to be turned. Nothing is decoded, so nothing is lost.
func Strip(data []byte, f Format) []byte {
	if !Is(data, f) {
		return data
	}
	switch f {
	case JPEG:
		return stripJPEG(data)
	case PNG:
		return stripPNG(data)
	case WebP:
		return stripWebP(data)
	case GIF:
		if g, bad := readGIF(data); bad == nil {
			return slices.Concat(g.kept...)
		}
	}
	return data
}
