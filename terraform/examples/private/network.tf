data "aws_region" "current" {}

data "aws_partition" "current" {}

locals {
  # In China mostly cn.com.amazonaws.…; `aws ec2 describe-vpc-endpoint-services` lists those that are not.
  service_prefix = "${data.aws_partition.current.reverse_dns_prefix}.${data.aws_region.current.id}"
}

resource "aws_vpc" "this" {
  cidr_block           = "10.20.0.0/16"
  enable_dns_support   = true
  enable_dns_hostnames = true
}

resource "aws_subnet" "functions" {
  vpc_id     = aws_vpc.this.id
  cidr_block = "10.20.1.0/24"
}

resource "aws_route_table" "functions" {
  vpc_id = aws_vpc.this.id
}

resource "aws_route_table_association" "functions" {
  subnet_id      = aws_subnet.functions.id
  route_table_id = aws_route_table.functions.id
}

resource "aws_security_group" "functions" {
  name        = "registry-functions"
  description = "The functions ask AWS by TLS, and nobody asks them."
  vpc_id      = aws_vpc.this.id

  egress {
    description = "AWS"
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_security_group" "endpoints" {
  name        = "registry-endpoints"
  description = "Whatever is in the VPC reaches the endpoints by TLS."
  vpc_id      = aws_vpc.this.id

  ingress {
    description = "The VPC"
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = [aws_vpc.this.cidr_block]
  }
}

# Through this one the registry is reached.
resource "aws_vpc_endpoint" "execute_api" {
  vpc_id              = aws_vpc.this.id
  service_name        = "${local.service_prefix}.execute-api"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  subnet_ids          = [aws_subnet.functions.id]
  security_group_ids  = [aws_security_group.endpoints.id]
}

# Through these the functions reach AWS, there being no way to the internet.
resource "aws_vpc_endpoint" "gateways" {
  for_each = toset(["dynamodb", "s3"])

  vpc_id            = aws_vpc.this.id
  service_name      = "com.amazonaws.${data.aws_region.current.id}.${each.key}"
  vpc_endpoint_type = "Gateway"
  route_table_ids   = [aws_route_table.functions.id]
}

resource "aws_vpc_endpoint" "interfaces" {
  for_each = toset(["kms", "sts"])

  vpc_id              = aws_vpc.this.id
  service_name        = "${local.service_prefix}.${each.key}"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  subnet_ids          = [aws_subnet.functions.id]
  security_group_ids  = [aws_security_group.endpoints.id]
}
