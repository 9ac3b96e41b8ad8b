mock_provider "aws" {
  mock_data "aws_caller_identity" {
    defaults = { account_id = "123456789012" }
  }
  mock_data "aws_region" {
    defaults = { id = "eu-west-1" }
  }
}

variables {
  name = "acme"
}

run "the_table_is_what_the_functions_expect" {
  command = plan

  assert {
    condition     = aws_dynamodb_table.this.hash_key == jsondecode(file("table.json")).hash_key && aws_dynamodb_table.this.range_key == jsondecode(file("table.json")).range_key
    error_message = "The table's keys must be those of table.json."
  }
  assert {
    condition     = { for attribute in aws_dynamodb_table.this.attribute : attribute.name => attribute.type } == jsondecode(file("table.json")).attributes
    error_message = "The table's attributes must be those of table.json."
  }
  assert {
    condition = {
      for index in aws_dynamodb_table.this.global_secondary_index :
      index.name => [index.hash_key, index.range_key, index.projection_type]
      } == {
      for index in try(jsondecode(file("table.json")).global_secondary_indexes, []) :
      index.name => [index.hash_key, try(index.range_key, ""), index.projection]
    }
    error_message = "The table's indexes must be those of table.json."
  }
  assert {
    condition     = one(aws_dynamodb_table.this.ttl).attribute_name == jsondecode(file("table.json")).ttl_attribute
    error_message = "Items expire by the attribute of table.json."
  }
}

run "the_table_is_safe_and_costs_nothing_while_idle" {
  command = plan

  assert {
    condition     = aws_dynamodb_table.this.billing_mode == "PAY_PER_REQUEST"
    error_message = "An idle table must cost nothing."
  }
  assert {
    condition     = length(aws_appautoscaling_target.table) == 0
    error_message = "There is nothing to scale on demand."
  }
  assert {
    condition     = aws_dynamodb_table.this.deletion_protection_enabled
    error_message = "Deletion protection must be on unless it is switched off."
  }
  assert {
    condition     = one(aws_dynamodb_table.this.point_in_time_recovery).enabled
    error_message = "Point-in-time recovery must be on unless it is switched off."
  }
  assert {
    condition     = aws_dynamodb_table.this.stream_enabled && aws_dynamodb_table.this.stream_view_type == "NEW_AND_OLD_IMAGES"
    error_message = "Events are made from the stream, so it must be on."
  }
  assert {
    condition     = length(aws_dynamodb_table.this.server_side_encryption) == 0
    error_message = "Without a key of the user's own, AWS's is used."
  }
}

run "the_bucket_is_closed_and_keeps_what_was_deleted" {
  command = plan

  assert {
    condition     = aws_s3_bucket.packages[0].bucket == "acme-123456789012-eu-west-1"
    error_message = "The bucket's name must tell account and region, since all of AWS shares names."
  }
  assert {
    condition     = aws_s3_bucket.packages[0].force_destroy == false
    error_message = "Packages must outlive a destroy."
  }
  assert {
    condition = alltrue([
      aws_s3_bucket_public_access_block.packages[0].block_public_acls,
      aws_s3_bucket_public_access_block.packages[0].block_public_policy,
      aws_s3_bucket_public_access_block.packages[0].ignore_public_acls,
      aws_s3_bucket_public_access_block.packages[0].restrict_public_buckets,
    ])
    error_message = "Nothing in the bucket may be public."
  }
  assert {
    condition     = one(aws_s3_bucket_ownership_controls.packages[0].rule).object_ownership == "BucketOwnerEnforced"
    error_message = "Whatever is in the bucket must belong to the account."
  }
  assert {
    condition     = one(aws_s3_bucket_versioning.packages[0].versioning_configuration).status == "Enabled"
    error_message = "Versions must be kept unless that is switched off."
  }
  assert {
    condition     = one(one(aws_s3_bucket_server_side_encryption_configuration.packages[0].rule).apply_server_side_encryption_by_default).sse_algorithm == "AES256"
    error_message = "Without a key of the user's own, S3's is used."
  }
  assert {
    condition = one([
      for rule in aws_s3_bucket_lifecycle_configuration.packages[0].rule : one(rule.expiration).days
      if one(rule.filter).prefix == "uploads/"
    ]) == 1
    error_message = "Abandoned uploads must be gone after a day."
  }
  assert {
    condition = flatten([
      for rule in aws_s3_bucket_lifecycle_configuration.packages[0].rule : [
        for abort in rule.abort_incomplete_multipart_upload : "${one(rule.filter).prefix}:${abort.days_after_initiation}"
      ] if rule.status == "Enabled"
    ]) == [":1"]
    error_message = "Parts of uploads that nobody finished, anywhere in the bucket, must be gone after a day: nothing lists them, and they are paid for."
  }
  assert {
    condition = alltrue(flatten([
      for rule in aws_s3_bucket_lifecycle_configuration.packages[0].rule : [
        for expiration in rule.expiration : expiration.expired_object_delete_marker == true
      ] if one(rule.filter).prefix != "uploads/"
    ]))
    error_message = "Nothing may make packages expire."
  }
}

run "the_bucket_policy_refuses_what_is_not_over_tls_1_2" {
  # The policy holds the bucket's ARN, which is known when the bucket is there.
  command = apply

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_s3_bucket_policy.packages[0].policy).Statement :
      statement.Effect == "Deny" && statement.Principal == "*" && length(statement.Resource) == 2
    ])
    error_message = "The policy must only deny, and for everybody, the bucket and all in it."
  }
  assert {
    condition = toset([
      for statement in jsondecode(aws_s3_bucket_policy.packages[0].policy).Statement : jsonencode(statement.Condition)
      ]) == toset([
      jsonencode({ Bool = { "aws:SecureTransport" = "false" } }),
      jsonencode({ NumericLessThan = { "s3:TlsVersion" = "1.2" } }),
    ])
    error_message = "The policy must refuse plain HTTP and TLS older than 1.2."
  }
}
