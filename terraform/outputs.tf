output "base_url" {
  description = "Where the registry is, no slash at the end; the issuer of its tokens, unless another was said."
  value       = local.base_url
  # Whoever is told the URL may call it at once.
  depends_on = [module.api, module.domain]

  precondition {
    condition     = length(setsubtract(local.ways_in, local.known_ways_in.all)) == 0
    error_message = "tokens.ways_in may name ${join(", ", local.known_ways_in.all)}."
  }
}

output "host" {
  description = "The host that modules are named by: `source = \"<host>/<namespace>/<name>/<system>\"`."
  value       = local.host
}

output "services" {
  description = "The services by the names of Terraform's discovery."
  value       = local.services
}

output "host_block" {
  description = "For the CLI configuration of terraform and tofu, where discovery does not answer at the root of the host: without a domain of its own, or with a base path."
  value       = <<-EOT
    host "${local.host}" {
      services = {
        "modules.v1" = "${local.services["modules.v1"]}"
      }
    }
  EOT
}

output "discovery_document" {
  description = "To be published at `/.well-known/terraform.json` of a domain that something else is served from; then nobody needs `host_block`."
  value       = jsonencode(local.services)
}

output "dns_alias" {
  description = "What the alias record of the domain points to: `name` and `zone_id`; null without a domain, and for one that exists. Made already where a zone was given."
  value       = one(module.domain[*].alias)
}

output "functions" {
  description = "Name, ARN, role and log group of each function."
  value       = local.functions
}

output "api" {
  description = "Id, ARN, execution ARN, stage with its ARN, and the log group of requests of the REST API."
  value = {
    id                    = module.api.id
    arn                   = module.api.arn
    execution_arn         = module.api.execution_arn
    stage                 = module.api.stage
    stage_arn             = module.api.stage_arn
    access_log_group_name = module.api.access_log_group_name
  }
}

output "redeployment" {
  description = "Changes when, and only when, the API has to be deployed anew. With `existing_api`, put it among the triggers of your deployment, and let your stage wait for the whole module; otherwise that is done."
  value       = module.api.redeployment
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
  description = "The key that signs and its alias, the ARNs of all, and the public keys as they are published."
  value = {
    active = module.signing_key.active
    alias  = module.signing_key.alias
    arns   = module.signing_key.arns
    jwks   = module.signing_key.jwks
  }
}

output "alarm_arns" {
  description = "ARNs of the alarms by what they watch."
  value       = module.observability.alarm_arns
}

output "dashboard_name" {
  description = "Name of the dashboard, or null."
  value       = module.observability.dashboard_name
}

output "policies" {
  description = "IAM policy documents as JSON: `publisher` may sign for a token, `administrator` may also look at what is deployed; `bring_your_own_bucket` has the bucket policy of each of `packages.readable_buckets`."
  value = {
    publisher             = data.aws_iam_policy_document.publisher.json
    administrator         = data.aws_iam_policy_document.administrator.json
    bring_your_own_bucket = { for bucket, document in data.aws_iam_policy_document.bring_your_own_bucket : bucket => document.json }
  }
}
