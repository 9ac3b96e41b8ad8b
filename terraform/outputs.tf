output "base_url" {
  description = "Where the registry is, no slash at the end; the issuer of its tokens, unless another was said."
  value       = local.base_url
  # Whoever is told the URL may call it at once.
  depends_on = [module.api]
}

output "services" {
  description = "The services by the names of Terraform's discovery."
  value       = { "modules.v1" = "${local.base_url}/v1/modules/" }
}

output "functions" {
  description = "Name, ARN, role and log group of each function."
  value = merge(
    { read = module.read, publish = module.publish, token-issuer = module.token_issuer },
    { for authorizer in module.authorizer : "authorizer" => authorizer },
  )
}

output "api" {
  description = "Id, ARN, execution ARN and stage of the REST API."
  value = {
    id            = module.api.id
    arn           = module.api.arn
    execution_arn = module.api.execution_arn
    stage         = module.api.stage.name
  }
}

output "table" {
  description = "Name, ARN and stream of the table."
  value       = module.store.table
}

output "packages" {
  description = "Name and ARN of the bucket of packages."
  value       = module.store.packages
}

output "signing_keys" {
  description = "The key that signs, the ARNs of all, and the public keys as published."
  value = {
    active = module.signing_key.active
    arns   = module.signing_key.arns
    jwks   = module.signing_key.jwks
  }
}
