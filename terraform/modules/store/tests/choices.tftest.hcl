mock_provider "aws" {
  mock_data "aws_s3_bucket" {
    defaults = { arn = "arn:aws:s3:::company-artifacts" }
  }
}

variables {
  name = "acme"
}

run "a_provisioned_table_scales_between_its_bounds" {
  command = plan

  variables {
    table = { billing_mode = "PROVISIONED", read = { min = 2, max = 40 }, write = { target = 50 } }
  }
  assert {
    condition     = aws_dynamodb_table.this.read_capacity == 2 && aws_dynamodb_table.this.write_capacity == 5
    error_message = "The table must begin with the least capacity."
  }
  assert {
    condition = {
      for dimension, target in aws_appautoscaling_target.table :
      target.scalable_dimension => [target.min_capacity, target.max_capacity]
      } == {
      "dynamodb:table:ReadCapacityUnits"  = [2, 40]
      "dynamodb:table:WriteCapacityUnits" = [5, 100]
    }
    error_message = "Reads and writes must scale between min and max."
  }
  assert {
    condition     = one(aws_appautoscaling_policy.table["Write"].target_tracking_scaling_policy_configuration).target_value == 50
    error_message = "Writes must scale to the target that was given."
  }
}

run "keys_of_ones_own_encrypt_table_and_bucket" {
  command = plan

  variables {
    table    = { kms_key_arn = "arn:aws:kms:eu-west-1:123456789012:key/table" }
    packages = { kms_key_arn = "arn:aws:kms:eu-west-1:123456789012:key/packages" }
  }
  assert {
    condition     = one(aws_dynamodb_table.this.server_side_encryption).kms_key_arn == "arn:aws:kms:eu-west-1:123456789012:key/table"
    error_message = "The table must be encrypted with the given key."
  }
  assert {
    condition     = one(one(aws_s3_bucket_server_side_encryption_configuration.packages[0].rule).apply_server_side_encryption_by_default).sse_algorithm == "aws:kms"
    error_message = "The bucket must be encrypted with KMS."
  }
  assert {
    condition     = one(aws_s3_bucket_server_side_encryption_configuration.packages[0].rule).bucket_key_enabled
    error_message = "A bucket key must keep requests to KMS few."
  }
  assert {
    condition     = output.kms_key_arns == { table = var.table.kms_key_arn, packages = var.packages.kms_key_arn }
    error_message = "The functions' policies need both keys."
  }
}

run "what_protects_can_be_switched_off_by_name" {
  command = plan

  variables {
    table    = { deletion_protection = false, point_in_time_recovery = false, stream = false }
    packages = { force_destroy = true, versioning = false, bucket_name = "acme-modules" }
  }
  assert {
    condition     = !aws_dynamodb_table.this.deletion_protection_enabled && !aws_dynamodb_table.this.stream_enabled && output.table.stream_arn == null
    error_message = "The table must be as it was asked for."
  }
  assert {
    condition     = aws_s3_bucket.packages[0].force_destroy && aws_s3_bucket.packages[0].bucket == "acme-modules" && one(aws_s3_bucket_versioning.packages[0].versioning_configuration).status == "Suspended"
    error_message = "The bucket must be as it was asked for."
  }
}

run "an_adopted_bucket_is_left_as_it_is" {
  command = plan

  variables {
    packages = { bucket = "company-artifacts" }
  }
  assert {
    condition = 0 == sum([
      length(aws_s3_bucket.packages),
      length(aws_s3_bucket_lifecycle_configuration.packages),
      length(aws_s3_bucket_ownership_controls.packages),
      length(aws_s3_bucket_policy.packages),
      length(aws_s3_bucket_public_access_block.packages),
      length(aws_s3_bucket_server_side_encryption_configuration.packages),
      length(aws_s3_bucket_versioning.packages),
    ])
    error_message = "Nothing may be set on a bucket that is the user's."
  }
  assert {
    condition     = output.packages == { bucket = "company-artifacts", arn = "arn:aws:s3:::company-artifacts" }
    error_message = "The adopted bucket must be the one that is used."
  }
}

run "a_table_that_was_restored_under_another_name_takes_its_place" {
  command = plan

  variables {
    table = { name = "acme-restored" }
  }
  assert {
    condition     = aws_dynamodb_table.this.name == "acme-restored" && output.table.name == "acme-restored"
    error_message = "The table must have the name that it was given."
  }
  assert {
    condition     = startswith(aws_s3_bucket.packages[0].bucket, "acme-") && !startswith(aws_s3_bucket.packages[0].bucket, "acme-restored")
    error_message = "The bucket must keep its name."
  }
}
