# What a company mostly has already.
data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

data "aws_region" "current" {}

locals {
  account           = data.aws_caller_identity.current.account_id
  publishers_bucket = "company-modules-${local.account}-${data.aws_region.current.id}"
}

data "aws_route53_zone" "company" {
  name = var.zone_name
}

resource "aws_s3_bucket" "publishers" {
  bucket        = local.publishers_bucket
  force_destroy = true
}

resource "aws_sns_topic" "alarms" {
  name              = "company-registry-alarms"
  kms_master_key_id = "alias/aws/sns"
}

resource "aws_iam_policy" "boundary" {
  name   = "company-boundary"
  policy = data.aws_iam_policy_document.boundary.json
}

data "aws_iam_policy_document" "boundary" {
  statement {
    actions   = ["dynamodb:*", "kms:*", "logs:*", "s3:*"]
    resources = ["*"]
  }
}

resource "aws_kms_key" "registry" {
  description         = "Table, packages and logs of the registry"
  enable_key_rotation = true
  policy              = data.aws_iam_policy_document.key.json
}

data "aws_iam_policy_document" "key" {
  statement {
    sid       = "IamDecides"
    actions   = ["kms:*"]
    resources = ["*"]
    principals {
      type        = "AWS"
      identifiers = ["arn:${data.aws_partition.current.partition}:iam::${local.account}:root"]
    }
  }

  statement {
    sid       = "CloudWatchLogs"
    actions   = ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"]
    resources = ["*"]
    principals {
      type        = "Service"
      identifiers = ["logs.${data.aws_region.current.id}.${data.aws_partition.current.dns_suffix}"]
    }
    condition {
      test     = "ArnLike"
      variable = "kms:EncryptionContext:aws:logs:arn"
      values   = ["arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.id}:${local.account}:log-group:*"]
    }
  }
}

resource "aws_wafv2_web_acl" "registry" {
  name  = "company-registry"
  scope = "REGIONAL"

  default_action {
    allow {}
  }

  rule {
    name     = "too-many-from-one-address"
    priority = 1

    action {
      block {}
    }

    statement {
      rate_based_statement {
        limit              = 10000
        aggregate_key_type = "IP"
      }
    }

    visibility_config {
      cloudwatch_metrics_enabled = true
      metric_name                = "company-registry-rate"
      sampled_requests_enabled   = false
    }
  }

  visibility_config {
    cloudwatch_metrics_enabled = true
    metric_name                = "company-registry"
    sampled_requests_enabled   = false
  }
}
