mock_provider "aws" {}

variables {
  name = "acme"
}

run "a_name_that_no_alias_can_have" {
  command = plan
  variables {
    name = "acme registry"
  }
  expect_failures = [var.name]
}

run "no_key_that_signs" {
  command = plan
  variables {
    keys = { first = {} }
  }
  expect_failures = [var.keys]
}

run "two_keys_that_sign" {
  command = plan
  variables {
    keys = { first = { signs = true }, second = { signs = true } }
  }
  expect_failures = [var.keys]
}

run "a_key_that_signs_and_is_switched_off" {
  command = plan
  variables {
    keys = { first = { signs = true, enabled = false } }
  }
  expect_failures = [var.keys]
}

run "three_keys_at_once" {
  command = plan
  variables {
    keys = { first = { signs = true }, second = {}, third = {} }
  }
  expect_failures = [var.keys]
}

run "a_key_without_a_name" {
  command = plan
  variables {
    keys = { "" = { signs = true } }
  }
  expect_failures = [var.keys]
}

run "anybody_as_an_administrator" {
  command = plan
  variables {
    administrators = ["*"]
  }
  expect_failures = [var.administrators]
}

run "every_role_as_an_administrator" {
  command = plan
  variables {
    administrators = ["arn:aws:iam::123456789012:role/*"]
  }
  expect_failures = [var.administrators]
}

run "a_session_as_an_administrator" {
  command = plan
  variables {
    administrators = ["arn:aws:sts::123456789012:assumed-role/ci/run-1"]
  }
  expect_failures = [var.administrators]
}
