# A key of P-256 as KMS gives it, and what `jose` makes of it.
mock_provider "aws" {
  mock_resource "aws_kms_key" {
    defaults = { key_id = "0d039fe5-784b-4354-a7a9-072d5e72b9f5" }
  }
  mock_data "aws_caller_identity" {
    defaults = { account_id = "123456789012" }
  }
  mock_data "aws_partition" {
    defaults = { partition = "aws-us-gov" }
  }
  mock_data "aws_kms_public_key" {
    defaults = { public_key = "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE+xnG/cGlXC92yMvXD+kZlqdEI4xf9ICR+4bwARjuznJQLQ5gHB+wbgU+CDGLvcbfCYQ+jlYmtH8NzOabpLmv3Q==" }
  }
}

variables {
  name = "acme"
}

run "one_key_that_signs" {
  command = apply

  assert {
    condition     = aws_kms_key.this["first"].customer_master_key_spec == "ECC_NIST_P256" && aws_kms_key.this["first"].key_usage == "SIGN_VERIFY"
    error_message = "ES256 needs a P-256 key that signs."
  }
  assert {
    condition     = length(aws_kms_key.this) == 1 && aws_kms_key.this["first"].is_enabled && aws_kms_key.this["first"].deletion_window_in_days == 30
    error_message = "There must be one key, and a month to think again before it is gone."
  }
  assert {
    condition     = output.active == { key_id = aws_kms_key.this["first"].key_id, arn = aws_kms_key.this["first"].arn }
    error_message = "The only key must be the one that signs."
  }
  assert {
    condition     = aws_kms_alias.active.name == "alias/acme-signing" && aws_kms_alias.active.target_key_id == aws_kms_key.this["first"].key_id
    error_message = "The alias must lead to the key that signs."
  }
}

run "its_public_side_as_jwks" {
  command = apply

  assert {
    condition = jsondecode(output.jwks).keys == [{
      alg = "ES256", crv = "P-256", kty = "EC", use = "sig"
      kid = "s3n6R5TwMFbyVhkQpmfhC4qmDu2IqsesuQaNx9qcAXU"
      x   = "-xnG_cGlXC92yMvXD-kZlqdEI4xf9ICR-4bwARjuznI"
      y   = "UC0OYBwfsG4FPggxi73G3wmEPo5WJrR_Dczmm6S5r90"
    }]
    error_message = "The public keys must be those that jose makes of the same key."
  }
}

run "the_account_decides_about_its_keys" {
  command = plan

  assert {
    condition = jsondecode(aws_kms_key.this["first"].policy).Statement == [{
      Sid       = "PoliciesOfTheAccount"
      Effect    = "Allow"
      Principal = { AWS = "arn:aws-us-gov:iam::123456789012:root" }
      Action    = ["kms:*"]
      Resource  = "*"
    }]
    error_message = "Without administrators the policy must be the one that KMS makes by default."
  }
}
