# The same routes as resources, under a path of an API that exists: its definition cannot be sent as
# a whole, which would remove what others have put there.
locals {
  base_path = local.makes_api ? "" : var.existing.path

  # Every path from the first segment on, by how many segments it has.
  steps = local.makes_api ? [] : distinct(flatten([
    for path in keys(local.routes) : [
      for length in range(1, length(split("/", path))) : join("/", slice(split("/", path), 0, length + 1))
    ]
  ]))
  # ["/v1", "modules"] of "/v1/modules".
  parts = { for step in local.steps : step => regex("^(.*)/([^/]+)$", step) }
  depth = { for length in range(1, 9) : length => toset([for step in local.steps : step if length(split("/", step)) == length + 1]) }

  # Terraform refuses resources of one block whose parents are of the same block.
  resource_ids = { for step, resource in merge(
    aws_api_gateway_resource.depth_1,
    aws_api_gateway_resource.depth_2,
    aws_api_gateway_resource.depth_3,
    aws_api_gateway_resource.depth_4,
    aws_api_gateway_resource.depth_5,
    aws_api_gateway_resource.depth_6,
    aws_api_gateway_resource.depth_7,
    aws_api_gateway_resource.depth_8,
  ) : step => resource.id }

  # What is asked of a stage, beside its name and what is off.
  set_of_stage = [for name, value in var.stage : name if name != "name" && !contains(["null", "false"], jsonencode(value))]

  operations = local.makes_api ? {} : merge([
    for path, methods in local.routes : { for method, route in methods : "${upper(method)} ${path}" => merge(route, { method = upper(method), path = path }) }
  ]...)
}

resource "aws_api_gateway_resource" "base" {
  count       = local.makes_api ? 0 : 1
  rest_api_id = local.rest_api_id
  parent_id   = var.existing.parent_resource_id
  path_part   = trimprefix(var.existing.path, "/")

  lifecycle {
    precondition {
      condition     = max([for step in local.steps : length(split("/", step)) - 1]...) <= length(local.depth)
      error_message = "A route is deeper than this module makes resources for; add another depth to modules/api/existing.tf."
    }
    precondition {
      condition     = length(local.origins) + length(local.token_callers) == 0 && !local.is_private
      error_message = "Who gets as far as an existing API is said by its own resource policy and endpoint; leave restrictions and endpoint alone."
    }
    precondition {
      condition     = length(local.set_of_stage) == 0
      error_message = "The stage of an existing API is yours, so nothing here can set its ${join(", ", local.set_of_stage)}; set that at your stage, and leave it out of stage."
    }
  }
}

resource "aws_api_gateway_resource" "depth_1" {
  for_each    = local.depth[1]
  rest_api_id = local.rest_api_id
  parent_id   = aws_api_gateway_resource.base[0].id
  path_part   = local.parts[each.key][1]
}

resource "aws_api_gateway_resource" "depth_2" {
  for_each    = local.depth[2]
  rest_api_id = local.rest_api_id
  parent_id   = aws_api_gateway_resource.depth_1[local.parts[each.key][0]].id
  path_part   = local.parts[each.key][1]
}

resource "aws_api_gateway_resource" "depth_3" {
  for_each    = local.depth[3]
  rest_api_id = local.rest_api_id
  parent_id   = aws_api_gateway_resource.depth_2[local.parts[each.key][0]].id
  path_part   = local.parts[each.key][1]
}

resource "aws_api_gateway_resource" "depth_4" {
  for_each    = local.depth[4]
  rest_api_id = local.rest_api_id
  parent_id   = aws_api_gateway_resource.depth_3[local.parts[each.key][0]].id
  path_part   = local.parts[each.key][1]
}

resource "aws_api_gateway_resource" "depth_5" {
  for_each    = local.depth[5]
  rest_api_id = local.rest_api_id
  parent_id   = aws_api_gateway_resource.depth_4[local.parts[each.key][0]].id
  path_part   = local.parts[each.key][1]
}

resource "aws_api_gateway_resource" "depth_6" {
  for_each    = local.depth[6]
  rest_api_id = local.rest_api_id
  parent_id   = aws_api_gateway_resource.depth_5[local.parts[each.key][0]].id
  path_part   = local.parts[each.key][1]
}

resource "aws_api_gateway_resource" "depth_7" {
  for_each    = local.depth[7]
  rest_api_id = local.rest_api_id
  parent_id   = aws_api_gateway_resource.depth_6[local.parts[each.key][0]].id
  path_part   = local.parts[each.key][1]
}

resource "aws_api_gateway_resource" "depth_8" {
  for_each    = local.depth[8]
  rest_api_id = local.rest_api_id
  parent_id   = aws_api_gateway_resource.depth_7[local.parts[each.key][0]].id
  path_part   = local.parts[each.key][1]
}
