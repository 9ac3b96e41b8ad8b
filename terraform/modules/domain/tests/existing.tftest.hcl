mock_provider "aws" {}

variables {
  name        = "tools.example.com"
  existing    = true
  base_path   = "/registry"
  rest_api_id = "a1b2c3"
  stage_name  = "v1"
}

run "a_domain_that_exists_gets_a_mapping_and_nothing_else" {
  command = plan

  assert {
    condition = (
      aws_api_gateway_base_path_mapping.this.domain_name == "tools.example.com"
      && aws_api_gateway_base_path_mapping.this.base_path == "registry"
      && aws_api_gateway_base_path_mapping.this.api_id == "a1b2c3"
      && aws_api_gateway_base_path_mapping.this.stage_name == "v1"
    )
    error_message = "The path of the domain must lead to the stage."
  }
  assert {
    condition     = length(aws_api_gateway_domain_name.this) + length(aws_acm_certificate.this) + length(aws_route53_record.validation) + length(aws_route53_record.alias) == 0
    error_message = "The domain, its certificate and its records are somebody else's."
  }
  assert {
    condition     = output.host == "tools.example.com" && output.alias == null
    error_message = "The host must be the domain, whose record is there."
  }
}

run "a_domain_that_exists_with_a_certificate" {
  command = plan
  variables {
    certificate_arn = "arn:aws:acm:us-east-1:123456789012:certificate/0d039fe5"
  }
  expect_failures = [aws_api_gateway_base_path_mapping.this]
}

run "a_domain_that_exists_with_a_zone" {
  command = plan
  variables {
    zone_id = "Z0123456789ABCDEFGHIJ"
  }
  expect_failures = [aws_api_gateway_base_path_mapping.this]
}
