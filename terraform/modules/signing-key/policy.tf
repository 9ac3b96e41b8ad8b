locals {
  account = "arn:${data.aws_partition.current.partition}:iam::${data.aws_caller_identity.current.account_id}:root"

  # "Resource": "*" in a key's policy is that key:
  # https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html
  key_policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat(
      [{
        Sid       = "PoliciesOfTheAccount"
        Effect    = "Allow"
        Principal = { AWS = local.account }
        Action    = length(var.administrators) == 0 ? ["kms:*"] : local.use
        Resource  = "*"
      }],
      [for administrators in [sort(var.administrators)] : {
        Sid       = "Administrators"
        Effect    = "Allow"
        Principal = { AWS = administrators }
        Action    = local.manage
        Resource  = "*"
      } if length(administrators) > 0],
    )
  })

  # What the token issuer does, and what shows the key's state to whoever IAM lets look.
  use = [
    "kms:DescribeKey",
    "kms:GetKeyPolicy",
    "kms:GetPublicKey",
    "kms:ListResourceTags",
    "kms:Sign",
  ]

  manage = [
    "kms:CancelKeyDeletion",
    "kms:CreateAlias",
    "kms:DeleteAlias",
    "kms:DescribeKey",
    "kms:DisableKey",
    "kms:EnableKey",
    "kms:GetKeyPolicy",
    "kms:GetKeyRotationStatus",
    "kms:GetPublicKey",
    "kms:ListKeyPolicies",
    "kms:ListResourceTags",
    "kms:PutKeyPolicy",
    "kms:ScheduleKeyDeletion",
    "kms:TagResource",
    "kms:UntagResource",
    "kms:UpdateAlias",
    "kms:UpdateKeyDescription",
  ]
}
