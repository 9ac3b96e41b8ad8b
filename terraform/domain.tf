module "domain" {
  source = "./modules/domain"
  count  = var.domain == null ? 0 : 1

  name            = var.domain.name
  existing        = var.domain.existing
  tags            = local.tags
  certificate_arn = var.domain.certificate_arn
  zone_id         = var.domain.zone_id
  security_policy = var.domain.security_policy
  base_path       = var.domain.base_path
  rest_api_id     = module.api.id
  stage_name      = module.api.stage
}
