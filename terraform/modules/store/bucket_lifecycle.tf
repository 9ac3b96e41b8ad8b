locals {
  # Of keys, as packages/aws has them; generated from there.
  prefixes = jsondecode(file("${path.module}/prefixes.json"))
}

resource "aws_s3_bucket_lifecycle_configuration" "packages" {
  count  = local.adopted ? 0 : 1
  bucket = aws_s3_bucket.packages[0].id

  # Finished uploads are copied to the packages; what still lies here was never finished.
  rule {
    id     = "abandoned-uploads"
    status = "Enabled"

    filter {
      prefix = local.prefixes.uploads
    }
    expiration {
      days = var.packages.abandoned_upload_days
    }
    noncurrent_version_expiration {
      noncurrent_days = 1
    }
  }

  rule {
    id     = "noncurrent-versions"
    status = "Enabled"

    filter {
      prefix = local.prefixes.packages
    }
    noncurrent_version_expiration {
      noncurrent_days = var.packages.noncurrent_version_days
    }
  }

  rule {
    id     = "leftovers"
    status = "Enabled"

    filter {
      prefix = ""
    }
    abort_incomplete_multipart_upload {
      days_after_initiation = var.packages.abandoned_upload_days
    }
    expiration {
      expired_object_delete_marker = true
    }
  }

  # On a bucket whose versions are not kept yet, these rules would say something else.
  depends_on = [aws_s3_bucket_versioning.packages]
}
