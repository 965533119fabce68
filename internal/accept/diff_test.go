package accept

import "slices"

// difference says what a shortest way from one list of words to another takes
// away and puts in (Myers, "An O(ND) difference algorithm", 1986).
// The length of the longest common subsequence is len(from) - len(gone).
func difference(from, to []string) (gone, come []int) {
	head := 0
	for head < len(from) && head < len(to) && from[head] == to[head] {
		head++
	}
	n, m := len(from), len(to)
	for n > head && m > head && from[n-1] == to[m-1] {
		n, m = n-1, m-1
	}
	a, b := from[head:n], to[head:m]
	n, m = len(a), len(b)
	var trace [][]int // per d the furthest x on each diagonal -d…d
	reach := make([]int, 2*(n+m)+3)
	mid := n + m + 1
	for d := 0; ; d++ {
		done := false
		for k := -d; k <= d; k += 2 {
			x := reach[mid+k-1] + 1
			if k == -d || k != d && reach[mid+k-1] < reach[mid+k+1] {
				x = reach[mid+k+1]
			}
			for x < n && x-k < m && a[x] == b[x-k] {
				x++
			}
			reach[mid+k] = x
			done = done || x >= n && x-k >= m
		}
		trace = append(trace, slices.Clone(reach[mid-d:mid+d+1]))
		if done {
			break
		}
	}
	x, y := n, m
	for d := len(trace) - 1; d > 0; d-- {
		at := func(k int) int { // of the step before
			if k < -(d-1) || k > d-1 {
				return -1
			}
			return trace[d-1][k+d-1]
		}
		k := x - y
		if k == -d || k != d && at(k-1) < at(k+1) {
			x, y = at(k+1), at(k+1)-k-1
			come = append(come, head+y)
		} else {
			x, y = at(k-1), at(k-1)-k+1
			gone = append(gone, head+x)
		}
	}
	slices.Reverse(gone)
	slices.Reverse(come)
	return gone, come
}
