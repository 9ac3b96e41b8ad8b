output "base_url" {
  description = "Where the registry is."
  value       = module.registry.base_url
}

output "alarm_arns" {
  description = "The alarms by what they watch."
  value       = module.registry.alarm_arns
}
