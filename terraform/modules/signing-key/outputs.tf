output "active" {
  description = "The key that signs: `key_id` and `arn`."
  value = {
    key_id = aws_kms_key.this[local.signing].key_id
    arn    = aws_kms_key.this[local.signing].arn
  }
}

output "jwks" {
  description = "The public keys of all that are not switched off, the one that signs first, as JSON (RFC 7517). `kid` is the thumbprint of RFC 7638."
  value = jsonencode({
    keys = concat(
      [local.public_keys[local.signing]],
      [for name, key in local.public_keys : key if name != local.signing],
    )
  })
}

output "arns" {
  description = "The ARNs of all keys by their names."
  value       = { for name, key in aws_kms_key.this : name => key.arn }
}

output "alias" {
  description = "The alias of the key that signs."
  value       = aws_kms_alias.active.name
}
