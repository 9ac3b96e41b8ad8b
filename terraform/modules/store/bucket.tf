data "aws_caller_identity" "current" {}

data "aws_region" "current" {}

locals {
  adopted     = var.packages.bucket != null
  bucket_name = coalesce(var.packages.bucket_name, "${var.name}-${data.aws_caller_identity.current.account_id}-${data.aws_region.current.id}")
  bucket = {
    name = one(concat(data.aws_s3_bucket.adopted[*].bucket, aws_s3_bucket.packages[*].bucket))
    arn  = one(concat(data.aws_s3_bucket.adopted[*].arn, aws_s3_bucket.packages[*].arn))
  }
}

# A name that does not exist, or in another account, is refused here, in the plan.
data "aws_s3_bucket" "adopted" {
  count  = local.adopted ? 1 : 0
  bucket = var.packages.bucket
}

# Errors quote the next line, so it says what to do about a name that is taken.
resource "aws_s3_bucket" "packages" { # If this bucket exists already: packages = { bucket = "its name" } adopts it.
  # checkov:skip=CKV_AWS_18:A bucket of S3 logs is the account's to choose; who asked for which package is in the functions' logs.
  # checkov:skip=CKV_AWS_21:On unless var.packages says otherwise; a default inside an object is out of checkov's sight.
  # checkov:skip=CKV_AWS_144:Packages are content-addressed copies of what the publisher has; replication to a second region is the account's to choose.
  # checkov:skip=CKV_AWS_145:S3's own encryption is the default, as it costs nothing and names no key to manage; packages.kms_key_arn chooses KMS.
  # checkov:skip=CKV2_AWS_62:Events are made from the table's stream, which knows what was committed; an object alone says nothing.
  count = local.adopted ? 0 : 1

  bucket        = local.bucket_name
  force_destroy = var.packages.force_destroy
  tags          = var.tags
  depends_on    = [var.outlasted_by]
}

resource "aws_s3_bucket_ownership_controls" "packages" {
  count  = local.adopted ? 0 : 1
  bucket = aws_s3_bucket.packages[0].id

  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}

resource "aws_s3_bucket_public_access_block" "packages" {
  count  = local.adopted ? 0 : 1
  bucket = aws_s3_bucket.packages[0].id

  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_versioning" "packages" {
  count  = local.adopted ? 0 : 1
  bucket = aws_s3_bucket.packages[0].id

  versioning_configuration {
    status = var.packages.versioning ? "Enabled" : "Suspended"
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "packages" {
  count  = local.adopted ? 0 : 1
  bucket = aws_s3_bucket.packages[0].id

  rule {
    # A bucket key asks KMS once in a while instead of at every object.
    bucket_key_enabled = var.packages.kms_key_arn != null

    apply_server_side_encryption_by_default {
      sse_algorithm     = var.packages.kms_key_arn == null ? "AES256" : "aws:kms"
      kms_master_key_id = var.packages.kms_key_arn
    }
  }
}
