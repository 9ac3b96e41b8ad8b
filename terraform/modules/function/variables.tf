variable "name" {
  description = "Name of the function; its log group and the role in this region are called after it."
  type        = string

  validation {
    condition     = can(regex("^[A-Za-z0-9][A-Za-z0-9_-]{0,48}$", var.name))
    error_message = "The name must be 1 to 49 letters, digits, hyphens and underscores, so that the name of the role, with the region in it, fits into 64."
  }
}

variable "tags" {
  description = "Tags on everything that can carry them."
  type        = map(string)
  default     = {}
}

variable "code" {
  description = <<-EOT
    What runs.
    `file`: a zip on this machine; or `s3`: one in a bucket of this region, `sha256` being its digest in base64, with which a change is seen.
    `handler`: `<file in the zip>.<export>`.
    `settings`: the environment variables that the code reads, each `required` or `optional`; anything else in `environment` is refused. Without it, everything is taken.
  EOT
  type = object({
    file = optional(string)
    s3 = optional(object({
      bucket         = string
      key            = string
      object_version = optional(string)
      sha256         = string
    }))
    handler     = optional(string, "index.handler")
    description = optional(string)
    settings    = optional(map(string))
  })

  validation {
    condition     = (var.code.file == null) != (var.code.s3 == null)
    error_message = "The code needs either file, a zip on this machine, or s3, one in a bucket; not both."
  }
  validation {
    condition     = var.code.file == null ? true : fileexists(var.code.file)
    error_message = "There is no zip at ${coalesce(var.code.file, "-")}; build it, or take the module from a release, which holds its zips."
  }
  validation {
    condition     = var.code.s3 == null ? true : can(regex("^[A-Za-z0-9+/]{43}=$", var.code.s3.sha256))
    error_message = "The sha256 of ${try(var.code.s3.key, "-")} must be the SHA-256 of the zip in base64 (44 characters): openssl dgst -sha256 -binary FILE | base64."
  }
  validation {
    condition     = can(regex("^[A-Za-z0-9_/-]+[.][A-Za-z0-9_]+$", var.code.handler))
    error_message = "code.handler must be the file in the zip and its export, such as \"index.handler\"."
  }
}

variable "environment" {
  description = "Environment variables."
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "permissions" {
  description = "Policy documents (JSON) of what the function may do; to write its own logs it may in any case, and nothing else."
  type        = list(string)
  default     = []
  nullable    = false
}

variable "runtime" {
  description = <<-EOT
    How it runs.
    `memory_mb` also decides the share of a processor: 1,769 MB are one. `least_memory_mb` is what the code cannot do without.
    `reserved_concurrency`: at most so many at once, and so many kept for it; by default it shares the account's.
    `vpc`: attaches it to subnets, from which it must reach AWS by NAT or VPC endpoints.
    `tracing`: sends traces to X-Ray, which are paid for.
  EOT
  type = object({
    runtime              = optional(string, "nodejs22.x")
    architecture         = optional(string, "arm64")
    memory_mb            = optional(number, 512)
    least_memory_mb      = optional(number, 128)
    timeout_seconds      = optional(number, 10)
    reserved_concurrency = optional(number)
    tracing              = optional(bool, false)
    vpc = optional(object({
      subnet_ids         = set(string)
      security_group_ids = set(string)
    }))
  })
  default  = {}
  nullable = false

  validation {
    condition     = can(regex("^nodejs[0-9]+[.]x$", var.runtime.runtime)) && !contains(["nodejs16.x", "nodejs18.x", "nodejs20.x"], var.runtime.runtime)
    error_message = "runtime.runtime must be a Node.js runtime of Lambda from nodejs22.x on."
  }
  validation {
    condition     = contains(["arm64", "x86_64"], var.runtime.architecture)
    error_message = "runtime.architecture must be \"arm64\" or \"x86_64\"."
  }
  validation {
    condition     = var.runtime.memory_mb >= 128 && var.runtime.memory_mb <= 10240 && floor(var.runtime.memory_mb) == var.runtime.memory_mb
    error_message = "runtime.memory_mb must be a whole number from 128 to 10240."
  }
  validation {
    condition     = var.runtime.timeout_seconds >= 1 && var.runtime.timeout_seconds <= 900 && floor(var.runtime.timeout_seconds) == var.runtime.timeout_seconds
    error_message = "runtime.timeout_seconds must be a whole number from 1 to 900."
  }
  validation {
    condition     = var.runtime.reserved_concurrency == null ? true : var.runtime.reserved_concurrency >= 0 && floor(var.runtime.reserved_concurrency) == var.runtime.reserved_concurrency
    error_message = "runtime.reserved_concurrency must be a whole number; 0 keeps the function from running at all."
  }
  validation {
    condition     = var.runtime.vpc == null ? true : length(var.runtime.vpc.subnet_ids) > 0 && length(var.runtime.vpc.security_group_ids) > 0
    error_message = "runtime.vpc needs at least one subnet and one security group."
  }
}
