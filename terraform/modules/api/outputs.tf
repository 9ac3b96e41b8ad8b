output "id" {
  description = "Id of the REST API. Known before its stage, so that functions may be told the URL."
  value       = aws_api_gateway_rest_api.this.id
}

output "name" {
  description = "Name of the REST API."
  value       = aws_api_gateway_rest_api.this.name
}

output "arn" {
  description = "ARN of the REST API."
  value       = aws_api_gateway_rest_api.this.arn
}

output "execution_arn" {
  description = "What policies call the API: `<this>/<stage>/<method>/<path>`."
  value       = aws_api_gateway_rest_api.this.execution_arn
}

output "token_route_arns" {
  description = "What a policy must allow to be invoked by those who sign for a token with their AWS credentials."
  value       = [for resource in local.resources.aws_caller : "${aws_api_gateway_rest_api.this.execution_arn}/${resource}"]
}

output "url" {
  description = "The API's own address with the stage, no slash at the end; does not wait for the stage."
  value       = "https://${aws_api_gateway_rest_api.this.id}.execute-api.${local.region}.${data.aws_partition.current.dns_suffix}/${var.stage.name}"
}

output "stage" {
  description = "Name and ARN of the stage, once it is there."
  value = {
    name = aws_api_gateway_stage.this.stage_name
    arn  = aws_api_gateway_stage.this.arn
  }
}

output "access_log_group_name" {
  description = "Name of the log group of requests, or null."
  value       = one(aws_cloudwatch_log_group.access[*].name)
}
