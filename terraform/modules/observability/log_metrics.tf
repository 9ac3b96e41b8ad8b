locals {
  own_namespace    = "TerraformRegistry/${var.name}"
  signing_failures = "SigningFailures"
  logged_errors    = "LoggedErrors"

  # What signing asks of KMS. A refusal of anything else, such as the table's key, is no signing failure.
  signing_calls = ["kms:GetPublicKey", "kms:Sign"]
  signing_faults = concat(
    ["The signing key *"],
    [for call in local.signing_calls : "* is not authorized to perform: ${call} on *"],
  )
}

# What the functions log of a request that failed names its cause in err.message: a sentence about
# the signing key, or AWS's own words where a policy refuses to sign. The metric is there, and
# paid for, only in months in which it happens.
resource "aws_cloudwatch_log_metric_filter" "signing_failures" {
  for_each = var.functions

  name           = "${var.name}-signing-failures"
  log_group_name = each.value.log_group_name
  pattern        = "{ ($.level = \"error\") && (${join(" || ", [for fault in local.signing_faults : "($.err.message = \"${fault}\")"])}) }"

  metric_transformation {
    namespace = local.own_namespace
    name      = local.signing_failures
    value     = "1"
    unit      = "Count"
  }
}

# What an authorizer could not decide: it throws for every bad token, too, as API Gateway wants it to.
resource "aws_cloudwatch_log_metric_filter" "logged_errors" {
  for_each = { for key, function in var.functions : key => function if function.throws_to_refuse }

  name           = "${var.name}-logged-errors"
  log_group_name = each.value.log_group_name
  pattern        = "{ $.level = \"error\" }"

  metric_transformation {
    namespace = local.own_namespace
    name      = "${local.logged_errors}-${each.key}"
    value     = "1"
    unit      = "Count"
  }
}
