# What has to be there before: the domain with its certificate. For a trial, make both.
resource "aws_acm_certificate" "tools" {
  domain_name       = "tools.example.com"
  validation_method = "DNS"
}

resource "aws_api_gateway_domain_name" "tools" {
  domain_name              = "tools.example.com"
  regional_certificate_arn = aws_acm_certificate.tools.arn
  security_policy          = "TLS_1_2"

  endpoint_configuration {
    types = ["REGIONAL"]
  }
}
