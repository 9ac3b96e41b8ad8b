# What the functions need of your own keys, where table, bucket or the publishers' buckets have one.
locals {
  readable_objects = [for bucket in var.packages.readable_buckets : "arn:${local.partition}:s3:::${bucket}/*"]

  # Who uses a key for what; the functions that only read are content with kms:Decrypt.
  key_users = {
    # https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html
    table = {
      service = "dynamodb"
      keys    = compact([module.store.kms_key_arns.table])
      actions = merge(
        { for key in ["read", "authorizer"] : key => ["kms:Decrypt", "kms:DescribeKey"] },
        { for key in ["publish", "access", "token-issuer"] : key => ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"] },
      )
    }
    # https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html
    packages = {
      service = "s3"
      keys    = compact([module.store.kms_key_arns.packages])
      actions = { read = ["kms:Decrypt"], publish = ["kms:Decrypt", "kms:GenerateDataKey"] }
    }
    publishers = {
      service = "s3"
      keys    = var.packages.readable_kms_key_arns
      actions = { read = ["kms:Decrypt"], publish = ["kms:Decrypt"] }
    }
    secret = {
      service = "secretsmanager"
      keys    = compact([local.takes_hs256 ? var.tokens.hs256.kms_key_arn : null])
      actions = { token-issuer = ["kms:Decrypt"], authorizer = ["kms:Decrypt"] }
    }
  }
}

data "aws_iam_policy_document" "keys" {
  for_each = local.contract

  dynamic "statement" {
    for_each = { for name, user in local.key_users : name => user if length(user.keys) > 0 && can(user.actions[each.key]) }
    content {
      sid       = "KeysOf${title(statement.key)}"
      actions   = statement.value.actions[each.key]
      resources = statement.value.keys
      condition {
        test     = "StringEquals"
        variable = "kms:ViaService"
        values   = ["${statement.value.service}.${local.region}.${data.aws_partition.current.dns_suffix}"]
      }
    }
  }
}
