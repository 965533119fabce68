// Package accept holds tests that drive the built program as its users do, on
// real input, and judge what it wrote with code of their own: nothing here
// imports another package of this module.
package accept
