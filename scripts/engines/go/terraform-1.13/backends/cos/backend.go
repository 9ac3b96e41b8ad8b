// Package cos stands where Terraform's cos backend would be: see ../../README.md.
package cos

import "github.com/hashicorp/terraform/internal/backend"

func New() backend.Backend {
	panic("this build of Terraform, made for tests, has no cos backend")
}
