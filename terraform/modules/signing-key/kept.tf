# The provider forgets a key that waits for its deletion, and a plan then makes a new one: every
# token would end with nobody having asked for it. So each key is remembered as it was first made,
# and the plan looks at that one.
resource "terraform_data" "made" {
  for_each = var.keys

  input = aws_kms_key.this[each.key].key_id

  lifecycle {
    ignore_changes = [input]
  }
}

# With a condition of its own it would not be read before the new key is made; aws_kms_alias.active
# has it.
data "aws_kms_key" "made" {
  for_each = var.keys

  key_id = terraform_data.made[each.key].output
}

locals {
  lost = [for name, key in data.aws_kms_key.made : name if startswith(key.key_state, "Pending")]
}
