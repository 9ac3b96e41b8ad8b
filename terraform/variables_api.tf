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

  validation {
    condition     = var.api.stage == null ? true : can(regex("^[A-Za-z0-9_]{1,128}$", var.api.stage))
    error_message = "api.stage may hold letters, digits and underscores only, as it is part of a path."
  }
  validation {
    condition     = try(var.api.throttling.rate, null) == null ? true : var.api.throttling.rate > 0
    error_message = "api.throttling.rate must be above 0; nothing would be let through."
  }
  validation {
    condition     = try(var.api.throttling.burst, null) == null ? true : var.api.throttling.burst >= 1 && floor(var.api.throttling.burst) == var.api.throttling.burst
    error_message = "api.throttling.burst must be a whole number of at least 1; nothing would be let through."
  }
  validation {
    condition     = try(var.api.web_acl.arn, null) == null ? true : can(regex("^arn:[^:]+:wafv2:[^:]+:[0-9]{12}:regional/webacl/", var.api.web_acl.arn))
    error_message = "api.web_acl.arn must be the ARN of a regional web ACL of WAF v2 (arn:…:wafv2:…:regional/webacl/…)."
  }
  validation {
    condition     = try(var.api.access_logs.retention_days, null) == null ? true : contains([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], var.api.access_logs.retention_days)
    error_message = "api.access_logs.retention_days must be a number of days that CloudWatch Logs has: 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288 or 3653."
  }
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
    condition     = var.existing_api == null ? true : can(regex("^/[A-Za-z0-9_.-]+$", var.existing_api.path))
    error_message = "existing_api.path must be one path segment with a slash in front, such as \"/registry\"."
  }
  validation {
    condition     = try(var.existing_api.url, null) == null ? true : can(regex("^https://[^/?#]+(/[A-Za-z0-9_.~-]+)*$", var.existing_api.url)) && endswith(var.existing_api.url, var.existing_api.path)
    error_message = "existing_api.url must be the https URL that ends in existing_api.path, such as \"https://api.example.com/registry\"."
  }
}
