module "registry" {
  source = "../.."

  name = "company-registry"
  tags = { Service = "terraform-registry", Team = "platform" }

  iam = {
    path                     = "/registry/"
    permissions_boundary_arn = aws_iam_policy.boundary.arn
  }

  domain = {
    name    = "registry.${var.zone_name}"
    zone_id = data.aws_route53_zone.company.zone_id
  }

  api = {
    throttling  = { rate = 200, burst = 400 }
    web_acl     = { arn = aws_wafv2_web_acl.registry.arn }
    metrics     = true
    access_logs = { retention_days = 365, kms_key_arn = aws_kms_key.registry.arn, account_role = true }
  }

  tokens = {
    lifetime_seconds     = 600
    max_lifetime_seconds = 3600
    keys = {
      "2026-05" = {}
      "2026-11" = { signs = true }
    }
  }

  table = {
    kms_key_arn         = aws_kms_key.registry.arn
    deletion_protection = var.keep
  }

  packages = {
    kms_key_arn      = aws_kms_key.registry.arn
    force_destroy    = !var.keep
    readable_buckets = [aws_s3_bucket.publishers.bucket]
  }

  functions = {
    log_retention_days = 365
    log_kms_key_arn    = aws_kms_key.registry.arn
    read               = { memory_mb = 1024, reserved_concurrency = 100 }
  }

  operations = {
    alarm_actions = [aws_sns_topic.alarms.arn]
  }
}

# Whoever runs pipelines may sign for a token.
resource "aws_iam_policy" "publisher" {
  name   = "company-registry-publisher"
  policy = module.registry.policies.publisher
}

resource "aws_s3_bucket_policy" "publishers" {
  bucket = aws_s3_bucket.publishers.bucket
  policy = module.registry.policies.bring_your_own_bucket[local.publishers_bucket]
}
