module "observability" {
  source = "./modules/observability"

  name = var.name
  tags = local.tags
  functions = {
    for key, function in local.functions : key => {
      function_name    = function.name
      log_group_name   = function.log_group_name
      throws_to_refuse = key == "authorizer"
    }
  }
  api = {
    id    = module.api.id
    name  = module.api.name
    stage = module.api.stage
  }
  table_name    = module.store.table.name
  alarm_actions = var.operations.alarm_actions
  alarms        = var.operations.alarms
  dashboard     = var.operations.dashboard
}
