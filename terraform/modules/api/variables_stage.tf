variable "endpoint" {
  description = <<-EOT
    Where the API is reached. Public unless `vpc_endpoint_ids` says which VPC endpoints (of execute-api) lead to it; `[]` is private with endpoints that are named in `restrictions` or elsewhere.
    `default`: whether the address `<id>.execute-api.…` answers beside the API's own domain.
  EOT
  type = object({
    vpc_endpoint_ids = optional(list(string))
    default          = optional(bool, true)
  })
  default  = {}
  nullable = false
}

variable "restrictions" {
  description = <<-EOT
    From where, and for whom. A request passes that meets any of `source_ip_ranges`, `vpc_ids` and `vpc_endpoint_ids`, on every route.
    `token_principals` (ARNs, `*` allowed) and `token_organization` (`o-…`): which AWS principals may sign for a token, where both are given whoever meets one of them; without either, those of this account whose own policies say so. Principals of other accounts need both this and their own policy.
  EOT
  type = object({
    source_ip_ranges   = optional(list(string), [])
    vpc_ids            = optional(list(string), [])
    vpc_endpoint_ids   = optional(list(string), [])
    token_principals   = optional(list(string), [])
    token_organization = optional(string)
  })
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for range in var.restrictions.source_ip_ranges : can(cidrhost(range, 0))])
    error_message = "restrictions.source_ip_ranges must be CIDR ranges, such as \"203.0.113.0/24\"; a single address ends in /32."
  }
  validation {
    condition     = alltrue([for id in var.restrictions.vpc_ids : can(regex("^vpc-[0-9a-f]+$", id))])
    error_message = "restrictions.vpc_ids must be ids of VPCs (vpc-…)."
  }
  validation {
    condition     = alltrue([for id in var.restrictions.vpc_endpoint_ids : can(regex("^vpce-[0-9a-f]+$", id))])
    error_message = "restrictions.vpc_endpoint_ids must be ids of VPC endpoints (vpce-…)."
  }
  validation {
    condition     = alltrue([for arn in var.restrictions.token_principals : can(regex("^arn:[^:]+:iam::[0-9]{12}:[^:]+$", arn)) && !endswith(arn, ":root")])
    error_message = "restrictions.token_principals must be ARNs of IAM roles or users (arn:…:iam::123456789012:role/…); a whole account is arn:…:iam::123456789012:*."
  }
  validation {
    condition     = var.restrictions.token_organization == null ? true : can(regex("^o-[a-z0-9]{10,32}$", var.restrictions.token_organization))
    error_message = "restrictions.token_organization must be the id of an AWS organization (o-…)."
  }
}

variable "stage" {
  description = <<-EOT
    The stage.
    `throttling`: requests per second (`rate`, 500), and how many at once beyond (`burst`, 1000); above it clients get 429.
    `web_acl`: the web ACL of WAF (regional, v2) with this `arn`.
    `metrics`: metrics for each route, which are paid for. `tracing`: traces of X-Ray, likewise.
    `access_logs`: a line for each request, without tokens and queries; of what the client wrote it has the User-Agent alone. API Gateway writes them with a role that is set once for the account and region; `account_role` makes and sets it, for every API there. A destroy takes the role away, so keep it elsewhere where other APIs write logs.
  EOT
  type = object({
    name = optional(string, "live")
    throttling = optional(object({
      rate  = optional(number)
      burst = optional(number)
    }))
    web_acl = optional(object({ arn = string }))
    metrics = optional(bool, false)
    tracing = optional(bool, false)
    access_logs = optional(object({
      retention_days = optional(number, 30)
      kms_key_arn    = optional(string)
      account_role   = optional(bool, false)
    }))
  })
  default  = {}
  nullable = false

  validation {
    condition     = can(regex("^[A-Za-z0-9_]{1,128}$", var.stage.name))
    error_message = "stage.name may hold letters, digits and underscores only, as it is part of a path."
  }
  validation {
    condition     = alltrue([for number in values(coalesce(var.stage.throttling, {})) : coalesce(number, 1) > 0])
    error_message = "stage.throttling needs a rate and a burst above 0; nothing would be let through."
  }
  validation {
    condition     = var.stage.web_acl == null ? true : can(regex("^arn:[^:]+:wafv2:[^:]+:[0-9]{12}:regional/webacl/", var.stage.web_acl.arn))
    error_message = "stage.web_acl.arn must be the ARN of a regional web ACL of WAF v2 (arn:…:wafv2:…:regional/webacl/…)."
  }
}

variable "role" {
  description = "The path of the logging role of the account, where it is made, and the policy that bounds it."
  type = object({
    path                     = optional(string, "/")
    permissions_boundary_arn = optional(string)
  })
  default  = {}
  nullable = false
}
