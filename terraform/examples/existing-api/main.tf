resource "aws_api_gateway_rest_api" "platform" {
  name               = "platform"
  binary_media_types = ["*/*"]
}

module "registry" {
  source = "../.."

  name = "platform-registry"
  existing_api = {
    name               = aws_api_gateway_rest_api.platform.name
    rest_api_id        = aws_api_gateway_rest_api.platform.id
    parent_resource_id = aws_api_gateway_rest_api.platform.root_resource_id
    stage              = "prod"
    path               = "/registry"
  }
  table    = { deletion_protection = false }
  packages = { force_destroy = true }
}

resource "aws_api_gateway_deployment" "platform" {
  rest_api_id = aws_api_gateway_rest_api.platform.id
  triggers    = { registry = module.registry.redeployment }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_api_gateway_stage" "prod" {
  rest_api_id   = aws_api_gateway_rest_api.platform.id
  deployment_id = aws_api_gateway_deployment.platform.id
  stage_name    = "prod"
  # It answers when the functions may be asked.
  depends_on = [module.registry]
}

output "host_block" {
  value = module.registry.host_block
}
