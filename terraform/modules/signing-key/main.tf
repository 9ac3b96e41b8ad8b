data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

locals {
  signing = one([for name, key in var.keys : name if key.signs])
}

resource "aws_kms_key" "this" {
  # checkov:skip=CKV_AWS_227:A key is disabled on purpose, by its entry in var.keys.
  for_each = var.keys

  description              = "Signs the tokens of the registry ${var.name} (key ${each.key})"
  key_usage                = "SIGN_VERIFY"
  customer_master_key_spec = "ECC_NIST_P256"
  is_enabled               = each.value.enabled
  deletion_window_in_days  = 30
  policy                   = local.key_policy
  tags                     = merge(var.tags, { Name = "${var.name}-signing-${each.key}" })
}

resource "aws_kms_alias" "active" {
  name          = "alias/${var.name}-signing"
  target_key_id = aws_kms_key.this[local.signing].key_id

  lifecycle {
    precondition {
      condition     = length(local.lost) == 0
      error_message = "A signing key waits for its deletion (${join(", ", local.lost)}), and a new one would end every token: cancel it with aws kms cancel-key-deletion and enable the key again, or give the key another name in keys, to have a new one on purpose."
    }
  }
}

# KMS gives no public key of a key that is disabled. Read after the keys have changed, since one
# that is switched on again cannot be read before.
data "aws_kms_public_key" "this" {
  for_each = { for name, key in var.keys : name => key if key.enabled }

  key_id     = aws_kms_key.this[each.key].key_id
  depends_on = [aws_kms_key.this]
}
