# Names, and what was chosen where there was a choice: whatever differs in AWS has been changed by
# somebody else. packages/aws/src/deployment/deployment.ts reads it.
output "doctor" {
  description = "What `registry-cli doctor --aws` compares AWS with. Hand it on as an output of your own: `output \"doctor\" { value = module.registry.doctor }`. Holds no secret."
  value = {
    region   = local.region
    base_url = local.base_url
    issuer   = local.issuer
    api = {
      id             = module.api.id
      stage          = module.api.stage
      path           = local.api_path
      authorizer_arn = local.brings_authorizer ? var.authorizer.brought.function_arn : local.functions["authorizer"].arn
      # Of an API that was there before, both are its owner's.
      policy            = module.api.policy
      gateway_responses = module.api.gateway_responses
    }
    functions = {
      for key, function in local.functions : key => {
        name           = function.name
        log_group_name = function.log_group_name
        code_sha256    = function.code_sha256
      }
    }
    table        = merge({ name = module.store.table.name }, module.store.chosen.table)
    packages     = merge({ bucket = module.store.packages.bucket }, module.store.chosen.packages)
    signing_keys = { active = module.signing_key.active.arn, all = module.signing_key.arns }
    alarms       = { arns = module.observability.alarm_arns, actions = coalesce(var.operations.alarm_actions, []) }
  }
}
