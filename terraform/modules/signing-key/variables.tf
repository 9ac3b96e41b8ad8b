variable "name" {
  description = "Name of the registry; the alias of the signing key is `alias/<name>-signing`."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,30}[a-z0-9]$", var.name))
    error_message = "The name must be 3 to 32 characters: lower-case letters, digits and hyphens, beginning with a letter and not ending with a hyphen."
  }
}

variable "tags" {
  description = "Tags on the keys."
  type        = map(string)
  default     = {}
}

variable "administrators" {
  description = <<-EOT
    ARNs of the roles and users that may manage the keys, and nobody else may; the role that runs Terraform must be among them. They manage and do not sign.
    Without any, IAM policies of the account decide, as with every key that AWS makes by default.
  EOT
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition = alltrue([
      for arn in var.administrators : can(regex("^arn:[^:]+:iam::[0-9]{12}:(role|user)/.+$", arn)) && !can(regex("[*?]", arn))
    ])
    error_message = "Each of administrators must be the ARN of one IAM role or user (arn:…:iam::123456789012:role/name), without wildcards; a session's ARN (arn:…:sts::…:assumed-role/…) is not one."
  }
}

variable "keys" {
  description = <<-EOT
    The keys by names of your choosing: one, or two while the first is replaced by the second.
    `signs`: whether new tokens are signed with it; exactly one key does. The other's tokens stay valid until they expire.
    `enabled = false` switches a key off in an emergency: it is taken out of the published keys and disabled in KMS, and its tokens are refused as soon as no authorizer has an answer for them in its cache.
    A key that is removed from the map is deleted by KMS after 30 days.
  EOT
  type = map(object({
    signs   = optional(bool, false)
    enabled = optional(bool, true)
  }))
  default  = { first = { signs = true } }
  nullable = false

  validation {
    condition     = length([for key in var.keys : key if key.signs]) == 1
    error_message = "Exactly one of keys must have signs = true: it signs new tokens, the other only verifies those that were signed before."
  }
  validation {
    condition     = alltrue([for key in var.keys : key.enabled if key.signs])
    error_message = "The key that signs cannot be switched off; add a second key with signs = true, and take signs away from the one with enabled = false."
  }
  validation {
    condition     = length([for key in var.keys : key if key.enabled]) <= 2
    error_message = "At most two keys can be enabled, the one that signs and the one before it: each makes every function's environment longer, which AWS limits to 4 KB."
  }
  validation {
    condition     = alltrue([for name in keys(var.keys) : can(regex("^[0-9A-Za-z][0-9A-Za-z_-]{0,31}$", name))])
    error_message = "The names of keys must be 1 to 32 letters, digits, hyphens and underscores, for example \"2026-11\"."
  }
}
