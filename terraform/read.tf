# Answers terraform and tofu, and cannot write.
module "read" {
  source = "./modules/function"

  name = local.function_names["read"]
  tags = local.tags
  code = local.code["read"]
  environment = merge(local.common_environment, local.storage_environment, local.settings.read, {
    # Absolute, because the discovery document may be published on another host.
    MODULES_URL = local.services["modules.v1"]
  })
  permissions = [
    data.aws_iam_policy_document.table["read"].json,
    data.aws_iam_policy_document.read.json,
    data.aws_iam_policy_document.keys["read"].json,
  ]
  runtime = local.runtime["read"]
  logs    = local.logs
  role    = var.iam
}

data "aws_iam_policy_document" "read" {
  # By the download links that it signs.
  statement {
    sid       = "Packages"
    actions   = ["s3:GetObject"]
    resources = concat([module.store.objects.packages], local.readable_objects)
  }

  dynamic "statement" {
    for_each = length(local.readable_objects) == 0 ? [] : [true]
    content {
      sid       = "PublishersVersions"
      actions   = ["s3:GetObjectVersion"]
      resources = local.readable_objects
    }
  }
}
