module "registry" {
  source = "../.."

  name = "restricted-registry"
  access = {
    source_ip_ranges   = ["198.51.100.0/24", "203.0.113.7/32"]
    token_principals   = ["arn:aws:iam::111122223333:role/ci-*"]
    token_organization = "o-abcdefghij"
  }
  table    = { deletion_protection = false }
  packages = { force_destroy = true }
}

output "base_url" {
  description = "Where the registry is."
  value       = module.registry.base_url
}
