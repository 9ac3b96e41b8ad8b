// Package kubernetes stands where Terraform's kubernetes backend would be: see ../../README.md.
package kubernetes

import "github.com/hashicorp/terraform/internal/backend"

func New() backend.Backend {
	panic("this build of Terraform, made for tests, has no kubernetes backend")
}
