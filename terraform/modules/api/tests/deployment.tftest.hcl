mock_provider "aws" {
  mock_resource "aws_api_gateway_rest_api" {
    defaults = { id = "abcdefghij" }
  }
  mock_resource "aws_api_gateway_stage" {
    defaults = { arn = "arn:aws-us-gov:apigateway:us-gov-west-1::/restapis/abcdefghij/stages/live" }
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

run "the_stage_serves_what_is_deployed" {
  command = apply

  assert {
    condition     = aws_api_gateway_stage.this[0].deployment_id == output.deployment_id && aws_api_gateway_deployment.this[0].triggers == tomap({ deployed = output.redeployment })
    error_message = "The stage must serve a deployment that is replaced when what it holds changes."
  }
}

run "requests_are_slowed_and_nothing_of_them_is_logged" {
  command = plan

  assert {
    condition     = one(aws_api_gateway_method_settings.all[0].settings).logging_level == "OFF" && !one(aws_api_gateway_method_settings.all[0].settings).data_trace_enabled
    error_message = "Execution logs hold headers, and so tokens."
  }
  assert {
    condition     = one(aws_api_gateway_method_settings.all[0].settings).throttling_rate_limit == 500 && one(aws_api_gateway_method_settings.all[0].settings).throttling_burst_limit == 1000
    error_message = "One client must not use up what the account has."
  }
}

run "one_number_of_throttling_leaves_the_other" {
  command = plan
  variables { stage = { throttling = { rate = 20 } } }

  assert {
    condition     = one(aws_api_gateway_method_settings.all[0].settings).throttling_rate_limit == 20 && one(aws_api_gateway_method_settings.all[0].settings).throttling_burst_limit == 1000
    error_message = "What is not said must be as usual."
  }
}

run "the_address_of_api_gateway_answers_unless_there_is_a_domain" {
  command = plan

  assert {
    condition     = aws_api_gateway_rest_api.this[0].disable_execute_api_endpoint == false
    error_message = "Without a domain there is no other address."
  }
}

run "one_address_only_where_there_is_a_domain" {
  command = plan
  variables { endpoint = { default = false } }

  assert {
    condition     = aws_api_gateway_rest_api.this[0].disable_execute_api_endpoint == true
    error_message = "What stands in front of the domain must not be passed by."
  }
}

run "a_firewall_stands_before_the_stage" {
  command = apply
  variables { stage = { web_acl = { arn = "arn:aws-us-gov:wafv2:us-gov-west-1:123456789012:regional/webacl/a/b" } } }

  assert {
    condition     = aws_wafv2_web_acl_association.this[0].web_acl_arn == var.stage.web_acl.arn && aws_wafv2_web_acl_association.this[0].resource_arn == aws_api_gateway_stage.this[0].arn
    error_message = "The web ACL must be that of the stage."
  }
  assert {
    condition     = output.stage_arn == "arn:aws-us-gov:apigateway:us-gov-west-1::/restapis/abcdefghij/stages/live"
    error_message = "The ARN of the stage must be told as AWS writes it."
  }
}
