mock_provider "aws" {
  mock_resource "aws_acm_certificate" {
    defaults = {
      arn = "arn:aws:acm:eu-central-1:123456789012:certificate/0d039fe5"
      domain_validation_options = [{
        domain_name           = "registry.example.com"
        resource_record_name  = "_proof.registry.example.com."
        resource_record_type  = "CNAME"
        resource_record_value = "_answer.acm-validations.aws."
      }]
    }
  }
}

variables {
  name        = "registry.example.com"
  zone_id     = "Z0123456789ABCDEFGHIJ"
  rest_api_id = "a1b2c3"
  stage_name  = "v1"
}

run "a_zone_gets_certificate_proof_and_alias" {
  # What the proof is, only the certificate says.
  command = apply

  assert {
    condition     = aws_acm_certificate.this[0].domain_name == "registry.example.com" && aws_acm_certificate.this[0].validation_method == "DNS"
    error_message = "A certificate for the name must be asked for, and proved by DNS."
  }
  assert {
    condition     = aws_route53_record.validation[0].name == "_proof.registry.example.com." && aws_route53_record.validation[0].type == "CNAME" && one(aws_route53_record.validation[0].records) == "_answer.acm-validations.aws."
    error_message = "The proof must be put into the zone."
  }
  assert {
    condition     = aws_api_gateway_domain_name.this[0].regional_certificate_arn == aws_acm_certificate_validation.this[0].certificate_arn
    error_message = "The domain must wait until the certificate is valid."
  }
  assert {
    condition     = aws_route53_record.alias[0].name == "registry.example.com" && one(aws_route53_record.alias[0].alias).zone_id == aws_api_gateway_domain_name.this[0].regional_zone_id
    error_message = "The name must lead to the API."
  }
}
