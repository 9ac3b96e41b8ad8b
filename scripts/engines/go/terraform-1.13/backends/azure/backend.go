// Package azure stands where Terraform's azure backend would be: see ../../README.md.
package azure

import "github.com/hashicorp/terraform/internal/backend"

func New() backend.Backend {
	panic("this build of Terraform, made for tests, has no azure backend")
}
