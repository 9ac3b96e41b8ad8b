variable "api" {
  description = <<-EOT
    The REST API's stage: `stage` (its name), `throttling` (`rate` per second and `burst`), `web_acl` (of WAF, by its `arn`), `metrics` for each route, `tracing`.
    `access_logs`: a line for each request, never with a token. API Gateway writes them with a role that is set once for the account and region; where none is set yet, `account_role = true` makes one and sets it, for every API there. It goes with the registry, so keep it elsewhere where other APIs write logs.
  EOT
  type = object({
    stage      = optional(string)
    throttling = optional(object({ rate = optional(number), burst = optional(number) }))
    web_acl    = optional(object({ arn = string }))
    metrics    = optional(bool)
    tracing    = optional(bool)
    access_logs = optional(object({
      retention_days = optional(number)
      kms_key_arn    = optional(string)
      account_role   = optional(bool)
    }))
  })
  default  = {}
  nullable = false
}

variable "existing_api" {
  description = <<-EOT
    A REST API of your own that the registry becomes a part of, in place of one of its own: its routes are made under `path`.
    `name`, `rest_api_id`, `parent_resource_id` (under which `path` is put, mostly the root) and `stage` are your API's; `url` is where it answers including `path`, where that is not the address of API Gateway. Your API needs `*/*` among its binary media types, and your deployment the output `redeployment` among its triggers. `api` and `access` are then yours to set at your API.
  EOT
  type = object({
    name               = string
    rest_api_id        = string
    parent_resource_id = string
    stage              = string
    path               = optional(string, "/registry")
    url                = optional(string)
  })
  default = null

  validation {
    condition     = try(var.existing_api.url, null) == null ? true : can(regex("^https://[^/?#]+(/[^?#]*)?${var.existing_api.path}$", var.existing_api.url))
    error_message = "existing_api.url must be the https URL that ends in existing_api.path, such as \"https://api.example.com/registry\"."
  }
}

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
}
