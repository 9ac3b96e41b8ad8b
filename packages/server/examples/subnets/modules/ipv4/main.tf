variable "cidr" {
  description = "The address range to split"
  type        = string
}

variable "parts" {
  description = "How many equal parts to make"
  type        = number
}

output "cidrs" {
  description = "The parts, in order"
  value       = [for part in range(var.parts) : cidrsubnet(var.cidr, ceil(log(var.parts, 2)), part)]
}
