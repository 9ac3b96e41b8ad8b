// Package consul stands where Terraform's consul backend would be: see ../../README.md.
package consul

import "github.com/hashicorp/terraform/internal/backend"

func New() backend.Backend {
	panic("this build of Terraform, made for tests, has no consul backend")
}
