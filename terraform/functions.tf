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

  lists = {
    for name in ["ways_in", "issuer_private_hosts", "sts_hosts"] :
    name => var.tokens[name] == null ? null : join(",", var.tokens[name])
  }

  # What is not said is left to the functions' own defaults.
  settings = {
    for key, values in {
      read = {
        LINK_LIFETIME_SECONDS = var.packages.link_lifetime_seconds
      }
      publish = {
        UPLOAD_LIFETIME_SECONDS = var.packages.upload_lifetime_seconds
        MAX_PACKED_BYTES        = var.packages.max_packed_bytes
        MAX_UNPACKED_BYTES      = var.packages.max_unpacked_bytes
        MAX_ENTRIES             = var.packages.max_entries
      }
      token_issuer = {
        TOKEN_LIFETIME_SECONDS     = var.tokens.lifetime_seconds
        TOKEN_MAX_LIFETIME_SECONDS = var.tokens.max_lifetime_seconds
        WAYS_IN                    = local.lists.ways_in
        ISSUER_PRIVATE_HOSTS       = local.lists.issuer_private_hosts
        STS_HOSTS                  = local.lists.sts_hosts
      }
    } : key => { for name, value in values : name => tostring(value) if value != null }
  }

  common_environment = merge(
    { LOG_LEVEL = var.functions.log_level },
    local.base_path == "" ? {} : { BASE_PATH = local.base_path },
  )

  storage_environment = {
    TABLE_NAME      = module.store.table.name
    PACKAGES_BUCKET = module.store.packages.bucket
    AUTHENTICATION  = "gateway"
  }

  token_environment = {
    ISSUER   = local.issuer
    AUDIENCE = local.audience
    JWKS     = module.signing_key.jwks
  }
}
