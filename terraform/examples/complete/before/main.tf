# What has to be there before: a zone that the world asks. For a trial, make one.
resource "aws_route53_zone" "company" {
  name = "example.com"
}
