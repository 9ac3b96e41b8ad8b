variable "name" {
  description = "Name of the registry; the table is called so, and a bucket made here begins with it."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,30}[a-z0-9]$", var.name))
    error_message = "The name must be 3 to 32 characters: lower-case letters, digits and hyphens, beginning with a letter and not ending with a hyphen."
  }
}

variable "tags" {
  description = "Tags on everything that can carry them."
  type        = map(string)
  default     = {}
}

variable "outlasted_by" {
  description = "What a destroy may take only when table and bucket are gone, as nothing replaces it: where either refuses, it is still there. Whatever it is, its value is not looked at."
  type        = any
  default     = null
}

variable "table" {
  description = <<-EOT
    The table of modules, versions, grants and audit events.
    `name`: what it is called, in place of the registry's name, as when it was restored under another one.
    `billing_mode`: `PAY_PER_REQUEST` (nothing to pay while idle) or `PROVISIONED`, with `read` and `write` between `min` and `max` units, scaled to keep `target` per cent of them in use. Each index has `index` units, unscaled: Terraform cannot tell an index that was scaled from one that was changed, and indexes serve administration only.
    `kms_key_arn`: a key of your own instead of the one that AWS owns.
    `stream`: whether changes are published as a stream, which events are made of.
  EOT
  type = object({
    name         = optional(string)
    billing_mode = optional(string, "PAY_PER_REQUEST")
    read = optional(object({
      min    = optional(number, 5)
      max    = optional(number, 100)
      target = optional(number, 70)
    }), {})
    write = optional(object({
      min    = optional(number, 5)
      max    = optional(number, 100)
      target = optional(number, 70)
    }), {})
    index = optional(object({
      read  = optional(number, 5)
      write = optional(number, 5)
    }), {})
    point_in_time_recovery = optional(bool, true)
    kms_key_arn            = optional(string)
    deletion_protection    = optional(bool, true)
    stream                 = optional(bool, true)
  })
  default  = {}
  nullable = false

  validation {
    condition     = var.table.name == null || can(regex("^[A-Za-z0-9_.-]{3,255}$", var.table.name))
    error_message = "table.name must be 3 to 255 letters, digits, hyphens, dots and underscores."
  }
  validation {
    condition     = contains(["PAY_PER_REQUEST", "PROVISIONED"], var.table.billing_mode)
    error_message = "table.billing_mode must be \"PAY_PER_REQUEST\" or \"PROVISIONED\"."
  }
  validation {
    condition = alltrue([
      for units in [var.table.read, var.table.write] :
      units.min >= 1 && units.min <= units.max && floor(units.min) == units.min && floor(units.max) == units.max
    ])
    error_message = "table.read and table.write need whole numbers with 1 <= min <= max."
  }
  validation {
    condition     = alltrue([for units in values(var.table.index) : units >= 1 && floor(units) == units])
    error_message = "table.index needs whole numbers of at least 1."
  }
  validation {
    condition = alltrue([
      for units in [var.table.read, var.table.write] : units.target >= 20 && units.target <= 90
    ])
    error_message = "The target of table.read and table.write is the per cent of the capacity in use, between 20 and 90 (what Application Auto Scaling takes for DynamoDB)."
  }
  validation {
    condition     = var.table.kms_key_arn == null || can(regex("^arn:[^:]+:kms:[^:]+:[0-9]{12}:key/", var.table.kms_key_arn))
    error_message = "table.kms_key_arn must be the ARN of a KMS key (arn:…:kms:…:key/…); DynamoDB does not take an alias here without showing a difference in every plan."
  }
}

variable "packages" {
  description = <<-EOT
    The bucket of packages.
    `bucket`: the name of a bucket that exists already and is adopted as it is (it must be known before the apply); its settings stay yours, and the settings below must be left alone.
    `bucket_name`: what a new bucket is called, in place of `<name>-<account>-<region>`.
    `kms_key_arn`: encrypt with this key (and a bucket key, which keeps KMS requests few) instead of S3's own.
    `force_destroy`: whether `terraform destroy` may delete packages.
    `abandoned_upload_days`, `noncurrent_version_days`: when what nobody finished, and what was deleted or replaced, is gone for good.
  EOT
  type = object({
    bucket                  = optional(string)
    bucket_name             = optional(string)
    versioning              = optional(bool, true)
    kms_key_arn             = optional(string)
    force_destroy           = optional(bool, false)
    abandoned_upload_days   = optional(number, 1)
    noncurrent_version_days = optional(number, 30)
  })
  default  = {}
  nullable = false

  validation {
    condition = alltrue([
      for name in compact([var.packages.bucket, var.packages.bucket_name]) :
      can(regex("^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$", name))
    ])
    error_message = "packages.bucket and packages.bucket_name must be names of buckets (3 to 63 lower-case letters, digits, hyphens and dots), not ARNs or addresses."
  }
  validation {
    condition     = var.packages.bucket_name == null || !can(regex("\\.", var.packages.bucket_name))
    error_message = "packages.bucket_name must hold no dot: with one, the certificate of S3 does not cover the bucket's host name, and clients refuse to download."
  }
  validation {
    condition     = var.packages.bucket == null || var.packages.bucket_name == null
    error_message = "packages.bucket adopts a bucket that exists, packages.bucket_name names one to be made; give one of them."
  }
  validation {
    condition = var.packages.bucket == null ? true : alltrue([
      var.packages.versioning,
      !var.packages.force_destroy,
      var.packages.abandoned_upload_days == 1,
      var.packages.noncurrent_version_days == 30,
    ])
    error_message = "An adopted bucket (packages.bucket) keeps its own settings; set versioning, force_destroy and lifecycle where the bucket is made."
  }
  validation {
    condition     = var.packages.kms_key_arn == null || can(regex("^arn:[^:]+:kms:[^:]+:[0-9]{12}:key/", var.packages.kms_key_arn))
    error_message = "packages.kms_key_arn must be the ARN of a KMS key (arn:…:kms:…:key/…), because the functions are allowed to use exactly it."
  }
  validation {
    condition = alltrue([
      for days in [var.packages.abandoned_upload_days, var.packages.noncurrent_version_days] :
      days >= 1 && floor(days) == days
    ])
    error_message = "packages.abandoned_upload_days and packages.noncurrent_version_days are whole days, at least 1."
  }
}
