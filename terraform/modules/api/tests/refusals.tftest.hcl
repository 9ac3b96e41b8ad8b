mock_provider "aws" {
  mock_resource "aws_api_gateway_rest_api" {
    defaults = { id = "abcdefghij" }
  }
  mock_data "aws_iam_policy_document" {
    defaults = { json = "{}" }
  }
  mock_data "aws_region" {
    defaults = { id = "us-gov-west-1" }
  }
  mock_data "aws_partition" {
    defaults = { partition = "aws-us-gov", dns_suffix = "amazonaws.com" }
  }
  mock_data "aws_caller_identity" {
    defaults = { account_id = "123456789012" }
  }
}

variables {
  name = "acme"
  functions = {
    read         = "acme-read"
    publish      = "acme-publish"
    access       = "acme-access"
    token-issuer = "acme-token-issuer"
  }
  function_arns = {
    read         = "arn:aws-us-gov:lambda:us-gov-west-1:123456789012:function:acme-read"
    publish      = "arn:aws-us-gov:lambda:us-gov-west-1:123456789012:function:acme-publish"
    access       = "arn:aws-us-gov:lambda:us-gov-west-1:123456789012:function:acme-access"
    token-issuer = "arn:aws-us-gov:lambda:us-gov-west-1:123456789012:function:acme-token-issuer"
    authorizer   = "arn:aws-us-gov:lambda:us-gov-west-1:123456789012:function:acme-authorizer"
  }
  authorizer = { function_name = "acme-authorizer" }
}

run "a_private_api_that_nobody_may_reach" {
  command = plan
  variables { endpoint = { vpc_endpoint_ids = [] } }
  expect_failures = [aws_api_gateway_rest_api_policy.this]
}

run "no_authorizer" {
  command = plan
  variables { authorizer = {} }
  expect_failures = [var.authorizer]
}

run "two_authorizers" {
  command = plan
  variables { authorizer = { function_name = "a", function_arn = "arn:aws:lambda:us-east-1:123456789012:function:b" } }
  expect_failures = [var.authorizer]
}

run "an_unknown_kind_of_authorizer" {
  command = plan
  variables { authorizer = { function_name = "a", type = "JWT" } }
  expect_failures = [var.authorizer]
}

run "answers_kept_for_longer_than_the_gateway_can" {
  command = plan
  variables { authorizer = { function_name = "a", cache_seconds = 3601 } }
  expect_failures = [var.authorizer]
}

run "a_token_authorizer_with_two_sources" {
  command = plan
  variables { authorizer = { function_name = "a", identity_sources = ["method.request.header.A", "method.request.header.B"] } }
  expect_failures = [var.authorizer]
}

run "a_token_authorizer_that_wants_more_than_a_header" {
  command = plan
  variables { authorizer = { function_name = "a", identity_sources = ["context.identity.sourceIp"] } }
  expect_failures = [var.authorizer]
}

run "a_source_that_is_only_a_header" {
  command = plan
  variables { authorizer = { function_name = "a", identity_sources = ["Authorization"] } }
  expect_failures = [var.authorizer]
}

run "an_address_without_a_range" {
  command = plan
  variables { restrictions = { source_ip_ranges = ["203.0.113.7"] } }
  expect_failures = [var.restrictions]
}

run "a_vpc_by_name" {
  command = plan
  variables { restrictions = { vpc_ids = ["main"] } }
  expect_failures = [var.restrictions]
}

run "an_endpoint_that_is_a_vpc" {
  command = plan
  variables { restrictions = { vpc_endpoint_ids = ["vpc-0a1b"] } }
  expect_failures = [var.restrictions]
}

run "a_principal_that_is_an_account_root" {
  command = plan
  variables { restrictions = { token_principals = ["arn:aws:iam::123456789012:root"] } }
  expect_failures = [var.restrictions]
}

run "a_principal_that_is_a_session" {
  command = plan
  variables { restrictions = { token_principals = ["arn:aws:sts::123456789012:assumed-role/ci/session"] } }
  expect_failures = [var.restrictions]
}

run "an_organization_that_is_a_unit" {
  command = plan
  variables { restrictions = { token_organization = "ou-abcd-12345678" } }
  expect_failures = [var.restrictions]
}

run "a_stage_that_is_no_path_segment" {
  command = plan
  variables { stage = { name = "live/1" } }
  expect_failures = [var.stage]
}

run "throttling_that_lets_nothing_through" {
  command = plan
  variables { stage = { throttling = { rate = 0 } } }
  expect_failures = [var.stage]
}

run "a_firewall_of_cloudfront" {
  command = plan
  variables { stage = { web_acl = { arn = "arn:aws:wafv2:us-east-1:123456789012:global/webacl/a/b" } } }
  expect_failures = [var.stage]
}

run "a_path_of_two_segments" {
  command = plan
  variables { existing = { name = "p", rest_api_id = "a", parent_resource_id = "b", path = "/a/b" } }
  expect_failures = [var.existing]
}

run "a_path_that_the_import_refuses" {
  command = plan
  variables { existing = { name = "p", rest_api_id = "a", parent_resource_id = "b", path = "/~registry" } }
  expect_failures = [var.existing]
}

run "a_firewall_of_an_api_that_is_not_made_here" {
  command = plan
  variables {
    existing = { name = "platform", rest_api_id = "zyxwvutsrq", parent_resource_id = "root", path = "/registry" }
    stage    = { web_acl = { arn = "arn:aws:wafv2:us-east-1:123456789012:regional/webacl/a/b" } }
  }
  expect_failures = [aws_api_gateway_resource.base]
}

run "logs_of_an_api_that_is_not_made_here" {
  command = plan
  variables {
    existing = { name = "platform", rest_api_id = "zyxwvutsrq", parent_resource_id = "root", path = "/registry" }
    stage    = { access_logs = {} }
  }
  expect_failures = [aws_api_gateway_resource.base]
}

run "throttling_of_an_api_that_is_not_made_here" {
  command = plan
  variables {
    existing = { name = "platform", rest_api_id = "zyxwvutsrq", parent_resource_id = "root", path = "/registry" }
    stage    = { throttling = { rate = 1 } }
  }
  expect_failures = [aws_api_gateway_resource.base]
}

run "metrics_of_an_api_that_is_not_made_here" {
  command = plan
  variables {
    existing = { name = "platform", rest_api_id = "zyxwvutsrq", parent_resource_id = "root", path = "/registry" }
    stage    = { metrics = true }
  }
  expect_failures = [aws_api_gateway_resource.base]
}

run "restrictions_of_an_api_that_is_not_made_here" {
  command = plan
  variables {
    existing     = { name = "platform", rest_api_id = "zyxwvutsrq", parent_resource_id = "root", path = "/registry" }
    restrictions = { source_ip_ranges = ["203.0.113.0/24"] }
  }
  expect_failures = [aws_api_gateway_resource.base]
}
