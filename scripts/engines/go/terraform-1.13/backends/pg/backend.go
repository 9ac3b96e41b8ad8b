// Package pg stands where Terraform's pg backend would be: see ../../README.md.
package pg

import "github.com/hashicorp/terraform/internal/backend"

func New() backend.Backend {
	panic("this build of Terraform, made for tests, has no pg backend")
}
