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

run "a_domain_of_its_own" {
  command = apply
  variables {
    domain = { name = "registry.example.com", certificate_arn = "arn:aws:acm:eu-west-1:123456789012:certificate/a" }
  }
  assert {
    condition     = output.base_url == "https://registry.example.com" && output.services == { "modules.v1" = "https://registry.example.com/v1/modules/" }
    error_message = "The registry must be at its domain."
  }
  assert {
    condition     = output.dns_alias != null && local.base_path == ""
    error_message = "The alias must be told, for the record that is made elsewhere."
  }
}

run "a_domain_shared_with_something_else" {
  command = apply
  variables {
    domain = { name = "api.example.com", base_path = "/registry", certificate_arn = "arn:aws:acm:eu-west-1:123456789012:certificate/a" }
  }
  assert {
    condition     = jsondecode(output.discovery_document) == { "modules.v1" = "https://api.example.com/registry/v1/modules/" }
    error_message = "What is to be published at the root must name the base path."
  }
  assert {
    condition     = local.common_environment.BASE_PATH == "/registry" && local.api_path == "" && !can(local.settings.authorizer.BASE_PATH)
    error_message = "The functions must take the base path off, which policies do not hold."
  }
}

run "a_path_of_a_domain_that_is_there_already" {
  command = apply
  variables {
    domain = { name = "tools.example.com", base_path = "/registry", existing = true }
  }
  assert {
    condition     = output.base_url == "https://tools.example.com/registry" && output.dns_alias == null
    error_message = "The registry must be under the path, and the record is there."
  }
}

run "an_api_that_is_there_already" {
  command = apply
  variables {
    existing_api = {
      name               = "platform"
      rest_api_id        = "zyxwvutsrq"
      parent_resource_id = "root"
      stage              = "prod"
      url                = "https://api.example.com/tools/registry"
    }
  }
  assert {
    condition     = output.base_url == "https://api.example.com/tools/registry" && output.api.id == "zyxwvutsrq"
    error_message = "The registry must be where the API says it is."
  }
  assert {
    condition     = local.common_environment.BASE_PATH == "/tools/registry" && local.settings.authorizer.BASE_PATH == "/registry"
    error_message = "Functions see the path of the domain too, policies that of the API only."
  }
}

run "tokens_of_ones_own_issuer" {
  command = apply
  variables {
    tokens = { issuer = "https://tokens.example.com", audience = "registry", ways_in = ["oidc"], sts_hosts = ["sts.eu-west-1.amazonaws.com", "sts.amazonaws.com"] }
  }
  assert {
    condition     = local.issuer == "https://tokens.example.com" && local.audience == "registry"
    error_message = "What was said must be in the tokens."
  }
  assert {
    condition     = local.settings.identities.WAYS_IN == "oidc" && local.settings.access.WAYS_IN == "oidc" && local.settings.token_issuer.STS_HOSTS == "sts.eu-west-1.amazonaws.com,sts.amazonaws.com"
    error_message = "Lists must be given to the function with commas."
  }
}

run "limits_reach_the_functions_that_hold_them" {
  command = apply
  variables {
    packages = { max_packed_bytes = 10485760, link_lifetime_seconds = 60 }
  }
  assert {
    condition     = local.settings.publish == { MAX_PACKED_BYTES = "10485760" } && local.settings.read == { LINK_LIFETIME_SECONDS = "60" }
    error_message = "What is said must be given, whole numbers without an exponent, and nothing else."
  }
}

run "buckets_and_keys_of_the_publishers" {
  command = apply
  variables {
    packages = {
      kms_key_arn           = "arn:aws:kms:eu-west-1:123456789012:key/packages"
      readable_buckets      = ["team-modules"]
      readable_kms_key_arns = ["arn:aws:kms:eu-west-1:123456789012:key/team"]
    }
  }
  assert {
    condition     = contains(flatten(data.aws_iam_policy_document.read.statement[*].resources), "arn:aws:s3:::team-modules/*") && contains(flatten(data.aws_iam_policy_document.publish.statement[*].resources), "arn:aws:s3:::team-modules/*")
    error_message = "Both functions must be allowed to read the bucket."
  }
  assert {
    condition     = toset(flatten(data.aws_iam_policy_document.keys["read"].statement[*].resources)) == toset(["arn:aws:kms:eu-west-1:123456789012:key/packages", "arn:aws:kms:eu-west-1:123456789012:key/team"]) && toset(flatten(data.aws_iam_policy_document.keys["read"].statement[*].actions)) == toset(["kms:Decrypt"])
    error_message = "The read function must be allowed to decrypt, and nothing more."
  }
  assert {
    condition = toset(flatten([
      for statement in data.aws_iam_policy_document.keys["read"].statement : [
        for condition in statement.condition : "${condition.test} ${condition.variable} ${join(" ", condition.values)}"
      ]
    ])) == toset(["StringEquals kms:ViaService s3.eu-west-1.amazonaws.com"])
    error_message = "The keys must be of use through S3 alone, and not by themselves."
  }
  assert {
    condition     = keys(output.policies.bring_your_own_bucket) == ["team-modules"]
    error_message = "The policy of the bucket must be there to be attached."
  }
}

run "an_authorizer_of_ones_own_replaces_ours" {
  command = apply
  variables {
    authorizer = { brought = { function_arn = "arn:aws:lambda:eu-west-1:123456789012:function:company" } }
  }
  assert {
    condition     = !contains(keys(output.functions), "authorizer")
    error_message = "Ours is not needed."
  }
}

run "each_way_in_brings_the_rights_that_it_needs" {
  command = apply
  variables {
    tokens = {
      ways_in = ["static", "hs256", "external-jwt"]
      hs256   = { secret_arn = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:hs256-AbCdEf", kms_key_arn = "arn:aws:kms:eu-west-1:123456789012:key/hs256" }
    }
  }
  assert {
    condition = {
      for statement in data.aws_iam_policy_document.table["authorizer"].statement : statement.sid => toset(statement.actions)
      } == {
      Revocations  = toset(["dynamodb:GetItem"])
      StaticTokens = toset(["dynamodb:GetItem"])
      OtherIssuers = toset(["dynamodb:Query"])
    }
    error_message = "The authorizer must read what judges these tokens."
  }
  assert {
    condition     = toset(one(data.aws_iam_policy_document.secret.statement).resources) == toset(["arn:aws:secretsmanager:eu-west-1:123456789012:secret:hs256-AbCdEf"])
    error_message = "The secret must be readable, and no other."
  }
  assert {
    condition     = toset(flatten(data.aws_iam_policy_document.keys["authorizer"].statement[*].resources)) == toset(["arn:aws:kms:eu-west-1:123456789012:key/hs256"])
    error_message = "A secret with a key of one's own needs the key."
  }
}

run "administrators_are_known_to_whoever_gives_and_judges" {
  command = apply
  variables {
    administrators = ["arn:aws:iam::123456789012:role/platform/admin", "identity:root", "arn:aws-cn:sts::123456789012:assumed-role/Admin/jane@example.com", "arn:aws-cn:sts::123456789012:assumed-role/Admin/joe"]
  }
  assert {
    condition     = local.settings.access.ADMINISTRATORS == "arn:aws:iam::123456789012:role/platform/admin,identity:root,arn:aws-cn:iam::123456789012:role/Admin" && local.settings.identities.ADMINISTRATORS == local.settings.access.ADMINISTRATORS
    error_message = "Each function must be told the same."
  }
}
