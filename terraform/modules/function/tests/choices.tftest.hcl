mock_provider "aws" {
  mock_resource "aws_iam_role" {
    defaults = { arn = "arn:aws:iam::123456789012:role/acme-read" }
  }
  mock_data "aws_iam_policy_document" {
    defaults = { json = "{}" }
  }
  mock_data "aws_region" {
    defaults = { id = "cn-north-1" }
  }
  mock_data "aws_partition" {
    defaults = { partition = "aws-cn" }
  }
  mock_data "aws_caller_identity" {
    defaults = { account_id = "123456789012" }
  }
}

variables {
  name = "acme-read"
  code = { file = "main.tf" }
}

run "the_code_may_lie_in_a_bucket" {
  command = plan

  variables {
    code = {
      s3      = { bucket = "releases", key = "v1/read.zip", sha256 = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=" }
      handler = "index.handler"
    }
  }
  assert {
    condition     = aws_lambda_function.this.s3_bucket == "releases" && aws_lambda_function.this.s3_key == "v1/read.zip" && aws_lambda_function.this.filename == null
    error_message = "The function must be made from the object."
  }
  assert {
    condition     = aws_lambda_function.this.source_code_hash == "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="
    error_message = "A changed digest must change the function."
  }
}

run "in_a_vpc_the_rights_of_lambda_are_not_those_of_the_code" {
  command = plan

  variables {
    runtime = { vpc = { subnet_ids = ["subnet-1"], security_group_ids = ["sg-1"] } }
  }
  assert {
    condition     = toset(one(aws_lambda_function.this.vpc_config).subnet_ids) == toset(["subnet-1"])
    error_message = "The function must be attached to the subnet."
  }
  assert {
    condition = alltrue([
      for statement in data.aws_iam_policy_document.function.statement :
      toset(one(statement.condition).values) == toset(["arn:aws-cn:lambda:cn-north-1:123456789012:function:acme-read"])
      if statement.effect == "Deny"
    ]) && contains([for statement in data.aws_iam_policy_document.function.statement : statement.effect == null ? "Allow" : statement.effect], "Deny")
    error_message = "What runs in the function must not use the rights on network interfaces."
  }
}

run "tracing_gets_the_rights_it_needs" {
  command = plan

  variables {
    runtime = { tracing = true }
  }
  assert {
    condition     = one(aws_lambda_function.this.tracing_config).mode == "Active" && contains(data.aws_iam_policy_document.function.statement[*].sid, "Traces")
    error_message = "Traces must be sent, and be allowed."
  }
}

run "roles_are_bounded_where_that_is_asked" {
  command = plan

  variables {
    role = { path = "/registry/", permissions_boundary_arn = "arn:aws-cn:iam::123456789012:policy/boundary" }
  }
  assert {
    condition     = aws_iam_role.this.path == "/registry/" && aws_iam_role.this.permissions_boundary == "arn:aws-cn:iam::123456789012:policy/boundary"
    error_message = "The role must lie under the path, bounded."
  }
}

run "an_environment_that_the_code_reads_is_taken" {
  command = plan

  variables {
    code        = { file = "main.tf", settings = { TABLE_NAME = "required", LOG_LEVEL = "optional" } }
    environment = { TABLE_NAME = "modules" }
  }
  assert {
    condition     = one(aws_lambda_function.this.environment).variables == tomap({ TABLE_NAME = "modules" })
    error_message = "The environment must be given to the function."
  }
}
