# What the example finds: a company has its zone before it has a registry.
resource "aws_route53_zone" "this" {
  name = "example.com"
}
