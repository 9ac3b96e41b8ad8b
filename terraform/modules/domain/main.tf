data "aws_region" "current" {}

locals {
  # Asked of the zone, which is there before anything is proved in it, and not of the certificate,
  # which may be made in the same apply and is then unknown in the plan.
  makes_certificate = var.zone_id != null && !var.existing

  # Of one that is there already, nothing but the mapping is made.
  domain_name = var.existing ? var.name : one(aws_api_gateway_domain_name.this[*].domain_name)
}

resource "aws_api_gateway_domain_name" "this" {
  count = var.existing ? 0 : 1

  domain_name              = var.name
  regional_certificate_arn = local.makes_certificate ? one(aws_acm_certificate_validation.this[*].certificate_arn) : var.certificate_arn
  security_policy          = var.security_policy
  tags                     = var.tags

  endpoint_configuration {
    types = ["REGIONAL"]
  }

  lifecycle {
    precondition {
      condition     = local.makes_certificate == (var.certificate_arn == null)
      error_message = "Give either certificate_arn, a certificate of this region, or zone_id, the Route 53 zone to make one in."
    }
    precondition {
      condition     = var.certificate_arn == null ? true : split(":", var.certificate_arn)[3] == data.aws_region.current.id
      error_message = "The certificate of certificate_arn is of another region than the API (${data.aws_region.current.id}), and a regional domain takes only one of its own; request one there (us-east-1 is right for CloudFront only)."
    }
  }
}

resource "aws_api_gateway_base_path_mapping" "this" {
  api_id      = var.rest_api_id
  stage_name  = var.stage_name
  domain_name = local.domain_name
  base_path   = var.base_path == "" ? null : trimprefix(var.base_path, "/")

  lifecycle {
    precondition {
      condition     = !var.existing || (var.certificate_arn == null && var.zone_id == null)
      error_message = "A domain that exists has its certificate and its DNS record already; leave out certificate_arn and zone_id, or existing."
    }
  }
}
