variable "hs256_secret" {
  type = string
}

variable "keys" {
  type = map(object({
    signs   = optional(bool)
    enabled = optional(bool)
  }))
}

resource "aws_secretsmanager_secret" "scripts" {
  name = "secret-of-the-scripts"
}

resource "aws_secretsmanager_secret_version" "scripts" {
  secret_id     = aws_secretsmanager_secret.scripts.id
  secret_string = var.hs256_secret
}

resource "aws_acm_certificate" "platform" {
  domain_name       = "platform.example.com"
  validation_method = "DNS"
}

output "host_block" {
  value = module.registry.host_block
}

output "discovery_document" {
  value = module.registry.discovery_document
}
