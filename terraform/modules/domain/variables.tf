variable "name" {
  description = "The host name that modules are named by, such as `registry.example.com`."
  type        = string

  validation {
    condition     = can(regex("^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?[.])+[a-z]{2,63}$", var.name))
    error_message = "The name must be a host name in lower case, such as \"registry.example.com\", without https:// and without a path."
  }
}

variable "tags" {
  description = "Tags on everything that can carry them."
  type        = map(string)
  default     = {}
}

variable "existing" {
  description = "Whether API Gateway has the domain name already, in this account and region, from which other APIs may be served too. Then only `base_path` of it is led to this API; certificate, TLS and DNS stay as they are."
  type        = bool
  default     = false
  nullable    = false
}

variable "certificate_arn" {
  description = "A certificate of ACM for this name, in the region of the API; then the DNS record is yours to make, to the output `alias`."
  type        = string
  default     = null

  validation {
    condition     = var.certificate_arn == null ? true : can(regex("^arn:[^:]+:acm:[^:]+:[0-9]{12}:certificate/", var.certificate_arn))
    error_message = "certificate_arn must be the ARN of a certificate in ACM (arn:…:acm:…:certificate/…)."
  }
}

variable "zone_id" {
  description = "The Route 53 zone that the name belongs to; certificate, its validation and the alias record are then made here. Give this or `certificate_arn`. The zone must be there already, and its parent lead to it, or the certificate is never issued."
  type        = string
  default     = null

  validation {
    condition     = var.zone_id == null ? true : can(regex("^[0-9A-Z]{1,32}$", var.zone_id))
    error_message = "zone_id must be the id of a hosted zone, such as \"Z0123456789ABCDEFGHIJ\", not its name."
  }
}

variable "security_policy" {
  description = "The oldest TLS that is spoken: `TLS_1_2` also speaks 1.3. Newer policies of API Gateway (`SecurityPolicy_…`) need a provider that knows them."
  type        = string
  default     = "TLS_1_2"
  nullable    = false

  validation {
    condition     = var.security_policy == "TLS_1_2" || can(regex("^SecurityPolicy_TLS1[23]_[A-Za-z0-9_]+$", var.security_policy))
    error_message = "security_policy must be \"TLS_1_2\" or one of API Gateway's SecurityPolicy_TLS12_… and SecurityPolicy_TLS13_…; older TLS is not offered, no client of a registry needs it."
  }
}

variable "base_path" {
  description = "Where under the name the API begins, such as `/registry`, on a domain that serves something else too; empty for the whole name."
  type        = string
  default     = ""
  nullable    = false

  validation {
    condition     = can(regex("^(/[A-Za-z0-9_.-]+)?$", var.base_path))
    error_message = "base_path must be empty or one path segment with a slash in front, such as \"/registry\"."
  }
}

variable "rest_api_id" {
  description = "Id of the REST API."
  type        = string
}

variable "stage_name" {
  description = "Name of the deployed stage."
  type        = string
}
