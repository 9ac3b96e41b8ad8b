resource "aws_acm_certificate" "this" {
  count = local.makes_certificate ? 1 : 0

  domain_name       = var.name
  validation_method = "DNS"
  tags              = var.tags

  lifecycle {
    # The domain needs the new one before the old one can go.
    create_before_destroy = true
  }
}

locals {
  # One name, one proof. Every certificate for this name in this account has the same.
  proof = one(flatten(aws_acm_certificate.this[*].domain_validation_options))
}

resource "aws_route53_record" "validation" {
  count = local.makes_certificate ? 1 : 0

  zone_id         = var.zone_id
  name            = local.proof.resource_record_name
  type            = local.proof.resource_record_type
  records         = [local.proof.resource_record_value]
  ttl             = 300
  allow_overwrite = true
}

resource "aws_acm_certificate_validation" "this" {
  count = local.makes_certificate ? 1 : 0

  certificate_arn         = aws_acm_certificate.this[0].arn
  validation_record_fqdns = aws_route53_record.validation[*].fqdn
}

resource "aws_route53_record" "alias" {
  # checkov:skip=CKV2_AWS_23:The alias is that of API Gateway's own domain, which checkov does not count among its targets.
  count = local.makes_certificate ? 1 : 0

  zone_id = var.zone_id
  name    = var.name
  type    = "A"

  alias {
    name                   = aws_api_gateway_domain_name.this[0].regional_domain_name
    zone_id                = aws_api_gateway_domain_name.this[0].regional_zone_id
    evaluate_target_health = false
  }
}
