mock_provider "aws" {
  mock_resource "aws_api_gateway_rest_api" {
    defaults = { id = "abcdefghij" }
  }
  mock_resource "aws_lambda_function" {
    defaults = { arn = "arn:aws:lambda:eu-west-1:123456789012:function:mock" }
  }
  mock_resource "aws_iam_role" {
    defaults = { arn = "arn:aws:iam::123456789012:role/mock" }
  }
  mock_resource "aws_kms_key" {
    defaults = { arn = "arn:aws:kms:eu-west-1:123456789012:key/mock", key_id = "0d039fe5-784b-4354-a7a9-072d5e72b9f5" }
  }
  mock_resource "aws_dynamodb_table" {
    defaults = { arn = "arn:aws:dynamodb:eu-west-1:123456789012:table/mock" }
  }
  mock_resource "aws_s3_bucket" {
    defaults = { arn = "arn:aws:s3:::mock" }
  }
  mock_resource "aws_cloudwatch_log_group" {
    defaults = { arn = "arn:aws:logs:eu-west-1:123456789012:log-group:mock" }
  }
  mock_data "aws_iam_policy_document" {
    defaults = { json = "{}" }
  }
  mock_data "aws_region" {
    defaults = { id = "eu-west-1" }
  }
  mock_data "aws_partition" {
    defaults = { partition = "aws", dns_suffix = "amazonaws.com" }
  }
  mock_data "aws_caller_identity" {
    defaults = { account_id = "123456789012" }
  }
  mock_data "aws_kms_public_key" {
    defaults = { public_key = "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE+xnG/cGlXC92yMvXD+kZlqdEI4xf9ICR+4bwARjuznJQLQ5gHB+wbgU+CDGLvcbfCYQ+jlYmtH8NzOabpLmv3Q==" }
  }
}

variables {
  # Tests need no zips.
  functions = { s3 = {
    bucket = "releases"
    sha256 = {
      read         = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="
      publish      = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="
      access       = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="
      token-issuer = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="
      authorizer   = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="
    }
  } }
}

run "a_name_with_capitals" {
  command = plan
  variables { name = "Registry" }
  expect_failures = [var.name]
}

run "a_name_too_long_for_a_bucket" {
  command = plan
  variables { name = "a-registry-with-a-very-long-name-" }
  expect_failures = [var.name]
}

run "a_path_of_roles_without_slashes" {
  command = plan
  variables { iam = { path = "registry" } }
  expect_failures = [var.iam]
}

run "a_boundary_that_is_no_policy" {
  command = plan
  variables { iam = { permissions_boundary_arn = "boundary" } }
  expect_failures = [var.iam]
}

run "a_domain_with_a_scheme" {
  command = plan
  variables { domain = { name = "https://registry.example.com", zone_id = "Z1" } }
  expect_failures = [var.domain]
}

run "a_domain_without_certificate_and_zone" {
  command = plan
  variables { domain = { name = "registry.example.com" } }
  expect_failures = [var.domain]
}

run "a_domain_with_both" {
  command = plan
  variables { domain = { name = "registry.example.com", zone_id = "Z1", certificate_arn = "arn:aws:acm:eu-west-1:123456789012:certificate/a" } }
  expect_failures = [var.domain]
}

run "a_base_path_that_ends_in_a_slash" {
  command = plan
  variables { domain = { name = "registry.example.com", zone_id = "Z1", base_path = "/registry/" } }
  expect_failures = [var.domain]
}

run "a_private_registry_that_nobody_reaches" {
  command = plan
  variables { access = { private = true } }
  expect_failures = [var.access]
}

run "an_issuer_without_https" {
  command = plan
  variables { tokens = { issuer = "http://registry.example.com" } }
  expect_failures = [var.tokens]
}

run "an_issuer_that_ends_in_a_slash" {
  command = plan
  variables { tokens = { issuer = "https://registry.example.com/" } }
  expect_failures = [var.tokens]
}

run "a_lifetime_above_the_most" {
  command = plan
  variables { tokens = { lifetime_seconds = 7200, max_lifetime_seconds = 3600 } }
  expect_failures = [var.tokens]
}

run "a_lifetime_of_more_than_a_day" {
  command = plan
  variables { tokens = { max_lifetime_seconds = 86401 } }
  expect_failures = [var.tokens]
}

run "a_way_in_that_does_not_exist" {
  command = plan
  variables { tokens = { ways_in = ["oidc", "password"] } }
  expect_failures = [output.base_url]
}

run "a_readable_bucket_by_its_arn" {
  command = plan
  variables { packages = { readable_buckets = ["arn:aws:s3:::team-modules"] } }
  expect_failures = [var.packages]
}

run "a_readable_key_by_its_alias" {
  command = plan
  variables { packages = { readable_kms_key_arns = ["alias/team"] } }
  expect_failures = [var.packages]
}

run "links_for_more_than_an_hour" {
  command = plan
  variables { packages = { link_lifetime_seconds = 3601 } }
  expect_failures = [var.packages]
}

run "uploads_for_more_than_a_day" {
  command = plan
  variables { packages = { upload_lifetime_seconds = 86401 } }
  expect_failures = [var.packages]
}

run "zips_from_two_places" {
  command = plan
  variables { functions = { folder = "lambdas", s3 = { bucket = "releases", sha256 = {} } } }
  expect_failures = [var.functions]
}

run "an_unknown_log_level" {
  command = plan
  variables { functions = { log_level = "verbose" } }
  expect_failures = [var.functions]
}

run "a_timeout_that_the_gateway_does_not_wait_for" {
  command = plan
  variables { functions = { read = { timeout_seconds = 30 } } }
  expect_failures = [var.functions]
}

run "an_url_of_another_path" {
  command = plan
  variables { existing_api = { name = "p", rest_api_id = "a", parent_resource_id = "b", stage = "prod", path = "/registry", url = "https://api.example.com/other" } }
  expect_failures = [var.existing_api]
}

run "an_administrator_by_name" {
  command = plan
  variables { administrators = ["alice"] }
  expect_failures = [var.administrators]
}

run "administrators_in_one_text" {
  command = plan
  variables { administrators = ["identity:a,identity:b"] }
  expect_failures = [var.administrators]
}

run "an_administrator_whose_name_somebody_else_may_get" {
  command = plan
  variables { administrators = ["oidc:https://token.actions.githubusercontent.com#repo:acme/vpc:ref:refs/heads/main"] }
  expect_failures = [var.administrators]
}

run "hs256_without_its_secret" {
  command = plan
  variables { tokens = { ways_in = ["hs256"] } }
  expect_failures = [var.tokens]
}

run "a_secret_that_nobody_reads" {
  command = plan
  variables { tokens = { hs256 = { secret_arn = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:a-AbCdEf" } } }
  expect_failures = [var.tokens]
}

run "revocations_that_are_looked_for_too_seldom" {
  command = plan
  variables { tokens = { revocation_refresh_seconds = 3601 } }
  expect_failures = [var.tokens]
}

run "a_domain_of_a_private_registry" {
  command = plan
  variables {
    access = { private = true, vpc_endpoint_ids = ["vpce-0a1b"] }
    domain = { name = "registry.example.com", existing = true }
  }
  expect_failures = [data.aws_region.current]
}

run "settings_of_an_api_that_is_the_users" {
  command = plan
  variables {
    existing_api = { name = "platform", rest_api_id = "zyxwvutsrq", parent_resource_id = "root", stage = "prod" }
    api          = { throttling = { rate = 1 } }
  }
  expect_failures = [data.aws_region.current]
}

run "restrictions_of_an_api_that_is_the_users" {
  command = plan
  variables {
    existing_api = { name = "platform", rest_api_id = "zyxwvutsrq", parent_resource_id = "root", stage = "prod" }
    access       = { token_organization = "o-abcdefghij" }
  }
  expect_failures = [data.aws_region.current]
}

run "a_domain_that_exists_with_a_certificate" {
  command = plan
  variables { domain = { name = "registry.example.com", existing = true, certificate_arn = "arn:aws:acm:eu-west-1:123456789012:certificate/a" } }
  expect_failures = [var.domain]
}

run "tls_of_a_domain_that_exists" {
  command = plan
  variables { domain = { name = "registry.example.com", existing = true, security_policy = "TLS_1_2" } }
  expect_failures = [var.domain]
}
