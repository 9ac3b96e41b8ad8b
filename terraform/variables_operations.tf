variable "operations" {
  description = <<-EOT
    What tells you how the registry is. `alarm_actions`: ARNs that are told of alarms (SNS topics). `alarms`: from which number on each goes off, 0 for never, and `enabled`; `dashboard`; see [modules/observability](modules/observability#inputs).
  EOT
  type = object({
    alarm_actions = optional(list(string))
    alarms = optional(object({
      enabled            = optional(bool)
      api_errors         = optional(number)
      api_latency_ms     = optional(number)
      signing_failures   = optional(number)
      table_throttles    = optional(number)
      function_errors    = optional(number)
      function_throttles = optional(number)
    }))
    dashboard = optional(bool)
  })
  default  = {}
  nullable = false
}
