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
  mock_data "aws_region" {
    defaults = { id = "eu-central-1" }
  }
}

variables {
  name            = "registry.example.com"
  certificate_arn = "arn:aws:acm:eu-central-1:123456789012:certificate/0d039fe5"
  rest_api_id     = "a1b2c3"
  stage_name      = "v1"
}

run "a_name_with_a_certificate_that_exists" {
  command = plan

  assert {
    condition     = aws_api_gateway_domain_name.this[0].domain_name == "registry.example.com" && aws_api_gateway_domain_name.this[0].regional_certificate_arn == var.certificate_arn
    error_message = "The name must be served with the given certificate."
  }
  assert {
    condition     = aws_api_gateway_domain_name.this[0].security_policy == "TLS_1_2" && one(aws_api_gateway_domain_name.this[0].endpoint_configuration).types == tolist(["REGIONAL"])
    error_message = "The domain must be regional and speak nothing older than TLS 1.2."
  }
  assert {
    condition     = length(aws_acm_certificate.this) == 0 && length(aws_route53_record.alias) == 0 && length(aws_route53_record.validation) == 0
    error_message = "Certificate and records are the user's."
  }
  assert {
    condition     = aws_api_gateway_base_path_mapping.this.api_id == "a1b2c3" && aws_api_gateway_base_path_mapping.this.stage_name == "v1" && aws_api_gateway_base_path_mapping.this.base_path == null
    error_message = "The whole name must lead to the stage."
  }
  assert {
    condition     = output.host == "registry.example.com"
    error_message = "The host must be the name."
  }
}

run "a_path_of_a_name_that_serves_something_else" {
  command = plan

  variables {
    base_path = "/registry"
  }
  assert {
    condition     = aws_api_gateway_base_path_mapping.this.base_path == "registry"
    error_message = "API Gateway wants the path without its slash."
  }
}

run "a_certificate_of_another_region" {
  command = plan
  variables {
    certificate_arn = "arn:aws:acm:us-east-1:123456789012:certificate/0d039fe5"
  }
  expect_failures = [aws_api_gateway_domain_name.this[0]]
}

run "neither_certificate_nor_zone" {
  command = plan
  variables {
    certificate_arn = null
  }
  expect_failures = [aws_api_gateway_domain_name.this[0]]
}

run "both_certificate_and_zone" {
  command = plan
  variables {
    zone_id = "Z0123456789ABCDEFGHIJ"
  }
  expect_failures = [aws_api_gateway_domain_name.this[0]]
}

run "a_certificate_of_iam" {
  command = plan
  variables {
    certificate_arn = "arn:aws:iam::123456789012:server-certificate/registry"
  }
  expect_failures = [var.certificate_arn]
}

run "a_zone_by_its_name" {
  command = plan
  variables {
    certificate_arn = null
    zone_id         = "example.com"
  }
  expect_failures = [var.zone_id]
}

run "an_address_for_a_name" {
  command = plan
  variables {
    name = "https://registry.example.com"
  }
  expect_failures = [var.name]
}

run "tls_of_the_last_century" {
  command = plan
  variables {
    security_policy = "TLS_1_0"
  }
  expect_failures = [var.security_policy]
}

run "a_path_without_a_slash" {
  command = plan
  variables {
    base_path = "registry"
  }
  expect_failures = [var.base_path]
}

run "a_path_of_two_segments" {
  command = plan
  variables {
    base_path = "/tools/registry"
  }
  expect_failures = [var.base_path]
}
