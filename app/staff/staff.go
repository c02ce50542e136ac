// Package staff knows the people who work with Keyday: roles, permissions,
// scope, PINs. It imports only app; every use case asks it for permission.
package staff

import "keyday/app"

// Person is one member of the team.
type Person struct {
	ID          app.ID
	Name        string
	Role        app.Role
	PIN         string   // argon2id in PHC form; it says who acts, it protects no disk
	Communities []app.ID // 分管小区; empty means all
	Phone       string
	Left        bool // gone; kept because the history names them
}

// Actor is the person as the use cases know them.
func (p Person) Actor() app.Actor {
	return app.Actor{Staff: p.ID, Name: p.Name, Role: p.Role, Communities: p.Communities}
}
