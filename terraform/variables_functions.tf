variable "packages" {
  description = <<-EOT
    Where packages are: `bucket` adopts a bucket that exists, `bucket_name` names a new one; `versioning`, `kms_key_arn`, `force_destroy`, `abandoned_upload_days` and `noncurrent_version_days` as in [modules/store](modules/store#inputs).
    `readable_buckets`: names of other buckets of this region, from which modules may be published where they lie; `readable_kms_key_arns`: the keys that those are encrypted with. Their own policies must allow it too, as the output `policies.bring_your_own_bucket` does.
    `max_packed_bytes`, `max_unpacked_bytes`, `max_entries`: what a package may be. `link_lifetime_seconds`, `upload_lifetime_seconds`: of the addresses that are given out for downloads and uploads.
  EOT
  type = object({
    bucket                  = optional(string)
    bucket_name             = optional(string)
    versioning              = optional(bool)
    kms_key_arn             = optional(string)
    force_destroy           = optional(bool)
    abandoned_upload_days   = optional(number)
    noncurrent_version_days = optional(number)
    readable_buckets        = optional(list(string), [])
    readable_kms_key_arns   = optional(list(string), [])
    max_packed_bytes        = optional(number)
    max_unpacked_bytes      = optional(number)
    max_entries             = optional(number)
    link_lifetime_seconds   = optional(number)
    upload_lifetime_seconds = optional(number)
  })
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for name in var.packages.readable_buckets : can(regex("^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$", name))])
    error_message = "packages.readable_buckets must be names of buckets, not ARNs or addresses."
  }
  validation {
    condition     = alltrue([for arn in var.packages.readable_kms_key_arns : can(regex("^arn:[^:]+:kms:[^:]+:[0-9]{12}:key/", arn))])
    error_message = "packages.readable_kms_key_arns must be ARNs of KMS keys (arn:…:kms:…:key/…)."
  }
  validation {
    condition     = var.packages.link_lifetime_seconds == null ? true : var.packages.link_lifetime_seconds >= 1 && var.packages.link_lifetime_seconds <= 3600
    error_message = "packages.link_lifetime_seconds must be from 1 to 3600."
  }
  validation {
    condition     = var.packages.upload_lifetime_seconds == null ? true : var.packages.upload_lifetime_seconds >= 1 && var.packages.upload_lifetime_seconds <= 86400
    error_message = "packages.upload_lifetime_seconds must be from 1 to 86400, since what was uploaded and not published is removed after a day."
  }
}

variable "functions" {
  description = <<-EOT
    The Lambda functions.
    `folder`: where `read.zip`, `publish.zip`, `token-issuer.zip` and `authorizer.zip` are; a release brings them along. Or `s3`: a bucket of this region, the `prefix` of their keys, and for each function the `sha256` of its zip in base64.
    `runtime`, `architecture`, `tracing` (X-Ray), `vpc` (the subnets need a way to AWS: NAT, or VPC endpoints for DynamoDB, S3, KMS and STS).
    `log_level`, `log_retention_days`, `log_kms_key_arn`.
    `read`, `publish`, `token_issuer`, `authorizer`: what one of them has to itself: `memory_mb`, `timeout_seconds`, `reserved_concurrency`.
  EOT
  type = object({
    folder = optional(string)
    s3 = optional(object({
      bucket = string
      prefix = optional(string, "")
      sha256 = map(string)
    }))
    runtime      = optional(string)
    architecture = optional(string)
    tracing      = optional(bool)
    vpc = optional(object({
      subnet_ids         = list(string)
      security_group_ids = list(string)
    }))
    log_level          = optional(string, "info")
    log_retention_days = optional(number)
    log_kms_key_arn    = optional(string)
    read               = optional(object({ memory_mb = optional(number), timeout_seconds = optional(number), reserved_concurrency = optional(number) }), {})
    publish            = optional(object({ memory_mb = optional(number), timeout_seconds = optional(number), reserved_concurrency = optional(number) }), {})
    token_issuer       = optional(object({ memory_mb = optional(number), timeout_seconds = optional(number), reserved_concurrency = optional(number) }), {})
    authorizer         = optional(object({ memory_mb = optional(number), timeout_seconds = optional(number), reserved_concurrency = optional(number) }), {})
  })
  default  = {}
  nullable = false

  validation {
    condition     = var.functions.folder == null || var.functions.s3 == null
    error_message = "functions takes its zips either from folder or from s3, not from both."
  }
  validation {
    condition     = contains(["debug", "info", "warn", "error", "silent"], var.functions.log_level)
    error_message = "functions.log_level must be debug, info, warn, error or silent."
  }
  validation {
    condition = alltrue([
      for own in [var.functions.read, var.functions.publish, var.functions.token_issuer, var.functions.authorizer] :
      own.timeout_seconds == null ? true : own.timeout_seconds <= 29
    ])
    error_message = "A function's timeout_seconds can be 29 at most: API Gateway waits no longer for an answer."
  }
}
