# Turns an identity into a token.
module "token_issuer" {
  source = "./modules/function"

  name = local.function_names["token-issuer"]
  tags = var.tags
  code = local.code["token-issuer"]
  environment = merge(local.common_environment, local.token_environment, {
    SIGNING_KEY_ID             = module.signing_key.active.arn
    TOKEN_LIFETIME_SECONDS     = format("%d", var.tokens.lifetime_seconds)
    TOKEN_MAX_LIFETIME_SECONDS = format("%d", var.tokens.max_lifetime_seconds)
  })
  permissions = [data.aws_iam_policy_document.token_issuer.json]
  runtime     = local.runtime["token-issuer"]
  logs        = local.logs
  role        = var.iam
}

data "aws_iam_policy_document" "token_issuer" {
  statement {
    sid       = "SigningKey"
    actions   = ["kms:GetPublicKey"]
    resources = [module.signing_key.active.arn]
  }

  statement {
    sid       = "Sign"
    actions   = ["kms:Sign"]
    resources = [module.signing_key.active.arn]
    condition {
      test     = "StringEquals"
      variable = "kms:SigningAlgorithm"
      values   = ["ECDSA_SHA_256"]
    }
  }
}
