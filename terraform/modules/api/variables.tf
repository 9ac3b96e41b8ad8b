variable "name" {
  description = "Name of the REST API."
  type        = string
}

variable "tags" {
  description = "Tags on everything that can carry them."
  type        = map(string)
  default     = {}
}

variable "functions" {
  description = "The functions' names under what the routes call them: `read`, `publish`, `access`, `token-issuer`. Known before the functions are there, so that they in turn may be told the URL of the API."
  type        = map(string)
}

variable "function_arns" {
  description = "The same functions once they are there, with `authorizer` unless one is brought: each may then be invoked by this API, and the stage waits for that."
  type        = map(string)
}

variable "existing" {
  description = <<-EOT
    A REST API of your own, in which the routes are made as resources under a path, in place of an API of the registry's own.
    `name`: its name, which metrics are known by. `parent_resource_id`: where `path` (one segment, such as `/registry`) is put, mostly the root. The stage is yours, and is called as in `stage.name`; your deployment takes the output `redeployment` among its triggers. Your API must have `*/*` among its binary media types, and says itself who gets as far as it: `restrictions`, `endpoint` and, but for its name, `stage` are left alone.
  EOT
  type = object({
    rest_api_id        = string
    name               = string
    parent_resource_id = string
    path               = string
  })
  default = null

  validation {
    condition     = var.existing == null ? true : can(regex("^/[A-Za-z0-9_.-]+$", var.existing.path))
    error_message = "existing.path must be one path segment with a slash in front, such as \"/registry\"."
  }
}

variable "authorizer" {
  description = <<-EOT
    Who judges the tokens.
    `function_name`: our authorizer, of this account and region; or `function_arn`: one of yours.
    `type`: `TOKEN` (gets the header alone) or `REQUEST` (gets the whole request); answers are kept under the `identity_sources`.
    `cache_seconds`: for how long the gateway goes on using an answer: a key that was switched off, or a token that was revoked, opens the API for so long. Our authorizer answers for the token as a whole, so that a kept answer is right for every route; a brought one must do the same, or say 0.
    `credentials`: with this `role_arn`, a role that the gateway takes to invoke a brought function, in place of a permission on the function.
  EOT
  type = object({
    function_name    = optional(string)
    function_arn     = optional(string)
    type             = optional(string, "TOKEN")
    identity_sources = optional(list(string), ["method.request.header.Authorization"])
    cache_seconds    = optional(number, 60)
    credentials      = optional(object({ role_arn = string }))
  })

  validation {
    condition     = (var.authorizer.function_name == null) != (var.authorizer.function_arn == null)
    error_message = "The authorizer needs either function_name (ours) or function_arn (one of yours)."
  }
  validation {
    condition     = contains(["TOKEN", "REQUEST"], var.authorizer.type)
    error_message = "authorizer.type must be \"TOKEN\" or \"REQUEST\"."
  }
  validation {
    condition     = var.authorizer.cache_seconds >= 0 && var.authorizer.cache_seconds <= 3600
    error_message = "authorizer.cache_seconds must be from 0 (asked every time) to 3600."
  }
  validation {
    condition     = var.authorizer.type == "REQUEST" || length(var.authorizer.identity_sources) == 1
    error_message = "A TOKEN authorizer has exactly one identity source, the header with the token."
  }
  validation {
    condition     = var.authorizer.type == "REQUEST" || alltrue([for source in var.authorizer.identity_sources : startswith(source, "method.request.header.")])
    error_message = "A TOKEN authorizer gets a header and nothing else, such as \"method.request.header.Authorization\"; take a REQUEST authorizer for other identity_sources."
  }
  validation {
    condition     = alltrue([for source in var.authorizer.identity_sources : can(regex("^(method[.]request[.](header|querystring)|stageVariables|context)[.][A-Za-z0-9._-]+$", source))])
    error_message = "authorizer.identity_sources are written as API Gateway has them, such as \"method.request.header.Authorization\"."
  }
}
