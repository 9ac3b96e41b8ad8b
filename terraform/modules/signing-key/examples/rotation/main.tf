module "signing_key" {
  source = "../.."

  name = "modules"
  keys = {
    # Verifies the tokens that it signed, until the last of them has expired.
    "2026-05" = {}
    "2026-11" = { signs = true }
  }
}

output "jwks" {
  description = "What verifiers are given."
  value       = module.signing_key.jwks
}
