module "registry" {
  source = "../.."

  # For a first look: both may be destroyed with what is in them. Leave these two out to keep it.
  table    = { deletion_protection = false }
  packages = { force_destroy = true }
}

output "base_url" {
  value = module.registry.base_url
}
