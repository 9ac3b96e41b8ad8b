// Package oci stands where Terraform's oci backend would be: see ../../README.md.
package oci

import "github.com/hashicorp/terraform/internal/backend"

func New() backend.Backend {
	panic("this build of Terraform, made for tests, has no oci backend")
}
