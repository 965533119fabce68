package build

import (
	"io/fs"

	"lodestone/internal/diag"
	"lodestone/internal/site/lock"
	"lodestone/internal/site/urls"
	"lodestone/internal/source"
)

// locked reads site.lock, and decides whether this build keeps it: only what is
// built for the address that site.yaml names is the site as it is published, so
// that a preview under another one leaves no trace, and a site begins its lock when
// it has an address. Such a build begins with an empty lock where there is none. Any
// other takes its dates from the lock that is there.
func locked(fsys fs.FS, cfg *source.Config, base urls.Base, o *Options) (past *lock.Lock, begins bool, found diag.List) {
	own, err := urls.ParseBase(cfg.Site.BaseURL)
	o.Keep = o.Keep && err == nil && own.Origin != "" && own == base
	past, found = source.ReadLock(fsys)
	switch {
	case found.Broken(), past != nil:
		return past, false, found
	case o.Locked:
		return nil, false, diag.List{diag.At(lock.Name, diag.Pos{}, "lock/missing")}
	case !o.Keep:
		return nil, false, nil
	}
	return new(lock.Lock), true, nil
}
