variable "functions" {
  description = <<-EOT
    The Lambda functions.
    `folder`: where `read.zip`, `publish.zip`, `access.zip`, `token-issuer.zip` and `authorizer.zip` are; a release brings them along. Or `s3`: a bucket of this region, the `prefix` of their keys, and for each function the `sha256` of its zip in base64.
    `runtime`, `architecture`, `tracing` (X-Ray), `vpc` (the subnets need a way to AWS: NAT, or VPC endpoints for DynamoDB, S3, KMS and STS, and to the issuers that are trusted).
    `log_level`, `log_retention_days`, `log_kms_key_arn`.
    `read`, `publish`, `access`, `token_issuer`, `authorizer`: what one of them has to itself: `memory_mb`, `timeout_seconds`, `reserved_concurrency`.
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
    access             = optional(object({ memory_mb = optional(number), timeout_seconds = optional(number), reserved_concurrency = optional(number) }), {})
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
    condition     = alltrue([for digest in values(try(var.functions.s3.sha256, {})) : can(regex("^[A-Za-z0-9+/]{43}=$", digest))])
    error_message = "Each of functions.s3.sha256 must be the SHA-256 of a zip in base64 (44 characters): openssl dgst -sha256 -binary FILE | base64."
  }
  validation {
    condition     = var.functions.runtime == null ? true : can(regex("^nodejs(2[2-9]|[3-9][0-9])[.]x$", var.functions.runtime))
    error_message = "functions.runtime must be a Node.js runtime of Lambda from nodejs22.x on."
  }
  validation {
    condition     = var.functions.architecture == null ? true : contains(["arm64", "x86_64"], var.functions.architecture)
    error_message = "functions.architecture must be \"arm64\" or \"x86_64\"."
  }
  validation {
    condition     = var.functions.vpc == null ? true : length(var.functions.vpc.subnet_ids) > 0 && length(var.functions.vpc.security_group_ids) > 0
    error_message = "functions.vpc needs at least one subnet and one security group."
  }
  validation {
    condition     = var.functions.log_retention_days == null ? true : contains([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], var.functions.log_retention_days)
    error_message = "functions.log_retention_days must be a number of days that CloudWatch Logs has: 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288 or 3653."
  }
  validation {
    condition     = contains(["debug", "info", "warn", "error", "silent"], var.functions.log_level)
    error_message = "functions.log_level must be debug, info, warn, error or silent."
  }
  validation {
    condition = alltrue([
      for own in [var.functions.read, var.functions.publish, var.functions.access, var.functions.token_issuer, var.functions.authorizer] :
      own.timeout_seconds == null ? true : own.timeout_seconds >= 1 && own.timeout_seconds <= 29 && floor(own.timeout_seconds) == own.timeout_seconds
    ])
    error_message = "Each timeout_seconds of functions must be a whole number from 1 to 29: API Gateway waits no longer for an answer."
  }
  validation {
    condition = alltrue([
      for own in [var.functions.read, var.functions.publish, var.functions.access, var.functions.token_issuer, var.functions.authorizer] :
      own.memory_mb == null ? true : own.memory_mb >= 128 && own.memory_mb <= 10240 && floor(own.memory_mb) == own.memory_mb
    ])
    error_message = "Each memory_mb of functions must be a whole number from 128 to 10240."
  }
  validation {
    condition = alltrue([
      for own in [var.functions.read, var.functions.publish, var.functions.access, var.functions.token_issuer, var.functions.authorizer] :
      own.reserved_concurrency == null ? true : own.reserved_concurrency >= 0 && floor(own.reserved_concurrency) == own.reserved_concurrency
    ])
    error_message = "Each reserved_concurrency of functions must be a whole number; 0 keeps a function from running at all."
  }
}
