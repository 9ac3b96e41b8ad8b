module "registry" {
  source   = "../.."
  for_each = toset(["team", "staging"])

  name     = "${each.key}-registry"
  table    = { deletion_protection = false }
  packages = { force_destroy = true }
}

output "base_urls" {
  description = "Where the registries are."
  value       = { for name, registry in module.registry : name => registry.base_url }
}
