data "aws_partition" "current" {}

# It is asked for whatever is made: a good place for what one variable cannot say of another.
data "aws_region" "current" {
  lifecycle {
    precondition {
      condition     = var.domain == null || !var.access.private
      error_message = "A private registry cannot have a domain, as API Gateway leads a regional domain to public APIs only; leave out domain, or access.private."
    }
    precondition {
      condition     = length(local.owners_to_set) == 0
      error_message = "With existing_api, ${join(", ", local.owners_to_set)} would change nothing, as API and stage are yours; set that there, and leave it out here."
    }
  }
}

data "aws_caller_identity" "current" {}

locals {
  partition = data.aws_partition.current.partition
  region    = data.aws_region.current.id
  account   = data.aws_caller_identity.current.account_id

  # What the functions' own code says of each: handler, environment variables, what it needs.
  contract = jsondecode(file("${path.module}/generated/functions.json"))
  # Those that there are, and those that are on unless others are named.
  known_ways_in = jsondecode(file("${path.module}/generated/ways-in.json"))
  ways_in       = coalesce(var.tokens.ways_in, local.known_ways_in.usual)

  # What the registry costs is found by its name; AWS takes a key in one spelling only.
  tags = merge(anytrue([for key in keys(var.tags) : lower(key) == "registry"]) ? {} : { registry = var.name }, var.tags)

  # Known before anything is made: the API refers to the functions, and they are told its URL.
  function_names = { for key in keys(local.contract) : key => "${var.name}-${key}" }

  # Set here, though an API that exists says itself how its stage is and whom it lets in.
  owners_to_set = var.existing_api == null ? [] : concat(
    [for name, value in var.api : "api.${name}" if value != null],
    [for name, value in var.access : "access.${name}" if !contains(["null", "false", "[]"], jsonencode(value))],
  )

  brings_authorizer = var.authorizer.brought != null

  # A path of an existing API is part of every path, of a domain only of those that come by it.
  api_path = try(var.existing_api.path, "")
  own_url  = try(coalesce(var.existing_api.url), module.api.url)
  base_url = var.domain == null ? local.own_url : "https://${var.domain.name}${var.domain.base_path}${local.api_path}"
  base_path = (
    var.domain != null ? "${var.domain.base_path}${local.api_path}"
    : try(regex("^https://[^/]+(.*)$", var.existing_api.url)[0], local.api_path)
  )
  issuer   = coalesce(var.tokens.issuer, local.base_url)
  audience = coalesce(var.tokens.audience, local.issuer)
  host     = split("/", local.base_url)[2]
  services = { "modules.v1" = "${local.base_url}/v1/modules/" }

  functions = merge(
    { read = module.read, publish = module.publish, access = module.access, token-issuer = module.token_issuer },
    { for authorizer in module.authorizer : "authorizer" => authorizer },
  )
}

module "store" {
  source = "./modules/store"

  name     = var.name
  tags     = local.tags
  table    = var.table
  packages = var.packages
  # A destroy that table or bucket refuse leaves the URL, the keys and the domain to go on with.
  outlasted_by = [module.api.id, module.signing_key.alias, try(module.domain[0].alias, null)]
}

module "signing_key" {
  source = "./modules/signing-key"

  name           = var.name
  tags           = local.tags
  administrators = var.tokens.key_administrators
  keys           = var.tokens.keys
}

module "api" {
  source = "./modules/api"

  name          = var.name
  tags          = local.tags
  functions     = local.function_names
  function_arns = { for key, function in local.functions : key => function.arn }
  existing      = var.existing_api
  authorizer = {
    function_name    = local.brings_authorizer ? null : local.function_names["authorizer"]
    function_arn     = try(var.authorizer.brought.function_arn, null)
    type             = try(var.authorizer.brought.type, null)
    identity_sources = try(var.authorizer.brought.identity_sources, null)
    credentials      = try(var.authorizer.brought.credentials, null)
    cache_seconds    = var.authorizer.cache_seconds
  }
  endpoint = {
    vpc_endpoint_ids = var.access.private ? var.access.vpc_endpoint_ids : null
    default          = var.domain == null
  }
  # What is for the owner of an existing API to set is refused above.
  restrictions = var.existing_api == null ? var.access : null
  stage        = merge(var.existing_api == null ? var.api : null, { name = try(var.existing_api.stage, var.api.stage) })
  role         = var.iam
}
