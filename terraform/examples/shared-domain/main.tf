# The company's domain, from which other APIs are served too: before/ has what stands for it here.
module "registry" {
  source = "../.."

  name = "shared-registry"
  domain = {
    name      = "tools.example.com"
    existing  = true
    base_path = "/registry"
  }
  table    = { deletion_protection = false }
  packages = { force_destroy = true }
}

output "base_url" {
  description = "Where the registry is."
  value       = module.registry.base_url
}

# One of the two, so that `source = "tools.example.com/team/vpc/aws"` is found.
output "discovery_document" {
  description = "To be published at https://tools.example.com/.well-known/terraform.json."
  value       = module.registry.discovery_document
}

output "host_block" {
  description = "Or for the CLI configuration of whoever uses the registry."
  value       = module.registry.host_block
}
