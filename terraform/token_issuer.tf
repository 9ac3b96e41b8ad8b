# Turns an identity into a token.
module "token_issuer" {
  source = "./modules/function"

  name = local.function_names["token-issuer"]
  tags = local.tags
  code = local.code["token-issuer"]
  environment = merge(local.token_environment, local.settings.paths, local.settings.token_issuer, {
    SIGNING_KEY_ID = module.signing_key.active.arn
  })
  permissions = [
    data.aws_iam_policy_document.table["token-issuer"].json,
    data.aws_iam_policy_document.token_issuer.json,
    data.aws_iam_policy_document.secret.json,
    data.aws_iam_policy_document.keys["token-issuer"].json,
  ]
  runtime = local.runtime["token-issuer"]
  logs    = local.logs
  role    = var.iam
}

data "aws_iam_policy_document" "token_issuer" {
  statement {
    sid       = "SigningKeys"
    actions   = ["kms:GetPublicKey"]
    resources = values(module.signing_key.arns)
  }

  statement {
    sid     = "Sign"
    actions = ["kms:Sign"]
    # All of them: the role changes before the function does, which must be able to sign in between.
    resources = values(module.signing_key.arns)
    condition {
      test     = "StringEquals"
      variable = "kms:SigningAlgorithm"
      values   = ["ECDSA_SHA_256"]
    }
  }
}
