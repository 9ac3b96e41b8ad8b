locals {
  own_namespace    = "TerraformRegistry/${var.name}"
  signing_failures = "SigningFailures"
}

# What the functions log of a request that failed names its cause in err.message: a sentence about
# the signing key, or AWS's own words where a policy refuses kms:Sign. The metric is there, and
# paid for, only in months in which it happens.
resource "aws_cloudwatch_log_metric_filter" "signing_failures" {
  for_each = var.functions

  name           = "${var.name}-signing-failures"
  log_group_name = each.value.log_group_name
  pattern        = "{ ($.level = \"error\") && (($.err.message = \"The signing key *\") || ($.err.message = \"*kms:*\")) }"

  metric_transformation {
    namespace = local.own_namespace
    name      = local.signing_failures
    value     = "1"
    unit      = "Count"
  }
}
