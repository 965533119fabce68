package build

import (
	"bytes"
	"context"
	"io"

	"lodestone/internal/file"
	"lodestone/internal/memo"
	"lodestone/internal/parallel"
)

// maker makes the bytes of one File; nil for Files that are copied as they are.
type maker func() ([]byte, error)

// promise plans one File whose bytes are made on demand and kept in the memo.
func (r *Result) promise(root file.Root, path, from string, key memo.Key, make maker) (file.File, maker) {
	return file.File{Root: root, Path: path, From: from, Key: key, Open: func(ctx context.Context) (io.ReadCloser, error) {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		data, ok := r.store.Get(key)
		if !ok {
			var err error
			if data, err = make(); err != nil {
				return nil, err
			}
			if err := r.store.Put(key, data); err != nil {
				return nil, err
			}
		}
		return io.NopCloser(bytes.NewReader(data)), nil
	}}, make
}

func (r *Result) add(f file.File, m maker) {
	r.Files = append(r.Files, f)
	r.makers = append(r.makers, m)
}

// Render makes the bytes of every File that the memo lacks. It calls rendered,
// if not nil, for each of them, from any goroutine. After it, opening a File
// cannot fail but for the disk.
func (r *Result) Render(ctx context.Context, rendered func(file.File)) error {
	return parallel.Each(ctx, len(r.Files), r.workers, func(_, i int) error {
		f := r.Files[i]
		if r.makers[i] == nil || r.store.Has(f.Key) {
			return nil
		}
		data, err := r.makers[i]()
		if err != nil {
			return err
		}
		if rendered != nil {
			rendered(f)
		}
		return r.store.Put(f.Key, data)
	})
}
