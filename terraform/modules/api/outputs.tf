output "id" {
  description = "Id of the REST API. Known before its stage, so that functions may be told the URL."
  value       = local.rest_api_id
}

output "name" {
  description = "Name of the REST API; metrics are known by it."
  value       = local.makes_api ? one(aws_api_gateway_rest_api.this[*].name) : var.existing.name
}

output "arn" {
  description = "ARN of the REST API."
  value       = "arn:${local.partition}:apigateway:${local.region}::/restapis/${local.rest_api_id}"
}

output "execution_arn" {
  description = "What policies call the API: `<this>/<stage>/<method>/<path>`."
  value       = local.execution_arn
}

output "token_route_arns" {
  description = "What a policy must allow to be invoked by those who sign for a token with their AWS credentials."
  value       = [for resource in local.resources.aws_caller : "${local.execution_arn}/${resource}"]
}

output "url" {
  description = "The API's own address with the stage and, in an existing API, the path; no slash at the end. Does not wait for the stage."
  value       = "https://${local.rest_api_id}.execute-api.${local.region}.${data.aws_partition.current.dns_suffix}/${var.stage.name}${local.base_path}"
}

output "stage" {
  description = "Name of the stage, once it is there; of an existing API, as it was given."
  value       = local.makes_api ? one(aws_api_gateway_stage.this[*].stage_name) : var.stage.name
}

output "stage_arn" {
  description = "ARN of the stage, by which firewalls and usage plans know it; also of an existing API."
  value       = "arn:${local.partition}:apigateway:${local.region}::/restapis/${local.rest_api_id}/stages/${var.stage.name}"
}

output "deployment_id" {
  description = "Id of the deployment that the stage serves; null for an existing API."
  value       = one(aws_api_gateway_deployment.this[*].id)
}

output "policy" {
  description = "The resource policy as JSON; null for an existing API, whose policy is its own."
  value       = local.policy
}

output "gateway_responses" {
  description = "What the API answers by itself, by the types of API Gateway; empty for an existing API, whose answers are its own."
  value       = { for type, answer in local.gateway_responses : type => answer if local.makes_api }
}

output "access_log_group_name" {
  description = "Name of the log group of requests, or null."
  value       = one(aws_cloudwatch_log_group.access[*].name)
}

output "redeployment" {
  description = "Changes when, and only when, a new deployment is needed. With an existing API, put it among the triggers of your deployment, which then waits for the routes too, and let your stage wait for the whole module; an API that is made here has a deployment of its own."
  value       = local.deployed
  # Not the functions: your deployment makes the new before the old, and so would all of them be.
  depends_on = [
    aws_api_gateway_integration.existing,
    aws_lambda_permission.brought_authorizer,
  ]
}
