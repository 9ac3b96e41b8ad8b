data "aws_caller_identity" "me" {}

module "registry" {
  source         = "../.."
  administrators = [data.aws_caller_identity.me.arn] # they grant everybody else what they may do

  # For a first look: both may be destroyed with what is in them. Leave these two out to keep it.
  table    = { deletion_protection = false }
  packages = { force_destroy = true }
}

output "base_url" {
  value = module.registry.base_url
}
