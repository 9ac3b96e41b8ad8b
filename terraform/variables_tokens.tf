variable "tokens" {
  description = <<-EOT
    The tokens. `issuer` and `audience`: what is written in them and must be there; the registry's URL, unless said otherwise. Changing either ends every token.
    `ways_in`: how identities may be proven, of `aws-gateway`, `aws-proof`, `oidc`, `static`, `hs256` and `external-jwt`; the first three unless said. `issuer_private_hosts`: hosts of issuers that may have private addresses. `sts_hosts` in place of the hosts of AWS STS that are known.
    `lifetime_seconds` where nothing else was asked for, `max_lifetime_seconds` at most.
    `keys`: the KMS keys that sign them, by names of your choosing: one, or two while the first is replaced; `enabled = false` switches one off at once, see [modules/signing-key](modules/signing-key#inputs). `key_administrators`: ARNs of those who alone may manage them.
  EOT
  type = object({
    issuer               = optional(string)
    audience             = optional(string)
    ways_in              = optional(list(string))
    issuer_private_hosts = optional(list(string))
    sts_hosts            = optional(list(string))
    lifetime_seconds     = optional(number, 900)
    max_lifetime_seconds = optional(number, 43200)
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
    condition     = var.tokens.lifetime_seconds >= 60 && var.tokens.lifetime_seconds <= var.tokens.max_lifetime_seconds
    error_message = "tokens.lifetime_seconds must be from 60 to tokens.max_lifetime_seconds."
  }
  validation {
    condition     = var.tokens.max_lifetime_seconds <= 86400
    error_message = "tokens.max_lifetime_seconds can be a day (86400) at most: a token that got into wrong hands should soon be worth nothing."
  }
}
