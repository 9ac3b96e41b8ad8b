data "aws_route53_zone" "this" {
  name = var.zone_name
}

module "domain" {
  source = "../.."

  name        = "modules.${var.zone_name}"
  zone_id     = data.aws_route53_zone.this.zone_id
  rest_api_id = aws_api_gateway_rest_api.this.id
  stage_name  = aws_api_gateway_stage.this.stage_name
}

variable "zone_name" {
  description = "Name of a Route 53 zone of this account."
  type        = string
  default     = "example.com"
}

output "host" {
  description = "Where the API answers."
  value       = module.domain.host
}
