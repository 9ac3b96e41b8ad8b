locals {
  names = { for key in ["read", "publish", "access", "token-issuer", "authorizer"] : key => "own-${key}" }
}

module "api" {
  source = "../.."

  name          = "own-functions"
  functions     = local.names
  function_arns = { for key, function in module.function : key => function.arn }
  authorizer    = { function_name = local.names["authorizer"], cache_seconds = 60 }
  restrictions  = { source_ip_ranges = ["203.0.113.0/24"] }
}

module "function" {
  source   = "../../../function"
  for_each = local.names

  name = each.value
  # Any program of yours that serves the routes.
  code        = { file = "${path.module}/../../../../lambdas/${each.key}.zip" }
  environment = { REGISTRY_URL = module.api.url }
}

output "url" {
  description = "Where the API is."
  value       = module.api.url
}
