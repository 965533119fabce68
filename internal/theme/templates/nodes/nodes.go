// Package nodes finds its way in parsed templates (text/template/parse): which
// statements there are, what their pipelines hold, which templates they call.
package nodes

import (
	"iter"
	"text/template/parse"
)

// Reach lists the names of the templates that entry leads to, itself first, each
// once, in the order of the first call; missing ones are included.
func Reach(set map[string]*parse.Tree, entry string) []string {
	names := []string{entry}
	seen := map[string]bool{entry: true}
	for i := 0; i < len(names); i++ {
		if t := set[names[i]]; t != nil {
			Statements(t.Root, func(_ *parse.ListNode, _ int, n parse.Node) {
				if call, ok := n.(*parse.TemplateNode); ok && !seen[call.Name] {
					seen[call.Name] = true
					names = append(names, call.Name)
				}
			})
		}
	}
	return names
}

// Statements visits every node of a list and of the lists inside it, with the
// list that it stands in and its place there, where it may be replaced.
func Statements(list *parse.ListNode, visit func(in *parse.ListNode, i int, n parse.Node)) {
	if list == nil {
		return
	}
	for i := 0; i < len(list.Nodes); i++ {
		n := list.Nodes[i]
		visit(list, i, n)
		if b := Branch(n); b != nil {
			Statements(b.List, visit)
			Statements(b.ElseList, visit)
		}
	}
}

// Branch gives what if, with and range have in common; nil for other nodes.
func Branch(n parse.Node) *parse.BranchNode {
	switch n := n.(type) {
	case *parse.IfNode:
		return &n.BranchNode
	case *parse.WithNode:
		return &n.BranchNode
	case *parse.RangeNode:
		return &n.BranchNode
	}
	return nil
}

// Pipe gives the pipeline of a statement; nil where it has none.
func Pipe(n parse.Node) *parse.PipeNode {
	switch n := n.(type) {
	case *parse.ActionNode:
		return n.Pipe
	case *parse.TemplateNode:
		return n.Pipe
	}
	if b := Branch(n); b != nil {
		return b.Pipe
	}
	return nil
}

// All gives a statement's pipeline, which may be nil, and every node in it but
// the variables that it declares.
func All(p *parse.PipeNode) iter.Seq[parse.Node] {
	return func(yield func(parse.Node) bool) {
		if p != nil {
			within(p, yield)
		}
	}
}

func within(n parse.Node, yield func(parse.Node) bool) bool {
	if !yield(n) {
		return false
	}
	switch n := n.(type) {
	case *parse.PipeNode:
		for _, c := range n.Cmds {
			if !within(c, yield) {
				return false
			}
		}
	case *parse.CommandNode:
		for _, a := range n.Args {
			if !within(a, yield) {
				return false
			}
		}
	case *parse.ChainNode:
		return within(n.Node, yield)
	}
	return true
}
