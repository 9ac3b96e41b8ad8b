# Keeps who may do what: grants, identities, issuers, static tokens, revocations and the audit.
module "access" {
  source = "./modules/function"

  name        = local.function_names["access"]
  tags        = local.tags
  code        = local.code["access"]
  environment = merge(local.common_environment, local.settings.access)
  permissions = [
    data.aws_iam_policy_document.table["access"].json,
    data.aws_iam_policy_document.keys["access"].json,
  ]
  runtime = local.runtime["access"]
  logs    = local.logs
  role    = var.iam
}
