# Any REST API will do.
resource "aws_api_gateway_rest_api" "this" {
  name = "modules"
  body = jsonencode({
    openapi = "3.0.1"
    info    = { title = "modules", version = "1" }
    paths = {
      "/healthz" = {
        get = {
          responses = { "200" = { description = "It answers." } }
          x-amazon-apigateway-integration = {
            type             = "mock"
            requestTemplates = { "application/json" = jsonencode({ statusCode = 200 }) }
            responses        = { default = { statusCode = "200" } }
          }
        }
      }
    }
  })

  endpoint_configuration {
    types = ["REGIONAL"]
  }
}

resource "aws_api_gateway_deployment" "this" {
  rest_api_id = aws_api_gateway_rest_api.this.id

  triggers = {
    body = sha256(aws_api_gateway_rest_api.this.body)
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_api_gateway_stage" "this" {
  rest_api_id   = aws_api_gateway_rest_api.this.id
  deployment_id = aws_api_gateway_deployment.this.id
  stage_name    = "v1"
}
