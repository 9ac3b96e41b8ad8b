// Package gcs stands where Terraform's gcs backend would be: see ../../README.md.
package gcs

import "github.com/hashicorp/terraform/internal/backend"

func New() backend.Backend {
	panic("this build of Terraform, made for tests, has no gcs backend")
}
