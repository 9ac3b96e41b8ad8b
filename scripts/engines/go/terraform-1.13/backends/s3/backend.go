// Package s3 stands where Terraform's s3 backend would be: see ../../README.md.
package s3

import "github.com/hashicorp/terraform/internal/backend"

func New() backend.Backend {
	panic("this build of Terraform, made for tests, has no s3 backend")
}
