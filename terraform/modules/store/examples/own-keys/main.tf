resource "aws_kms_key" "registry" {
  description         = "Table and packages of the registry"
  enable_key_rotation = true
}

module "store" {
  source = "../.."

  name = "modules"

  table = {
    billing_mode        = "PROVISIONED"
    read                = { min = 5, max = 50 }
    kms_key_arn         = aws_kms_key.registry.arn
    deletion_protection = var.keep
  }

  packages = {
    kms_key_arn   = aws_kms_key.registry.arn
    force_destroy = !var.keep
  }
}

variable "keep" {
  description = "Whether table and packages are kept from being destroyed."
  type        = bool
  default     = true
}

output "store" {
  description = "What the functions work with."
  value       = module.store
}
