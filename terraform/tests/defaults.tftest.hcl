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

run "a_registry_without_a_domain_says_where_it_is" {
  command = apply

  assert {
    condition     = output.base_url == "https://abcdefghij.execute-api.eu-west-1.amazonaws.com/live" && output.host == "abcdefghij.execute-api.eu-west-1.amazonaws.com"
    error_message = "The registry must be at the address of its API and stage."
  }
  assert {
    condition     = output.host_block == <<-EOT
      host "abcdefghij.execute-api.eu-west-1.amazonaws.com" {
        services = {
          "modules.v1" = "https://abcdefghij.execute-api.eu-west-1.amazonaws.com/live/v1/modules/"
        }
      }
    EOT
    error_message = "The host block must be ready to be pasted."
  }
  assert {
    condition     = output.dns_alias == null
    error_message = "Without a domain there is no alias."
  }
  assert {
    condition     = local.issuer == output.base_url && local.audience == output.base_url
    error_message = "Issuer and audience must be the registry's own URL."
  }
}

run "every_function_of_the_code_is_there" {
  command = apply

  assert {
    condition     = toset(keys(output.functions)) == toset(keys(jsondecode(file("generated/functions.json"))))
    error_message = "Terraform must make each function that the code has, and no other."
  }
  assert {
    condition = toset(flatten([
      for path, methods in jsondecode(file("modules/api/generated/routes.json")) : [for method, route in methods : route.function]
    ])) == setsubtract(keys(output.functions), ["authorizer"])
    error_message = "Each function but the authorizer must serve routes, and each route have a function."
  }
}

run "the_read_function_cannot_write" {
  command = apply

  assert {
    condition = toset(flatten([
      for document in [data.aws_iam_policy_document.table["read"], data.aws_iam_policy_document.read] : document.statement[*].actions
    ])) == toset(["dynamodb:GetItem", "s3:GetObject"])
    error_message = "The read function may read."
  }
}

run "the_authorizer_reads_one_item" {
  command = apply

  assert {
    condition     = toset(one(data.aws_iam_policy_document.table["authorizer"].statement).actions) == toset(["dynamodb:GetItem"]) && toset(one(one(data.aws_iam_policy_document.table["authorizer"].statement).condition).values) == toset(["REVOCATIONS"])
    error_message = "Of the table the authorizer reads what was revoked."
  }
  assert {
    condition     = length(data.aws_iam_policy_document.secret.statement) + length(data.aws_iam_policy_document.keys["authorizer"].statement) == 0
    error_message = "What is not switched on needs no rights."
  }
}

run "nobody_deletes_from_the_audit" {
  command = apply

  assert {
    condition = alltrue(flatten([
      for document in data.aws_iam_policy_document.table : [
        for statement in document.statement : !contains(statement.actions, "dynamodb:DeleteItem") || !contains(one(statement.condition).values, "AUDIT#*")
      ]
    ]))
    error_message = "What was done must stay written down."
  }
}

run "no_function_may_do_anything_to_everything" {
  command = apply

  assert {
    condition = alltrue([
      for resource in flatten([
        for document in concat(values(data.aws_iam_policy_document.table), [data.aws_iam_policy_document.read, data.aws_iam_policy_document.publish, data.aws_iam_policy_document.token_issuer]) :
        document.statement[*].resources
      ]) : resource != "*"
    ])
    error_message = "Each right must name what it is for."
  }
}
