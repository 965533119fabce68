package svg

// shapes counts the elements that a drawing has once every use of another part has
// been followed.
type shapes struct {
	stack []int // of nodes that are open
	nodes []node
	ids   map[string]int
}

// node is an element: what it uses, and what stands within it.
type node struct {
	uses   string
	inner  []int
	sum    int
	known  bool
	asking bool
}

// open begins an element.
func (s *shapes) open(id, uses string) {
	n := len(s.nodes)
	s.nodes = append(s.nodes, node{uses: uses})
	if len(s.stack) > 0 {
		outer := &s.nodes[s.stack[len(s.stack)-1]]
		outer.inner = append(outer.inner, n)
	}
	if _, taken := s.ids[id]; id != "" && !taken {
		if s.ids == nil {
			s.ids = map[string]int{}
		}
		s.ids[id] = n
	}
	s.stack = append(s.stack, n)
}

// close ends the element that is open.
func (s *shapes) close() { s.stack = s.stack[:len(s.stack)-1] }

// total is how many elements there are, at most a little more than MaxShapes. A
// use that leads to itself counts once: browsers do not follow it.
func (s *shapes) total() int {
	if len(s.nodes) == 0 {
		return 0
	}
	return s.count(0, 0)
}

func (s *shapes) count(n, depth int) int {
	at := &s.nodes[n]
	if at.known {
		return at.sum
	}
	if at.asking {
		return 1
	}
	if depth > MaxDepth*MaxDepth {
		return MaxShapes + 1
	}
	at.asking = true
	sum := 1
	for _, i := range at.inner {
		sum = min(MaxShapes+1, sum+s.count(i, depth+1))
	}
	if to, ok := s.ids[at.uses]; ok && at.uses != "" {
		sum = min(MaxShapes+1, sum+s.count(to, depth+1))
	}
	at.sum, at.known, at.asking = sum, true, false
	return sum
}
