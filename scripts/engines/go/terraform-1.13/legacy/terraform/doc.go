// Package terraform is empty: only a test of Terraform itself imports it.
package terraform
