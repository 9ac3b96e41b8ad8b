# Takes what is published: everything that changes modules.
module "publish" {
  source = "./modules/function"

  name        = local.function_names["publish"]
  tags        = local.tags
  code        = local.code["publish"]
  environment = merge(local.common_environment, local.storage_environment, local.settings.publish)
  permissions = [
    data.aws_iam_policy_document.table["publish"].json,
    data.aws_iam_policy_document.publish.json,
    data.aws_iam_policy_document.keys["publish"].json,
  ]
  runtime = local.runtime["publish"]
  logs    = local.logs
  role    = var.iam
}

data "aws_iam_policy_document" "publish" {
  # Uploads by the links that it signs, and their copies under the name of their digest.
  statement {
    sid       = "Packages"
    actions   = ["s3:GetObject", "s3:PutObject"]
    resources = [module.store.objects.packages, module.store.objects.uploads]
  }

  # Without it S3 says of a missing object that it is forbidden.
  statement {
    sid       = "WhatIsMissing"
    actions   = ["s3:ListBucket"]
    resources = [module.store.packages.arn]
  }

  dynamic "statement" {
    for_each = length(local.readable_objects) == 0 ? [] : [true]
    content {
      sid       = "PublishersPackages"
      actions   = ["s3:GetObject", "s3:GetObjectVersion"]
      resources = local.readable_objects
    }
  }
}
