mock_provider "aws" {
  # Every key has this id here; which of them signs is shown where real ones are made.
  mock_resource "aws_kms_key" {
    defaults = { key_id = "0d039fe5-784b-4354-a7a9-072d5e72b9f5" }
  }
  mock_data "aws_kms_public_key" {
    defaults = { public_key = "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE+xnG/cGlXC92yMvXD+kZlqdEI4xf9ICR+4bwARjuznJQLQ5gHB+wbgU+CDGLvcbfCYQ+jlYmtH8NzOabpLmv3Q==" }
  }
}

variables {
  name = "acme"
}

run "a_second_key_is_published_before_it_signs" {
  command = apply

  variables {
    keys = { old = { signs = true }, new = {} }
  }
  assert {
    condition     = local.signing == "old" && length(jsondecode(output.jwks).keys) == 2
    error_message = "Both must be published, and the old one sign."
  }
}

run "then_it_signs_and_the_first_still_verifies" {
  command = apply

  variables {
    keys = { old = {}, new = { signs = true } }
  }
  assert {
    condition     = local.signing == "new" && length(jsondecode(output.jwks).keys) == 2
    error_message = "Both must be published, and the new one sign."
  }
}

run "a_key_that_is_switched_off_is_published_no_more" {
  command = apply

  variables {
    keys = { old = { enabled = false }, new = { signs = true } }
  }
  assert {
    condition     = aws_kms_key.this["old"].is_enabled == false && length(jsondecode(output.jwks).keys) == 1
    error_message = "KMS must refuse to use the key, and nobody be told of it."
  }
  assert {
    condition     = join(",", keys(data.aws_kms_public_key.this)) == "new"
    error_message = "The public side of a disabled key cannot be read and must not be asked for."
  }
}

run "administrators_manage_and_do_not_sign" {
  command = plan

  variables {
    administrators = ["arn:aws:iam::123456789012:role/platform", "arn:aws:iam::123456789012:role/ci"]
  }
  assert {
    condition = [
      for statement in jsondecode(aws_kms_key.this["first"].policy).Statement : statement.Principal.AWS
      if contains(statement.Action, "kms:PutKeyPolicy")
    ] == [["arn:aws:iam::123456789012:role/ci", "arn:aws:iam::123456789012:role/platform"]]
    error_message = "Nobody but the administrators may manage the key, the account's own policies neither."
  }
  assert {
    condition = alltrue([
      for statement in jsondecode(aws_kms_key.this["first"].policy).Statement :
      contains(statement.Action, "kms:Sign") != contains(statement.Action, "kms:PutKeyPolicy")
    ])
    error_message = "Who manages the key must not sign with it, and the other way round."
  }
  assert {
    condition     = !strcontains(aws_kms_key.this["first"].policy, "kms:*")
    error_message = "Nobody may do everything."
  }
}
