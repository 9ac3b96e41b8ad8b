variable "name" {
  description = "Name of the registry; alarms, dashboard and the namespace of its own metrics are called after it."
  type        = string
}

variable "tags" {
  description = "Tags on the alarms."
  type        = map(string)
  default     = {}
}

variable "functions" {
  description = <<-EOT
    The functions by what people call them (`read`, `publish`, …): `function_name` and `log_group_name`.
    `throws_to_refuse`: it refuses by throwing, as authorizers of API Gateway do for a 401. Lambda counts each refusal among its errors; its alarm counts what it logs with `"level": "error"` instead.
  EOT
  type = map(object({
    function_name    = string
    log_group_name   = string
    throws_to_refuse = optional(bool, false)
  }))
}

variable "api" {
  description = "The REST API: `id`, `name` and its `stage`; metrics are known by the latter two."
  type = object({
    id    = string
    name  = string
    stage = string
  })
}

variable "table_name" {
  description = "Name of the table."
  type        = string
}

variable "dead_letter_queues" {
  description = "Names of the SQS queues that hold what could not be delivered."
  type        = set(string)
  default     = []
  nullable    = false
}

variable "alarm_actions" {
  description = "ARNs that are told when an alarm goes off and when it is over: SNS topics, mostly. Without any, alarms only show their state."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for arn in var.alarm_actions : can(regex("^arn:[^:]+:[a-z0-9-]+:", arn))])
    error_message = "Each of alarm_actions must be an ARN, that of an SNS topic for example."
  }
}

variable "alarms" {
  description = <<-EOT
    From which number on each alarm goes off, counted over five minutes; 0 switches it off, `enabled = false` all.
    `api_errors`: answers with 5xx. `api_latency_ms`: 99 of 100 answers took less, three times in a row. `signing_failures`: tokens that could not be signed. `table_throttles`: requests that DynamoDB put off. `function_errors`, `function_throttles`: per function. `dead_letters`: messages in a dead letter queue.
    CloudWatch asks nothing for the first ten alarms of an account, and these are ten for a registry of five functions; that is why `function_throttles` is 0: a throttled function shows among `api_errors`.
  EOT
  type = object({
    enabled            = optional(bool, true)
    api_errors         = optional(number, 5)
    api_latency_ms     = optional(number, 5000)
    signing_failures   = optional(number, 1)
    table_throttles    = optional(number, 10)
    function_errors    = optional(number, 1)
    function_throttles = optional(number, 0)
    dead_letters       = optional(number, 1)
  })
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for name, threshold in var.alarms : threshold >= 0 if name != "enabled"])
    error_message = "The thresholds of alarms cannot be negative; 0 switches an alarm off."
  }
}

variable "dashboard" {
  description = "Whether a dashboard is made; the first three of an account are free."
  type        = bool
  default     = true
  nullable    = false
}
