locals {
  # One file says what the table looks like; the functions and their tests read the same.
  shape       = jsondecode(file("${path.module}/table.json"))
  indexes     = { for index in try(local.shape.global_secondary_indexes, []) : index.name => index }
  provisioned = var.table.billing_mode == "PROVISIONED"
}

resource "aws_dynamodb_table" "this" {
  # checkov:skip=CKV_AWS_28:On unless var.table says otherwise; a default inside an object is out of checkov's sight.
  # checkov:skip=CKV2_AWS_16:There is nothing to scale on demand; a provisioned table scales, in table_scaling.tf.
  name         = coalesce(var.table.name, var.name)
  billing_mode = var.table.billing_mode
  hash_key     = local.shape.hash_key
  range_key    = local.shape.range_key

  read_capacity  = local.provisioned ? var.table.read.min : null
  write_capacity = local.provisioned ? var.table.write.min : null

  deletion_protection_enabled = var.table.deletion_protection
  stream_enabled              = var.table.stream
  stream_view_type            = var.table.stream ? local.shape.stream_view_type : null

  dynamic "attribute" {
    for_each = local.shape.attributes
    content {
      name = attribute.key
      type = attribute.value
    }
  }

  dynamic "global_secondary_index" {
    for_each = local.indexes
    content {
      name            = global_secondary_index.key
      hash_key        = global_secondary_index.value.hash_key
      range_key       = try(global_secondary_index.value.range_key, null)
      projection_type = global_secondary_index.value.projection
      read_capacity   = local.provisioned ? var.table.index.read : null
      write_capacity  = local.provisioned ? var.table.index.write : null
    }
  }

  ttl {
    attribute_name = local.shape.ttl_attribute
    enabled        = true
  }

  point_in_time_recovery {
    enabled = var.table.point_in_time_recovery
  }

  # Without a key of the user's own, AWS's encrypts, for nothing.
  dynamic "server_side_encryption" {
    for_each = var.table.kms_key_arn[*]
    content {
      enabled     = true
      kms_key_arn = server_side_encryption.value
    }
  }

  tags = var.tags

  lifecycle {
    # They belong to autoscaling once the table is made; on demand they are 0 anyway.
    ignore_changes = [read_capacity, write_capacity]
  }

  depends_on = [var.outlasted_by]
}
