variable "tokens" {
  description = <<-EOT
    The tokens. `issuer` and `audience`: what is written in them and must be there; the registry's URL, unless said otherwise. Changing either ends every token.
    `ways_in`: how identities may be proven, of `aws-gateway`, `aws-proof`, `oidc`, `static`, `hs256` and `external-jwt`; the first three unless said. `issuer_private_hosts`: hosts of issuers that may have private addresses. `sts_hosts` in place of the hosts of AWS STS that are known.
    `hs256`: for that way in, the `secret_arn` of a secret in Secrets Manager, the `scope` of its tokens, and the `kms_key_arn` it is encrypted with, where that is your own. `revocation_refresh_seconds`: how old what is known of revocations may be; with `authorizer.cache_seconds`, how long a revoked token still opens the registry.
    `lifetime_seconds` where nothing else was asked for, `max_lifetime_seconds` at most.
    `keys`: the KMS keys that sign them, by names of your choosing: one, or two while the first is replaced; `enabled = false` switches one off at once, see [modules/signing-key](modules/signing-key#inputs). `key_administrators`: ARNs of those who alone may manage them.
  EOT
  type = object({
    issuer               = optional(string)
    audience             = optional(string)
    ways_in              = optional(list(string))
    issuer_private_hosts = optional(list(string))
    sts_hosts            = optional(list(string))
    hs256 = optional(object({
      secret_arn  = string
      scope       = optional(string)
      kms_key_arn = optional(string)
    }))
    revocation_refresh_seconds = optional(number)
    lifetime_seconds           = optional(number, 900)
    max_lifetime_seconds       = optional(number, 43200)
    keys = optional(map(object({
      signs   = optional(bool)
      enabled = optional(bool)
    })))
    key_administrators = optional(list(string))
  })
  default  = {}
  nullable = false

  validation {
    condition     = var.tokens.issuer == null ? true : can(regex("^https://[^/?#]+(/[^?#]*[^/?#])?$", var.tokens.issuer))
    error_message = "tokens.issuer must be an https URL without a slash at the end, query or fragment."
  }
  validation {
    condition     = contains(coalesce(var.tokens.ways_in, ["-"]), "hs256") == (var.tokens.hs256 != null)
    error_message = "tokens.hs256 and \"hs256\" in tokens.ways_in go together: the one says where the secret is, the other that its tokens are taken."
  }
  validation {
    condition     = try(var.tokens.hs256.secret_arn, null) == null ? true : can(regex("^arn:[^:]+:secretsmanager:[^:]+:[0-9]{12}:secret:[0-9A-Za-z/_+=.@-]+-[0-9A-Za-z]{6}$", var.tokens.hs256.secret_arn))
    error_message = "tokens.hs256.secret_arn must be the whole ARN of one secret (arn:…:secretsmanager:…:secret:name-AbCdEf), with the six characters at its end that Secrets Manager adds."
  }
  validation {
    condition     = try(var.tokens.hs256.kms_key_arn, null) == null ? true : can(regex("^arn:[^:]+:kms:[^:]+:[0-9]{12}:key/[0-9A-Za-z-]+$", var.tokens.hs256.kms_key_arn))
    error_message = "tokens.hs256.kms_key_arn must be the ARN of a KMS key (arn:…:kms:…:key/…), not that of an alias."
  }
  validation {
    condition = try(var.tokens.hs256.scope, null) == null ? true : alltrue([
      for entry in split(" ", var.tokens.hs256.scope) :
      can(regex("^(admin|(download|upload|create_grant|delete_grant):([*]|[0-9A-Za-z]([0-9A-Za-z_-]{0,62}[0-9A-Za-z])?|[0-9A-Za-z][0-9A-Za-z_-]{0,63}[*]))$", entry))
    ])
    error_message = "tokens.hs256.scope must be entries such as \"download:team-*\" with single spaces between them: download, upload, create_grant or delete_grant on a namespace, or on the beginning of one with \"*\" at its end; or \"admin\"."
  }
  validation {
    condition = alltrue([
      for host in concat(coalesce(var.tokens.issuer_private_hosts, []), coalesce(var.tokens.sts_hosts, [])) :
      can(regex("^([0-9A-Za-z_]([0-9A-Za-z_.-]*[0-9A-Za-z])?|\\[[0-9A-Fa-f:.]+\\])(:[1-9][0-9]{0,4})?$", host))
    ])
    error_message = "tokens.issuer_private_hosts and tokens.sts_hosts must be hosts, each alone or with its port, such as \"git.example.com:8443\", without https:// and without a path."
  }
  validation {
    condition     = var.tokens.revocation_refresh_seconds == null ? true : var.tokens.revocation_refresh_seconds >= 1 && var.tokens.revocation_refresh_seconds <= 3600 && floor(var.tokens.revocation_refresh_seconds) == var.tokens.revocation_refresh_seconds
    error_message = "tokens.revocation_refresh_seconds must be a whole number from 1 to 3600."
  }
  validation {
    condition     = var.tokens.lifetime_seconds >= 60 && var.tokens.lifetime_seconds <= var.tokens.max_lifetime_seconds && floor(var.tokens.lifetime_seconds) == var.tokens.lifetime_seconds
    error_message = "tokens.lifetime_seconds must be a whole number from 60 to tokens.max_lifetime_seconds."
  }
  validation {
    condition = alltrue([
      for arn in coalesce(var.tokens.key_administrators, []) : can(regex("^arn:[^:]+:iam::[0-9]{12}:(role|user)/[^*?]+$", arn))
    ])
    error_message = "Each of tokens.key_administrators must be the ARN of one IAM role or user (arn:…:iam::123456789012:role/name), without wildcards; a session's ARN (arn:…:sts::…:assumed-role/…) is not one."
  }
  validation {
    condition     = var.tokens.max_lifetime_seconds <= 86400 && floor(var.tokens.max_lifetime_seconds) == var.tokens.max_lifetime_seconds
    error_message = "tokens.max_lifetime_seconds must be a whole number of a day (86400) at most: a token that got into wrong hands should soon be worth nothing."
  }
}
