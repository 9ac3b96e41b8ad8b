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
    condition     = contains(["debug", "info", "warn", "error", "silent"], var.functions.log_level)
    error_message = "functions.log_level must be debug, info, warn, error or silent."
  }
  validation {
    condition = alltrue([
      for own in [var.functions.read, var.functions.publish, var.functions.access, var.functions.token_issuer, var.functions.authorizer] :
      own.timeout_seconds == null ? true : own.timeout_seconds <= 29
    ])
    error_message = "A function's timeout_seconds can be 29 at most: API Gateway waits no longer for an answer."
  }
}
