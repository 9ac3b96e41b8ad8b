variable "api" {
  description = <<-EOT
    The REST API's stage: `stage` (its name), `throttling` (`rate` per second and `burst`), `web_acl_arn` (WAF), `metrics` for each route, `tracing`.
    `access_logs`: a line for each request, never with a token. API Gateway writes them with a role that is set once for the account and region; where none is set yet, `account_role = true` makes one and sets it, and it stays when the registry goes.
  EOT
  type = object({
    stage       = optional(string)
    throttling  = optional(object({ rate = optional(number), burst = optional(number) }))
    web_acl_arn = optional(string)
    metrics     = optional(bool)
    tracing     = optional(bool)
    access_logs = optional(object({
      retention_days = optional(number)
      kms_key_arn    = optional(string)
      account_role   = optional(bool)
    }))
  })
  default  = {}
  nullable = false
}

variable "access" {
  description = <<-EOT
    Who gets as far as the registry; what they may do there, tokens say. By default everybody does.
    A request passes, on any route, that meets one of `source_ip_ranges`, `vpc_ids` and `vpc_endpoint_ids`.
    `private`: reached through VPC endpoints of execute-api only; those of `vpc_endpoint_ids` are attached to the API.
    `token_principals` (ARNs, `*` allowed; a whole account is `arn:aws:iam::<account>:*`) and `token_organization` (`o-…`): which AWS principals may sign for a token. Without either it is those of this account whose own policies allow it, as the output `policies.publisher` does.
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
      function_arn         = string
      type                 = optional(string, "TOKEN")
      identity_sources     = optional(list(string))
      credentials_role_arn = optional(string)
    }))
  })
  default  = {}
  nullable = false
}

variable "tokens" {
  description = <<-EOT
    The tokens. `issuer` and `audience`: what is written in them and must be there; the registry's URL, unless said otherwise. Changing either ends every token.
    `ways_in`: how identities may be proven, of `aws-gateway`, `aws-proof`, `oidc`, `static`, `hs256` and `external-jwt`; the first three unless said. `issuer_private_hosts`: hosts of issuers that may have private addresses. `sts_hosts` in place of the hosts of AWS STS that are known.
    `lifetime_seconds` where nothing else was asked for, `max_lifetime_seconds` at most.
    `keys`: the KMS keys that sign them, by names of your choosing: one, or two while the first is replaced; `enabled = false` switches one off at once, see [modules/signing-key](modules/signing-key#inputs). `key_administrators`: ARNs of those who alone may manage them.
  EOT
  type = object({
    issuer               = optional(string)
    audience             = optional(string)
    ways_in              = optional(list(string))
    issuer_private_hosts = optional(list(string))
    sts_hosts            = optional(list(string))
    lifetime_seconds     = optional(number, 900)
    max_lifetime_seconds = optional(number, 43200)
    keys = optional(map(object({
      signs   = optional(bool)
      enabled = optional(bool)
    })))
    key_administrators = optional(list(string))
  })
  default  = {}
  nullable = false

  validation {
    condition     = var.tokens.issuer == null ? true : can(regex("^https://[^/?#]+(/[^?#]*[^/?#])?$", var.tokens.issuer))
    error_message = "tokens.issuer must be an https URL without a slash at the end, query or fragment."
  }
  validation {
    condition     = var.tokens.lifetime_seconds >= 60 && var.tokens.lifetime_seconds <= var.tokens.max_lifetime_seconds
    error_message = "tokens.lifetime_seconds must be from 60 to tokens.max_lifetime_seconds."
  }
  validation {
    condition     = var.tokens.max_lifetime_seconds <= 86400
    error_message = "tokens.max_lifetime_seconds can be a day (86400) at most: a token that got into wrong hands should soon be worth nothing."
  }
}
