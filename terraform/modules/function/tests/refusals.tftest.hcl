mock_provider "aws" {
  mock_resource "aws_iam_role" {
    defaults = { arn = "arn:aws:iam::123456789012:role/acme-read" }
  }
  mock_data "aws_iam_policy_document" {
    defaults = { json = "{}" }
  }
}

variables {
  name = "acme-read"
  code = { file = "main.tf" }
}

run "a_setting_that_the_code_does_not_read" {
  command = plan
  variables {
    code        = { file = "main.tf", settings = { TABLE_NAME = "required" } }
    environment = { TABLE_NAME = "modules", TABEL_NAME = "modules" }
  }
  expect_failures = [aws_lambda_function.this]
}

run "a_setting_that_the_code_cannot_do_without" {
  command = plan
  variables {
    code        = { file = "main.tf", settings = { TABLE_NAME = "required", BUCKET = "required" } }
    environment = { TABLE_NAME = "modules" }
  }
  expect_failures = [aws_lambda_function.this]
}

run "a_zip_that_is_not_there" {
  command = plan
  variables { code = { file = "nowhere.zip" } }
  expect_failures = [var.code]
}

run "no_code" {
  command = plan
  variables { code = {} }
  expect_failures = [var.code]
}

run "code_from_two_places" {
  command = plan
  variables {
    code = { file = "main.tf", s3 = { bucket = "b", key = "k", sha256 = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=" } }
  }
  expect_failures = [var.code]
}

run "a_digest_in_hex" {
  command = plan
  variables {
    code = { s3 = { bucket = "b", key = "k", sha256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" } }
  }
  expect_failures = [var.code]
}

run "a_handler_without_an_export" {
  command = plan
  variables { code = { file = "main.tf", handler = "index" } }
  expect_failures = [var.code]
}

run "a_name_too_long_for_a_role" {
  command = plan
  variables { name = "a23456789-123456789-123456789-123456789-123456789-" }
  expect_failures = [var.name]
}

run "less_memory_than_the_code_needs" {
  command = plan
  variables { runtime = { memory_mb = 512, least_memory_mb = 1024 } }
  expect_failures = [aws_lambda_function.this]
}

run "a_runtime_that_is_not_for_this_code" {
  command = plan
  variables { runtime = { runtime = "python3.12" } }
  expect_failures = [var.runtime]
}

run "an_old_runtime" {
  command = plan
  variables { runtime = { runtime = "nodejs18.x" } }
  expect_failures = [var.runtime]
}

run "an_unknown_architecture" {
  command = plan
  variables { runtime = { architecture = "arm" } }
  expect_failures = [var.runtime]
}

run "a_timeout_of_nothing" {
  command = plan
  variables { runtime = { timeout_seconds = 0 } }
  expect_failures = [var.runtime]
}

run "half_a_function_at_once" {
  command = plan
  variables { runtime = { reserved_concurrency = 0.5 } }
  expect_failures = [var.runtime]
}

run "a_vpc_without_subnets" {
  command = plan
  variables { runtime = { vpc = { subnet_ids = [], security_group_ids = ["sg-1"] } } }
  expect_failures = [var.runtime]
}

run "a_retention_that_cloudwatch_does_not_have" {
  command = plan
  variables { logs = { retention_days = 31 } }
  expect_failures = [var.logs]
}

run "a_path_without_slashes" {
  command = plan
  variables { role = { path = "registry" } }
  expect_failures = [var.role]
}

run "a_boundary_that_is_no_policy" {
  command = plan
  variables { role = { permissions_boundary_arn = "arn:aws:iam::123456789012:role/boundary" } }
  expect_failures = [var.role]
}
