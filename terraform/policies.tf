# For the roles of your own, as JSON: attach what a role is to be.

# Whoever may sign for a token; what the token then allows, grants say.
data "aws_iam_policy_document" "publisher" {
  statement {
    sid       = "SignForToken"
    actions   = ["execute-api:Invoke"]
    resources = module.api.token_route_arns
  }
}

# And may look at what is deployed, as `registry-cli doctor --aws` does.
data "aws_iam_policy_document" "administrator" {
  source_policy_documents = [data.aws_iam_policy_document.publisher.json]

  statement {
    sid       = "LookAtApi"
    actions   = ["apigateway:GET"]
    resources = [module.api.arn, "${module.api.arn}/*"]
  }

  statement {
    sid       = "LookAtFunctions"
    actions   = ["lambda:GetFunctionConfiguration", "lambda:GetPolicy"]
    resources = [for function in local.functions : function.arn]
  }

  statement {
    sid       = "LookAtLogs"
    actions   = ["logs:FilterLogEvents", "logs:GetLogEvents"]
    resources = [for function in local.functions : "arn:${local.partition}:logs:${local.region}:${local.account}:log-group:${function.log_group_name}:*"]
  }

  # No resource can be named for it:
  # https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatchlogs.html
  statement {
    sid       = "LookForLogs"
    actions   = ["logs:DescribeLogGroups"]
    resources = ["*"]
  }

  statement {
    sid = "LookAtTable"
    actions = [
      "dynamodb:DescribeContinuousBackups",
      "dynamodb:DescribeTable",
      "dynamodb:DescribeTimeToLive",
    ]
    resources = [module.store.table.arn]
  }

  # Of an adopted bucket, only whether everybody sees into it.
  statement {
    sid = "LookAtBucket"
    actions = module.store.chosen.packages.adopted ? ["s3:GetBucketPolicyStatus"] : [
      "s3:GetBucketOwnershipControls",
      "s3:GetBucketPolicy",
      "s3:GetBucketPublicAccessBlock",
      "s3:GetBucketVersioning",
      "s3:GetEncryptionConfiguration",
      "s3:GetLifecycleConfiguration",
    ]
    resources = [module.store.packages.arn]
  }

  statement {
    sid       = "LookAtKeys"
    actions   = ["kms:DescribeKey", "kms:GetPublicKey"]
    resources = values(module.signing_key.arns)
  }

  # A listing is judged by all alarms that it might show:
  # https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatch.html
  statement {
    sid       = "LookAtAlarms"
    actions   = ["cloudwatch:DescribeAlarms"]
    resources = ["arn:${local.partition}:cloudwatch:${local.region}:${local.account}:alarm:*"]
  }
}

# The policy of a bucket from which modules are published where they lie.
data "aws_iam_policy_document" "bring_your_own_bucket" {
  for_each = toset(var.packages.readable_buckets)

  statement {
    sid       = "RegistryReads"
    actions   = ["s3:GetObject", "s3:GetObjectVersion"]
    resources = ["arn:${local.partition}:s3:::${each.key}/*"]
    principals {
      type        = "AWS"
      identifiers = [module.read.role.arn, module.publish.role.arn]
    }
  }
}
