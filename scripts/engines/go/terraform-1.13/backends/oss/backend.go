// Package oss stands where Terraform's oss backend would be: see ../../README.md.
package oss

import "github.com/hashicorp/terraform/internal/backend"

func New() backend.Backend {
	panic("this build of Terraform, made for tests, has no oss backend")
}
