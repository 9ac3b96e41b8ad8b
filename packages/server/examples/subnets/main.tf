# Splits an address range evenly over a number of zones. Needs no provider.

variable "cidr" {
  description = "The address range to split, for example 10.0.0.0/16"
  type        = string
}

variable "zones" {
  description = "How many zones share the range"
  type        = number
  default     = 3

  validation {
    condition     = var.zones >= 1 && var.zones <= 16
    error_message = "Between 1 and 16 zones can share a range."
  }
}

module "ipv4" {
  source = "./modules/ipv4"

  cidr  = var.cidr
  parts = var.zones
}

output "cidrs" {
  description = "One address range per zone, in order"
  value       = module.ipv4.cidrs
}
