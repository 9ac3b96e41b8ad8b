# Turns a token into what it may ask of the API. Of the table it reads what was revoked, and what else
# the ways in that are switched on need.
module "authorizer" {
  source = "./modules/function"
  count  = local.brings_authorizer ? 0 : 1

  name        = local.function_names["authorizer"]
  tags        = local.tags
  code        = local.code["authorizer"]
  environment = merge(local.token_environment, local.settings.authorizer)
  permissions = [
    data.aws_iam_policy_document.table["authorizer"].json,
    data.aws_iam_policy_document.secret.json,
    data.aws_iam_policy_document.keys["authorizer"].json,
  ]
  runtime = local.runtime["authorizer"]
  logs    = local.logs
  role    = var.iam
}
