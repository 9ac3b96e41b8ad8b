module "function" {
  source = "../.."

  name = "one-authorizer"
  code = {
    file     = "${path.module}/../../../../lambdas/authorizer.zip"
    settings = { ISSUER = "required", AUDIENCE = "required", JWKS = "required", LOG_LEVEL = "optional" }
  }
  environment = {
    ISSUER   = "https://registry.example.com"
    AUDIENCE = "https://registry.example.com"
    # The public keys of whoever signs; those of modules/signing-key are its output `jwks`.
    JWKS = jsonencode({ keys = [{
      kty = "EC"
      crv = "P-256"
      kid = "s3n6R5TwMFbyVhkQpmfhC4qmDu2IqsesuQaNx9qcAXU"
      x   = "-xnG_cGlXC92yMvXD-kZlqdEI4xf9ICR-4bwARjuznI"
      y   = "UC0OYBwfsG4FPggxi73G3wmEPo5WJrR_Dczmm6S5r90"
    }] })
  }
  runtime = { memory_mb = 256 }
  logs    = { retention_days = 14 }
}

output "arn" {
  description = "ARN of the function."
  value       = module.function.arn
}
