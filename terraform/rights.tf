# What the functions may do with the table, from what their code says that it does.
data "aws_iam_policy_document" "table" {
  for_each = local.contract

  dynamic "statement" {
    for_each = {
      for sid, right in each.value.table : sid => right
      if can(right.way_in) ? contains(local.ways_in, right.way_in) : true
    }
    content {
      sid       = statement.key
      actions   = [for action in statement.value.actions : "dynamodb:${action}"]
      resources = [can(statement.value.index) ? "${module.store.table.arn}/index/${statement.value.index}" : module.store.table.arn]
      condition {
        test     = "ForAllValues:StringLike"
        variable = "dynamodb:LeadingKeys"
        values   = statement.value.partitions
      }
    }
  }
}

# The secret of HS256 tokens, where these are taken.
data "aws_iam_policy_document" "secret" {
  dynamic "statement" {
    for_each = local.takes_hs256 ? [var.tokens.hs256] : []
    content {
      sid       = "Hs256Secret"
      actions   = ["secretsmanager:GetSecretValue"]
      resources = [statement.value.secret_arn]
    }
  }
}

locals {
  takes_hs256 = contains(local.ways_in, "hs256") && var.tokens.hs256 != null
}
