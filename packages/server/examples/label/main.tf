# Names and tags that every resource of a team shares. Needs no provider.

variable "namespace" {
  description = "The team or organisation, the first part of every name"
  type        = string
}

variable "environment" {
  description = "For example dev, staging or prod"
  type        = string
  default     = "dev"
}

variable "tags" {
  description = "Tags to add to the usual ones"
  type        = map(string)
  default     = {}
}

locals {
  id = lower(join("-", [var.namespace, var.environment]))
}

output "id" {
  description = "The name to start resource names with"
  value       = local.id
}

output "tags" {
  description = "The tags to put on every resource"
  value       = merge({ Namespace = var.namespace, Environment = var.environment }, var.tags)
}
