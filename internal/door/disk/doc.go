// Package disk is the door from planned Files to folders: OUT/public,
// OUT/private, and for Files of Root source the site's own folder (DESIGN §2).
//
// In: Files, the folders, a context. Out: the folders say what the Files say, and
// a Report of what it took. Errors are fault.Faults with a code out/…; an error of
// a File's Open or of the context is handed on as it is. The context is asked
// before every change.
//
// # What belongs to the build
//
// private/files.json lists every file that the build made, and only these are
// ever replaced or removed:
//
//	{"version":1,"files":[
//	{"path":"index.html","size":5120,"sha256":"…"},
//	{"root":"private","path":"forms.json","size":300,"sha256":"…"}
//	]}
//
// root is public where it is missing; the order is by root, then path; the same
// files give the same bytes. files.json and .lodestone.lock do not list
// themselves, and Files of Root source, which belong to the site, are not in it.
// "folders" names those that the build met, not made, and put files in: they
// stay when they become empty.
//
// Before anything is created, replaced or removed the list becomes the union of
// what was and what will be, with "unfinished":true; a file that is still to be
// written has neither size nor sum there. When all is done it becomes the new
// list. So at any moment of a kill every file of the build's own is listed.
//
// # What is refused, before anything is written
//
//   - OUT/public or OUT/private inside a content folder, or a content folder
//     inside them (out/inside-content, out/holds-content)
//   - public or private that holds something, without a list (out/not-ours), or
//     with one that cannot be read (out/bad-list)
//   - a planned path that is taken by something the build did not make
//     (out/foreign-file); all of them are named, as joined errors
//   - a symbolic link for public, private, or a folder that a file is to be
//     written to (out/symlink). OUT itself may be one.
//
// # How it writes
//
// A file whose bytes stand already is left alone, its time too. Others are
// written to .lodestone-tmp-… in the same folder and renamed, so that whoever
// reads the folder sees the old or the new. What a killed build left of these
// the next one removes, in the folders that it writes to. Stale files go last,
// then the folders that they leave empty. Nothing is synced: after a power cut
// a build that does not trust its state (delete the cache) mends the folder.
//
// With a cache folder the door remembers each file's Key, size, time and sum, and
// an equal Key on an untouched file costs one lstat. Times younger than the
// clock's grain are not trusted; such files are read and compared by sum.
// Without one every File is opened and compared.
//
// One process at a time writes to an OUT, held by a lock on
// private/.lodestone.lock; the next says out/waiting and waits.
package disk
