# Turns a token into what it may ask of the API. It asks nobody, so that it may do nothing.
module "authorizer" {
  source = "./modules/function"
  count  = local.brings_authorizer ? 0 : 1

  name = local.function_names["authorizer"]
  tags = var.tags
  code = local.code["authorizer"]
  environment = merge(local.token_environment, {
    LOG_LEVEL = var.functions.log_level
    BASE_PATH = local.api_path
  })
  runtime = local.runtime["authorizer"]
  logs    = local.logs
  role    = var.iam
}
