variable "zone_name" {
  description = "Name of a Route 53 zone of this account; the registry becomes `registry.<zone_name>`."
  type        = string
  default     = "example.com"
}

variable "keep" {
  description = "Whether table and packages are kept from being destroyed."
  type        = bool
  default     = true
}
