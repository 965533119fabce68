package folder

import (
	"io"
	"io/fs"
	"os"
	"syscall"
)

// file is an open file as the system gives it. An os.File is also shown to the
// network poller, which costs a call for each and refuses plain files; so it
// becomes one only for what is seldom asked.
type file struct {
	name  string   // as it was asked for
	place string   // on this machine
	fd    int      // below 0 when closed
	full  *os.File // nil until asked for; then fd is its own
}

// open gives the file as an os.File.
func (f *file) open(op string) (*os.File, error) {
	if f.fd < 0 {
		return nil, &fs.PathError{Op: op, Path: f.name, Err: fs.ErrClosed}
	}
	if f.full == nil {
		f.full = os.NewFile(uintptr(f.fd), f.place)
	}
	return f.full, nil
}

func (f *file) Stat() (fs.FileInfo, error) {
	full, err := f.open("stat")
	if err != nil {
		return nil, err
	}
	info, err := full.Stat()
	if err != nil {
		return nil, named(f.name, err)
	}
	return info, nil
}

// ReadDir lists a folder that was opened, as fs.ReadDirFile wants it.
func (f *file) ReadDir(n int) ([]fs.DirEntry, error) {
	full, err := f.open("readdir")
	if err != nil {
		return nil, err
	}
	all, err := full.ReadDir(n)
	return all, named(f.name, err)
}

func (f *file) Read(b []byte) (int, error) {
	if f.fd < 0 {
		return 0, &fs.PathError{Op: "read", Path: f.name, Err: fs.ErrClosed}
	}
	if len(b) == 0 {
		return 0, nil
	}
	const most = 1 << 30 // some systems take no more at once
	n, err := syscall.Read(f.fd, b[:min(len(b), most)])
	for err == syscall.EINTR {
		n, err = syscall.Read(f.fd, b[:min(len(b), most)])
	}
	switch {
	case err != nil:
		return 0, &fs.PathError{Op: "read", Path: f.name, Err: err}
	case n == 0:
		return 0, io.EOF
	}
	return n, nil
}

func (f *file) Close() error {
	fd := f.fd
	f.fd = -1
	switch {
	case fd < 0:
		return &fs.PathError{Op: "close", Path: f.name, Err: fs.ErrClosed}
	case f.full != nil:
		return f.full.Close()
	}
	if err := syscall.Close(fd); err != nil && err != syscall.EINTR { // it is closed all the same
		return &fs.PathError{Op: "close", Path: f.name, Err: err}
	}
	return nil
}
