package site

import "time"

// Held is a page that this build leaves out, and why.
type Held struct {
	File  string
	State State
	At    time.Time // when it will be, or was, the other way; zero for drafts
}

// Event is one moment at which the site changes by itself.
type Event struct {
	URL    string
	Reason string // "publish", "update" or "expire"
	At     time.Time
}

// Horizon says when the next build is due: every scheduled and ending page, the
// soonest first.
type Horizon []Event
