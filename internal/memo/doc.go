// Package memo keeps the values of pure functions: key → bytes, where the key
// is the digest of everything that the function read (DESIGN §3.3, §5). Nothing
// in it is ever stale, so there are no rules of invalidation. One store serves
// as the cache between runs, as the memory of a long-running preview, and as
// the spill file of a build without a cache.
//
// In: a folder (or none), the digest of the engine, keys and values. Out: the
// same values, or a miss. Anything in the folder that is damaged, foreign, of
// another format or of another engine is a miss and never an error; errors come
// only from the machine (folder cannot be made, disk full).
//
// # Files
//
//	memo.lock   locked (flock) by the one process that writes
//	memo.pack   the values; package pack has the form
//	memo.index  where they stand in it
//
// The pack only grows. The index says what stood in the pack's first `covered`
// bytes when a process closed it in good order; what follows is found again by
// walking the records up to the first that does not add up, so that a killed
// process loses at most what it had not yet written. Index and compacted pack
// are written beside (memo.index.tmp, memo.pack.tmp) and renamed. A pack
// without its index is walked whole. Nothing is synced to the platter: after a
// power cut the sums tell what is left. Every value is checked against its sum
// each time that it is read from the file; one that fails is forgotten and may
// be put again.
//
// A process that finds the lock taken reads the pack as it stands and puts its
// own values in a file of its own that has no name and goes with it.
//
// # Use and age
//
// Get, Has and Put mark a value as used. Close drops what was not used in the
// last three builds, once that is more than half of the pack. So that a preview
// that rebuilds at every save does not push out what only a whole build uses,
// a value that an earlier process left stays until three processes in turn have
// built without it.
package memo
