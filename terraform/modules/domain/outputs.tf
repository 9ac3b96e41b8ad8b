output "host" {
  description = "The host name, once the API answers under it."
  value       = local.domain_name
  depends_on  = [aws_api_gateway_base_path_mapping.this]
}

output "alias" {
  description = "What a DNS alias record points to: `name` and `zone_id`. Made already where a zone was given; null for a domain that exists."
  value = one([for domain in aws_api_gateway_domain_name.this : {
    name    = domain.regional_domain_name
    zone_id = domain.regional_zone_id
  }])
}
