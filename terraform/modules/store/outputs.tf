output "table" {
  description = "The table: `name`, `arn` and, where it has a stream, `stream_arn`."
  value = {
    name       = aws_dynamodb_table.this.name
    arn        = aws_dynamodb_table.this.arn
    stream_arn = var.table.stream ? aws_dynamodb_table.this.stream_arn : null
  }
}

output "packages" {
  description = "The bucket of packages, made or adopted: `bucket` (its name) and `arn`."
  value = {
    bucket = local.bucket.name
    arn    = local.bucket.arn
  }

  # Whoever writes packages does so when the bucket is protected.
  depends_on = [
    aws_s3_bucket_ownership_controls.packages,
    aws_s3_bucket_policy.packages,
    aws_s3_bucket_public_access_block.packages,
    aws_s3_bucket_server_side_encryption_configuration.packages,
  ]
}

output "objects" {
  description = "What lies in the bucket, as policies name it: `packages`, and `uploads` that wait to be published."
  value       = { for kind, prefix in local.prefixes : kind => "${local.bucket.arn}/${prefix}*" }
}

output "kms_key_arns" {
  description = "Your own keys that table and bucket are encrypted with, which the functions must be allowed to use: `table` and `packages`, each null where AWS's key is used."
  value = {
    table    = var.table.kms_key_arn
    packages = var.packages.kms_key_arn
  }
}

output "chosen" {
  description = "What was chosen for `table` and `packages`, defaults filled in: what `registry-cli doctor --aws` expects to find."
  value = {
    table = {
      deletion_protection    = var.table.deletion_protection
      point_in_time_recovery = var.table.point_in_time_recovery
      stream                 = var.table.stream
    }
    packages = {
      adopted     = local.adopted
      versioning  = var.packages.versioning
      kms_key_arn = var.packages.kms_key_arn
    }
  }
}
