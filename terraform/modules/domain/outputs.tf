output "host" {
  description = "The host name, once the API answers under it."
  value       = aws_api_gateway_domain_name.this.domain_name
  depends_on  = [aws_api_gateway_base_path_mapping.this]
}

output "alias" {
  description = "What a DNS alias record points to: `name` and `zone_id`. Made already where a zone was given."
  value = {
    name    = aws_api_gateway_domain_name.this.regional_domain_name
    zone_id = aws_api_gateway_domain_name.this.regional_zone_id
  }
}
