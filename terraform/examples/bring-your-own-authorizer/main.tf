locals {
  # Said here, because an authorizer that asked the registry for it would have to be there before it.
  issuer = "https://registry.example.com"
}

module "registry" {
  source = "../.."

  name   = "own-authorizer-registry"
  tokens = { issuer = local.issuer }
  authorizer = {
    cache_seconds = 30
    brought = {
      function_arn     = module.authorizer.arn
      type             = "REQUEST"
      identity_sources = ["method.request.header.Authorization"]
    }
  }
  table    = { deletion_protection = false }
  packages = { force_destroy = true }
}

module "authorizer" {
  source = "../../modules/function"

  name = "company-authorizer"
  code = { file = "${path.module}/../../lambdas/authorizer.zip" }
  environment = {
    ISSUER   = local.issuer
    AUDIENCE = local.issuer
    JWKS     = module.registry.signing_keys.jwks
  }
}

output "base_url" {
  description = "Where the registry is."
  value       = module.registry.base_url
}
