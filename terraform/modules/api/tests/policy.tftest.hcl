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

run "without_restrictions_nobody_is_denied" {
  command = apply

  assert {
    condition     = join(" ", data.aws_iam_policy_document.api.statement[*].sid) == "RoutesForAnybody" && output.policy == aws_api_gateway_rest_api_policy.this[0].policy
    error_message = "The policy must allow the open routes and deny nothing; it stays, so that lifting a restriction is a change that is deployed."
  }
}

run "addresses_and_networks_are_one_denial" {
  command = apply
  variables {
    restrictions = {
      source_ip_ranges = ["203.0.113.0/24"]
      vpc_ids          = ["vpc-0a1b"]
      vpc_endpoint_ids = ["vpce-0a1b"]
    }
  }
  assert {
    condition = {
      for condition in one([for statement in data.aws_iam_policy_document.api.statement : statement if statement.sid == "FromNowhereElse"]).condition :
      "${condition.test} ${condition.variable}" => tolist(condition.values)
      } == {
      "NotIpAddress aws:SourceIp"      = tolist(["203.0.113.0/24"])
      "StringNotEquals aws:SourceVpc"  = tolist(["vpc-0a1b"])
      "StringNotEquals aws:SourceVpce" = tolist(["vpce-0a1b"])
    }
    error_message = "Who meets one of the three must not be denied, so that they stand in one statement."
  }
  assert {
    condition     = one([for statement in data.aws_iam_policy_document.api.statement : statement if statement.sid == "FromNowhereElse"]).effect == "Deny"
    error_message = "A restriction must be a Deny."
  }
}

run "no_setting_allows_what_tokens_decide" {
  command = apply
  variables {
    endpoint = { vpc_endpoint_ids = ["vpce-0a1b"] }
    restrictions = {
      source_ip_ranges   = ["203.0.113.0/24"]
      token_principals   = ["arn:aws-us-gov:iam::111122223333:role/ci"]
      token_organization = "o-abcdefghij"
    }
  }
  assert {
    condition = alltrue(flatten([
      for statement in data.aws_iam_policy_document.api.statement : [
        for resource in statement.resources : contains(flatten([
          for path, methods in jsondecode(file("generated/routes.json")) : [
            for method, route in methods : "live/${upper(method)}${path}" if contains(["anybody", "aws_caller"], route.access)
          ]
        ]), join("/", slice(split("/", resource), 1, length(split("/", resource)))))
      ] if statement.effect != "Deny"
    ]))
    error_message = "An Allow here would open a route for tokens of another namespace."
  }
}

run "the_open_routes_stay_open_under_a_policy" {
  command = apply
  variables { restrictions = { source_ip_ranges = ["203.0.113.0/24"] } }
  assert {
    condition = toset([
      for resource in one([for statement in data.aws_iam_policy_document.api.statement : statement if statement.sid == "RoutesForAnybody"]).resources :
      join("/", slice(split("/", resource), 1, length(split("/", resource))))
      ]) == toset(flatten([
        for path, methods in jsondecode(file("generated/routes.json")) : [
          for method, route in methods : "live/${upper(method)}${path}" if route.access == "anybody"
        ]
    ]))
    error_message = "Discovery, keys and health need an Allow as soon as there is a policy."
  }
}

run "a_private_api_is_reached_through_its_endpoints_only" {
  command = apply
  variables { endpoint = { vpc_endpoint_ids = ["vpce-0a1b"] } }
  assert {
    condition     = one(aws_api_gateway_rest_api.this[0].endpoint_configuration).types == tolist(["PRIVATE"])
    error_message = "The endpoint must be private."
  }
  assert {
    condition     = length([for statement in data.aws_iam_policy_document.api.statement : statement if statement.sid == "FromNowhereElse"]) == 1
    error_message = "Other endpoints must be denied."
  }
}
