package main

import (
	"unsafe"

	"golang.org/x/sys/unix"
)

// wide asks the system to give the first part of the heap in pages of 2 MiB
// where it leaves that to programs: a heap that grows to 100 MB in half a second
// else spends a tenth of that on being given 4 KiB at a time. Go has no setting
// for it; so the ranges of blocks which nothing has touched are marked, and let go
// for the heap to grow into. The blocks are small, since Go clears a whole
// one that begins where something was before. Where the system knows no such
// pages, or the heap grows elsewhere, nothing is lost.
func wide() {
	const page = 2 << 20
	if allowed() < 4*firstHeap {
		return // every page counts
	}
	var blocks [firstHeap / page][]byte
	for i := range blocks {
		blocks[i] = make([]byte, page)
		from := uintptr(unsafe.Pointer(&blocks[i][0])) &^ (page - 1)
		_, _, _ = unix.Syscall(unix.SYS_MADVISE, from, page, unix.MADV_HUGEPAGE) // advice may go unheard
	}
}

// firstHeap is what a build of a thousand pages grows to.
const firstHeap = 160 << 20
