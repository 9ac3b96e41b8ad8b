# Whom the functions let in. The stage waits for these, and so serves nothing that may not be asked.
resource "aws_lambda_permission" "route" {
  for_each = toset([for key in keys(var.function_arns) : key if key != "authorizer"])

  statement_id  = "${var.name}-api"
  action        = "lambda:InvokeFunction"
  function_name = var.function_arns[each.key]
  principal     = "apigateway.amazonaws.com"
  source_arn    = "${local.execution_arn}/${var.stage.name}/*${local.base_path}/*"
}

resource "aws_lambda_permission" "authorizer" {
  count = var.authorizer.function_name == null ? 0 : 1

  statement_id  = "${var.name}-api"
  action        = "lambda:InvokeFunction"
  function_name = var.function_arns["authorizer"]
  principal     = "apigateway.amazonaws.com"
  source_arn    = local.authorizers_arn
}

# The deployment waits for this one, as for the definition that names the function: where another
# function takes its place, the old one may be asked until the stage serves the new.
resource "aws_lambda_permission" "brought_authorizer" {
  # Not by the ARN of a function that is made in the same apply, which is not known when this is planned.
  count = var.authorizer.function_name == null && var.authorizer.credentials == null ? 1 : 0

  statement_id  = "${var.name}-${local.rest_api_id}"
  action        = "lambda:InvokeFunction"
  function_name = var.authorizer.function_arn
  principal     = "apigateway.amazonaws.com"
  source_arn    = local.authorizers_arn
}

locals {
  authorizers_arn = "${local.execution_arn}/authorizers/*"
}
