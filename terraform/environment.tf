# What the functions are told. Names that a function does not read, or cannot do without, are found
# by modules/function, which knows them from the code.
locals {
  # A session is its role: the next one, which has another name, must change nothing.
  administrators = distinct([
    for principal in var.administrators : replace(principal, "/^arn:([^:]+):sts::([0-9]{12}):assumed-role/([^/]+)/.*$/", "arn:$1:iam::$2:role/$3")
  ])

  lists = {
    for name, values in {
      administrators       = local.administrators
      issuer_private_hosts = var.tokens.issuer_private_hosts
      sts_hosts            = var.tokens.sts_hosts
      ways_in              = var.tokens.ways_in
    } : name => length(coalesce(values, [])) == 0 ? null : join(",", values)
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
      access = {
        ADMINISTRATORS = local.lists.administrators
        # Whoever makes a static token is told where none is taken.
        WAYS_IN = local.lists.ways_in
      }
      token_issuer = {
        TOKEN_LIFETIME_SECONDS     = var.tokens.lifetime_seconds
        TOKEN_MAX_LIFETIME_SECONDS = var.tokens.max_lifetime_seconds
        STS_HOSTS                  = local.lists.sts_hosts
      }
      authorizer = {
        REVOCATION_REFRESH_SECONDS = var.tokens.revocation_refresh_seconds
        # Where the routes are in the API; what a domain puts in front is no part of a policy.
        BASE_PATH = local.api_path == "" ? null : local.api_path
      }
      # Of token issuer and authorizer.
      identities = {
        ADMINISTRATORS       = local.lists.administrators
        WAYS_IN              = local.lists.ways_in
        ISSUER_PRIVATE_HOSTS = local.lists.issuer_private_hosts
        HS256_SECRET_ARN     = try(var.tokens.hs256.secret_arn, null)
        HS256_SCOPE          = try(var.tokens.hs256.scope, null)
      }
      paths = {
        BASE_PATH = local.base_path == "" ? null : local.base_path
      }
    } : key => { for name, value in values : name => tostring(value) if value != null }
  }

  log_environment = { LOG_LEVEL = var.functions.log_level }

  # Of the functions behind the authorizer.
  common_environment = merge(local.log_environment, local.settings.paths, {
    TABLE_NAME     = module.store.table.name
    AUTHENTICATION = "gateway"
  })

  storage_environment = { PACKAGES_BUCKET = module.store.packages.bucket }

  token_environment = merge(local.log_environment, local.settings.identities, {
    ISSUER     = local.issuer
    AUDIENCE   = local.audience
    JWKS       = module.signing_key.jwks
    TABLE_NAME = module.store.table.name
  })
}
