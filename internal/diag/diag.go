// Package diag holds what the program has to say about a site: findings, their
// table of codes, and the forms they are printed in.
//
// In: Items raised by every other room: a code, a place, arguments. Out: text
// with excerpt and caret, JSON (DESIGN §2), SARIF 2.1.0 (OASIS), GitHub
// workflow commands, in English, French or Italian. No words stand in the rooms
// that raise findings; all of them stand in codes/*.txt, one entry per code,
// with what explain prints, and the printers' own in words.txt.
//
// Lines and columns count from 1, columns in code points; 0 means none. What a
// site's files and names hold is never obeyed by whoever reads the output:
// control characters and those that reorder text are written out as escapes.
// Printing fails only as its writer does.
//
// Levels follow DESIGN §3.5: an Error fails the build, a Warning fails it with
// --strict, an Info never does.
package diag
