module "registry" {
  domain = {
    name            = "platform.example.com"
    certificate_arn = aws_acm_certificate.platform.arn
    base_path       = "/registry"
  }

  tokens = {
    ways_in                    = ["aws-gateway", "aws-proof", "oidc", "static", "hs256", "external-jwt"]
    hs256                      = { secret_arn = aws_secretsmanager_secret.scripts.arn, scope = "download:shared" }
    revocation_refresh_seconds = 1
    keys                       = var.keys
  }

  authorizer = { cache_seconds = 2 }
}
