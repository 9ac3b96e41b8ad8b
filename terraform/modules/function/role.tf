resource "aws_iam_role" "this" {
  # Roles are the account's, functions the region's: with it in the name, two regions do not collide.
  name                 = "${var.name}-${local.region}"
  description          = "Of the Lambda function ${var.name} in ${local.region}."
  path                 = var.role.path
  permissions_boundary = var.role.permissions_boundary_arn
  assume_role_policy   = data.aws_iam_policy_document.trust.json
  tags                 = var.tags
}

data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["lambda.amazonaws.com"]
    }
  }
}

resource "aws_iam_role_policy" "this" {
  name   = "function"
  role   = aws_iam_role.this.id
  policy = data.aws_iam_policy_document.function.json
}

data "aws_iam_policy_document" "function" {
  source_policy_documents = var.permissions

  statement {
    sid       = "OwnLogs"
    actions   = ["logs:CreateLogStream", "logs:PutLogEvents"]
    resources = ["${aws_cloudwatch_log_group.this.arn}:*"]
  }

  dynamic "statement" {
    for_each = var.runtime.tracing ? [true] : []
    content {
      sid     = "Traces"
      actions = ["xray:PutTraceSegments", "xray:PutTelemetryRecords"]
      # X-Ray knows no resources for these: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsx-ray.html
      resources = ["*"]
    }
  }

  dynamic "statement" {
    for_each = var.runtime.vpc == null ? [] : [true]
    content {
      sid = "LambdaAttachesToTheVpc"
      actions = [
        "ec2:CreateNetworkInterface",
        "ec2:DescribeNetworkInterfaces",
        "ec2:DescribeSubnets",
        "ec2:DeleteNetworkInterface",
        "ec2:AssignPrivateIpAddresses",
        "ec2:UnassignPrivateIpAddresses",
      ]
      # Lambda asks with all resources: https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html
      resources = ["*"]
    }
  }

  # The rights above are for Lambda itself; what runs in the function gets none of them.
  dynamic "statement" {
    for_each = var.runtime.vpc == null ? [] : [true]
    content {
      sid       = "NotTheCodeItself"
      effect    = "Deny"
      actions   = ["ec2:*"]
      resources = ["*"]
      condition {
        test     = "ArnEquals"
        variable = "lambda:SourceFunctionArn"
        values   = [local.function_arn]
      }
    }
  }
}
