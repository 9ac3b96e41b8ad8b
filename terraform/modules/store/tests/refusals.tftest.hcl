mock_provider "aws" {}

variables {
  name = "acme"
}

run "a_name_that_no_bucket_can_have" {
  command = plan
  variables {
    name = "Acme_Registry"
  }
  expect_failures = [var.name]
}

run "a_name_that_is_too_long_for_what_is_made_of_it" {
  command = plan
  variables {
    name = "a-name-of-more-than-thirty-two-chars"
  }
  expect_failures = [var.name]
}

run "a_name_that_no_table_can_have" {
  command = plan

  variables {
    table = { name = "arn:aws:dynamodb:eu-central-1:123456789012:table/acme" }
  }
  expect_failures = [var.table]
}

run "an_unknown_billing_mode" {
  command = plan
  variables {
    table = { billing_mode = "ON_DEMAND" }
  }
  expect_failures = [var.table]
}

run "bounds_the_wrong_way_round" {
  command = plan
  variables {
    table = { billing_mode = "PROVISIONED", read = { min = 10, max = 5 } }
  }
  expect_failures = [var.table]
}

run "half_a_unit" {
  command = plan
  variables {
    table = { billing_mode = "PROVISIONED", index = { read = 0.5 } }
  }
  expect_failures = [var.table]
}

run "a_target_that_leaves_no_room" {
  command = plan
  variables {
    table = { billing_mode = "PROVISIONED", write = { target = 95 } }
  }
  expect_failures = [var.table]
}

run "an_alias_for_a_key_of_the_table" {
  command = plan
  variables {
    table = { kms_key_arn = "alias/registry" }
  }
  expect_failures = [var.table]
}

run "an_alias_for_a_key_of_the_bucket" {
  command = plan
  variables {
    packages = { kms_key_arn = "alias/registry" }
  }
  expect_failures = [var.packages]
}

run "an_arn_for_a_bucket" {
  command = plan
  variables {
    packages = { bucket = "arn:aws:s3:::company-artifacts" }
  }
  expect_failures = [var.packages]
}

run "a_new_bucket_with_a_dot" {
  command = plan
  variables {
    packages = { bucket_name = "registry.example.com" }
  }
  expect_failures = [var.packages]
}

run "a_bucket_both_adopted_and_made" {
  command = plan
  variables {
    packages = { bucket = "company-artifacts", bucket_name = "acme-modules" }
  }
  expect_failures = [var.packages]
}

run "settings_for_an_adopted_bucket" {
  command = plan
  variables {
    packages = { bucket = "company-artifacts", versioning = false }
  }
  expect_failures = [var.packages]
}

run "uploads_that_are_gone_at_once" {
  command = plan
  variables {
    packages = { abandoned_upload_days = 0 }
  }
  expect_failures = [var.packages]
}
