variable "table" {
  description = "The DynamoDB table: `name`, where that is not the registry's, `billing_mode` and capacity, `point_in_time_recovery`, `kms_key_arn`, `deletion_protection`, `stream`; see [modules/store](modules/store#inputs)."
  type = object({
    name                   = optional(string)
    billing_mode           = optional(string)
    read                   = optional(object({ min = optional(number), max = optional(number), target = optional(number) }))
    write                  = optional(object({ min = optional(number), max = optional(number), target = optional(number) }))
    index                  = optional(object({ read = optional(number), write = optional(number) }))
    point_in_time_recovery = optional(bool)
    kms_key_arn            = optional(string)
    deletion_protection    = optional(bool)
    stream                 = optional(bool)
  })
  default  = {}
  nullable = false
}

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
    condition = alltrue([
      for most in [var.packages.max_packed_bytes, var.packages.max_unpacked_bytes, var.packages.max_entries] :
      most == null ? true : most >= 1 && most <= 9007199254740991 && floor(most) == most
    ])
    error_message = "packages.max_packed_bytes, packages.max_unpacked_bytes and packages.max_entries must be whole numbers of at least 1."
  }
  validation {
    condition     = var.packages.link_lifetime_seconds == null ? true : var.packages.link_lifetime_seconds >= 1 && var.packages.link_lifetime_seconds <= 3600 && floor(var.packages.link_lifetime_seconds) == var.packages.link_lifetime_seconds
    error_message = "packages.link_lifetime_seconds must be a whole number from 1 to 3600."
  }
  validation {
    condition     = var.packages.upload_lifetime_seconds == null ? true : var.packages.upload_lifetime_seconds >= 1 && var.packages.upload_lifetime_seconds <= 86400 && floor(var.packages.upload_lifetime_seconds) == var.packages.upload_lifetime_seconds
    error_message = "packages.upload_lifetime_seconds must be a whole number from 1 to 86400, since what was uploaded and not published is removed after a day."
  }
}
