variable "access" {
  description = <<-EOT
    Who gets as far as the registry; what they may do there, tokens say. By default everybody does.
    A request passes, on any route, that meets one of `source_ip_ranges`, `vpc_ids` and `vpc_endpoint_ids`.
    `private`: reached through VPC endpoints of execute-api only; those of `vpc_endpoint_ids` are attached to the API.
    `token_principals` (ARNs, `*` allowed; a whole account is `arn:aws:iam::<account>:*`) and `token_organization` (`o-…`): which AWS principals may sign for a token: whoever meets one of them. Without either it is those of this account whose own policies allow it, as the output `policies.publisher` does.
  EOT
  type = object({
    private            = optional(bool, false)
    source_ip_ranges   = optional(list(string), [])
    vpc_ids            = optional(list(string), [])
    vpc_endpoint_ids   = optional(list(string), [])
    token_principals   = optional(list(string), [])
    token_organization = optional(string)
  })
  default  = {}
  nullable = false

  validation {
    condition     = !var.access.private || length(var.access.vpc_endpoint_ids) + length(var.access.vpc_ids) > 0
    error_message = "With access.private, say who may come: VPC endpoints of execute-api in access.vpc_endpoint_ids, or VPCs in access.vpc_ids."
  }
  validation {
    condition     = alltrue([for range in var.access.source_ip_ranges : can(cidrhost(range, 0))])
    error_message = "access.source_ip_ranges must be CIDR ranges, such as \"203.0.113.0/24\"; a single address ends in /32."
  }
  validation {
    condition     = alltrue([for id in var.access.vpc_ids : can(regex("^vpc-[0-9a-f]+$", id))])
    error_message = "access.vpc_ids must be ids of VPCs (vpc-…)."
  }
  validation {
    condition     = alltrue([for id in var.access.vpc_endpoint_ids : can(regex("^vpce-[0-9a-f]+$", id))])
    error_message = "access.vpc_endpoint_ids must be ids of VPC endpoints (vpce-…)."
  }
  validation {
    condition     = alltrue([for arn in var.access.token_principals : can(regex("^arn:[^:]+:iam::[0-9]{12}:[^:]+$", arn)) && !endswith(arn, ":root")])
    error_message = "access.token_principals must be ARNs of IAM roles or users (arn:…:iam::123456789012:role/…); a whole account is arn:…:iam::123456789012:*."
  }
  validation {
    condition     = var.access.token_organization == null ? true : can(regex("^o-[a-z0-9]{10,32}$", var.access.token_organization))
    error_message = "access.token_organization must be the id of an AWS organization (o-…)."
  }
}

variable "authorizer" {
  description = <<-EOT
    Who judges the tokens: the registry's own authorizer, or one that you bring.
    `cache_seconds`: for how long API Gateway goes on using an answer. A signing key that was switched off, or a token that was revoked, still opens the registry for so long.
    `brought`: a function of yours, `TOKEN` or `REQUEST`. It must answer for the token as a whole, whatever the route, and give the context that the functions decide by once more: see [Bringing an authorizer](#bringing-an-authorizer).
  EOT
  type = object({
    cache_seconds = optional(number, 60)
    brought = optional(object({
      function_arn     = string
      type             = optional(string, "TOKEN")
      identity_sources = optional(list(string))
      credentials      = optional(object({ role_arn = string }))
    }))
  })
  default  = {}
  nullable = false

  validation {
    condition     = var.authorizer.cache_seconds >= 0 && var.authorizer.cache_seconds <= 3600 && floor(var.authorizer.cache_seconds) == var.authorizer.cache_seconds
    error_message = "authorizer.cache_seconds must be a whole number from 0 (asked every time) to 3600."
  }
  validation {
    condition     = var.authorizer.brought == null ? true : can(regex("^arn:[^:]+:lambda:[^:]+:[0-9]{12}:function:", var.authorizer.brought.function_arn))
    error_message = "authorizer.brought.function_arn must be the ARN of a Lambda function (arn:…:lambda:…:function:…)."
  }
}
