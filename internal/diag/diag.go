// Package diag holds what the program has to say about a site: findings, their
// table of codes, and the forms they are printed in.
//
// In: Items raised by every other room: a code, a place, arguments. Out: text
// with excerpt and caret, JSON, SARIF 2.1.0, GitHub annotations, in English,
// French or Italian. No words stand in the rooms that raise findings; all of
// them stand in codes/*.txt, one entry per code, with what explain prints.
//
// Levels follow DESIGN §3.5: an Error fails the build, a Warning fails it with
// --strict, an Info never does.
package diag
