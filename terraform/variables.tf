variable "name" {
  description = "Name of the registry; everything is called after it. Two registries of one account need two names, or two regions."
  type        = string
  default     = "terraform-registry"

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,30}[a-z0-9]$", var.name))
    error_message = "The name must be 3 to 32 characters: lower-case letters, digits and hyphens, beginning with a letter and not ending with a hyphen."
  }
}

variable "tags" {
  description = "Tags on everything that can carry them, beside `registry`, its name, by which its cost is found."
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "administrators" {
  description = "Who may do everything, from the first apply on: ARNs of IAM roles and users (a session, as `aws_caller_identity` has it, is its role), `identity:<name>` or `oidc:<issuer>#<subject>`. Their grants can be taken away here only."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition = alltrue([
      for principal in var.administrators : anytrue([
        can(regex("^arn:aws(-[a-z]+)*:iam::[0-9]{12}:role/([!-~]+/)?[0-9A-Za-z_+=.@:-]{1,64}$", principal)),
        can(regex("^arn:aws(-[a-z]+)*:iam::[0-9]{12}:(root|user/[!-~]+)$", principal)),
        can(regex("^arn:aws(-[a-z]+)*:sts::[0-9]{12}:assumed-role/[0-9A-Za-z_+=.@:-]{1,64}/[!-.0-~]+$", principal)),
        can(regex("^arn:aws(-[a-z]+)*:sts::[0-9]{12}:federated-user/[0-9A-Za-z_+=.@-]+$", principal)),
        can(regex("^identity:[0-9A-Za-z][0-9A-Za-z._-]*$", principal)),
        can(regex("^oidc:https://[!-~]+#[!-~]+$", principal)),
      ])
    ])
    error_message = "Each of administrators must be the ARN of an IAM role, user or session (arn:aws:iam::123456789012:role/name), identity:<name> or oidc:<issuer>#<subject>, as they are written there and without white space."
  }
  validation {
    condition     = !anytrue([for principal in var.administrators : can(regex("(,|^arn:.*[*?])", principal))])
    error_message = "Each of administrators must be one principal of its own, without commas and, in ARNs, without wildcards."
  }

  # The functions would refuse to start: whose subjects are names, the presets of packages/domain say.
  validation {
    condition     = !anytrue([for principal in var.administrators : can(regex("^oidc:https://(token\\.actions\\.|[^/#]+/_services/token#|gitlab\\.com#|agent\\.buildkite\\.com#|api\\.bitbucket\\.org/|app\\.(eu\\.)?terraform\\.io#)", principal))])
    error_message = "Subjects of GitHub, GitLab, Buildkite, Bitbucket and HCP Terraform are names, which can be given up and registered by somebody else; make an identity that binds an id, and name identity:<name>."
  }
}

variable "iam" {
  description = "The path of all roles, and the policy that bounds what any role of yours may do."
  type = object({
    path                     = optional(string, "/")
    permissions_boundary_arn = optional(string)
  })
  default  = {}
  nullable = false

  validation {
    condition     = can(regex("^/([!-~]+/)?$", var.iam.path))
    error_message = "iam.path must begin and end with a slash, such as \"/registry/\"."
  }
  validation {
    condition     = var.iam.permissions_boundary_arn == null ? true : can(regex("^arn:[^:]+:iam::([0-9]{12}|aws):policy/", var.iam.permissions_boundary_arn))
    error_message = "iam.permissions_boundary_arn must be the ARN of an IAM policy."
  }
}

variable "domain" {
  description = <<-EOT
    The registry's own domain; without one it is reached at the address of API Gateway, and the output `host_block` tells terraform and tofu where that is.
    `name`: the host that modules are named by. `certificate_arn`: a certificate of this region; or `zone_id`: a Route 53 zone, in which certificate and alias are made for you.
    `base_path`: `/registry` for example, where the domain also serves something else; publish the output `discovery_document` there, or use `host_block`.
    `existing = true`: API Gateway has the domain already, for other APIs too; then only `base_path` of it is led here, and certificate, TLS and DNS stay as they are.
    `security_policy`: which TLS is spoken; `TLS_1_2` unless said.
  EOT
  type = object({
    name            = string
    certificate_arn = optional(string)
    zone_id         = optional(string)
    base_path       = optional(string, "")
    security_policy = optional(string)
    existing        = optional(bool, false)
  })
  default = null

  validation {
    condition     = var.domain == null ? true : var.domain.existing || (var.domain.certificate_arn == null) != (var.domain.zone_id == null)
    error_message = "domain needs either certificate_arn, a certificate of this region, or zone_id, the Route 53 zone to make one in; or existing = true, where API Gateway has the domain already."
  }
  validation {
    condition     = var.domain == null ? true : !var.domain.existing || alltrue([for own in [var.domain.certificate_arn, var.domain.zone_id, var.domain.security_policy] : own == null])
    error_message = "A domain with existing = true has its certificate, its DNS record and its TLS already; leave out certificate_arn, zone_id and security_policy."
  }
  validation {
    condition     = var.domain == null ? true : can(regex("^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?[.])+[a-z]{2,63}$", var.domain.name))
    error_message = "domain.name must be a host name in lower case, such as \"registry.example.com\", without https:// and without a path."
  }
  validation {
    condition     = var.domain == null ? true : can(regex("^(/[A-Za-z0-9_.-]+)?$", var.domain.base_path))
    error_message = "domain.base_path must be empty or one path segment with a slash in front, such as \"/registry\"."
  }
}
