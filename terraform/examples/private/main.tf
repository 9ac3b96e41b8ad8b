module "registry" {
  source = "../.."

  name = "private-registry"
  access = {
    private          = true
    vpc_endpoint_ids = [aws_vpc_endpoint.execute_api.id]
  }
  functions = {
    vpc = {
      subnet_ids         = [aws_subnet.functions.id]
      security_group_ids = [aws_security_group.functions.id]
    }
  }
  table    = { deletion_protection = false }
  packages = { force_destroy = true }
}

output "host_block" {
  description = "For the CLI configuration of whoever uses the registry."
  value       = module.registry.host_block
}
