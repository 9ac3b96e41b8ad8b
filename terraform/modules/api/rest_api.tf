locals {
  makes_api     = var.existing == null
  rest_api_id   = local.makes_api ? one(aws_api_gateway_rest_api.this[*].id) : var.existing.rest_api_id
  execution_arn = "arn:${local.partition}:execute-api:${local.region}:${local.account}:${local.rest_api_id}"

  binary_media_types = ["*/*"]

  # Whatever a deployment is a snapshot of.
  deployed = sha1(jsonencode([local.body, local.base_path, local.policy, local.binary_media_types, local.is_private]))
}

resource "aws_api_gateway_rest_api" "this" {
  count = local.makes_api ? 1 : 0

  name        = var.name
  description = "A registry of Terraform and OpenTofu modules."
  body        = jsonencode(local.body)
  # Answers are compressed by the functions; without this they would arrive as base64.
  binary_media_types           = local.binary_media_types
  disable_execute_api_endpoint = !var.endpoint.default
  tags                         = var.tags

  endpoint_configuration {
    types            = [local.is_private ? "PRIVATE" : "REGIONAL"]
    vpc_endpoint_ids = length(coalesce(var.endpoint.vpc_endpoint_ids, [])) > 0 ? var.endpoint.vpc_endpoint_ids : null
  }

  lifecycle {
    create_before_destroy = true
  }
}

# A snapshot of the API: made anew when, and only when, what is in it changes, and before the old
# one goes, so that there is always one for the stage to point at.
resource "aws_api_gateway_deployment" "this" {
  count = local.makes_api ? 1 : 0

  rest_api_id = local.rest_api_id

  triggers = {
    deployed = local.deployed
  }

  lifecycle {
    create_before_destroy = true
  }

  # Whatever it depends on is replaced as it is itself, the new before the old, which a table or a
  # role of the same name cannot be. So nothing here may depend on our functions: the stage does.
  depends_on = [
    aws_api_gateway_rest_api_policy.this,
    aws_lambda_permission.brought_authorizer,
  ]
}
