# What the functions have in common; what each has to itself is in the file of its name.
locals {
  code = {
    for key, contract in local.contract : key => {
      file = var.functions.s3 == null ? "${coalesce(var.functions.folder, "${path.module}/lambdas")}/${key}.zip" : null
      s3 = var.functions.s3 == null ? null : {
        bucket = var.functions.s3.bucket
        key    = "${var.functions.s3.prefix}${key}.zip"
        sha256 = lookup(var.functions.s3.sha256, key, "missing")
      }
      handler     = contract.handler
      description = contract.description
      settings    = contract.settings
    }
  }

  runtime = {
    for key, own in {
      read         = var.functions.read
      publish      = var.functions.publish
      access       = var.functions.access
      token-issuer = var.functions.token_issuer
      authorizer   = var.functions.authorizer
      } : key => {
      runtime              = var.functions.runtime
      architecture         = var.functions.architecture
      tracing              = var.functions.tracing
      vpc                  = var.functions.vpc
      memory_mb            = coalesce(own.memory_mb, local.contract[key].memory_mb.usual)
      least_memory_mb      = local.contract[key].memory_mb.least
      timeout_seconds      = coalesce(own.timeout_seconds, local.contract[key].timeout_seconds)
      reserved_concurrency = own.reserved_concurrency
    }
  }

  logs = {
    retention_days = var.functions.log_retention_days
    kms_key_arn    = var.functions.log_kms_key_arn
  }
}
