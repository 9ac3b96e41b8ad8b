import {
  GetFunctionConfigurationCommand,
  GetPolicyCommand,
  type LambdaClient,
} from '@aws-sdk/client-lambda';
import { FUNCTIONS } from './contract.ts';
import type { Deployment } from './deployment.ts';
import { stateFindings } from './function-state.ts';
import { few, unless, when } from './look.ts';

/** Whether the function would start, with the settings that this version reads. */
export async function functionFindings(
  client: LambdaClient,
  key: string,
  deployment: Deployment,
): Promise<readonly string[]> {
  const deployed = deployment.functions[key];
  const declared = FUNCTIONS[key];
  if (declared === undefined || deployed === undefined) {
    return [`This version knows no function ${key}; use a registry-cli of the version deployed.`];
  }
  const { name } = deployed;
  const found = await client.send(new GetFunctionConfigurationCommand({ FunctionName: name }));
  const policy = await unless(
    'ResourceNotFoundException',
    client.send(new GetPolicyCommand({ FunctionName: name })),
  );
  const given = found.Environment?.Variables ?? {};
  const missing = Object.entries(declared.settings)
    .filter(([setting, need]) => need === 'required' && !given[setting])
    .map(([setting]) => setting);
  const unknown = Object.keys(given).filter((setting) => !(setting in declared.settings));
  const other = Object.entries(valuesOf(deployment))
    .filter(([setting, value]) => given[setting] !== undefined && given[setting] !== value)
    .map(([setting]) => setting);
  const changed = 'set it as it was with terraform apply';
  return [
    ...when(missing.length > 0, `The function ${name} lacks ${few(missing)}; ${changed}.`),
    ...when(
      unknown.length > 0,
      `The function ${name} does not read ${few(unknown)}; remove it with terraform apply.`,
    ),
    ...when(
      other.length > 0,
      `The function ${name} is told another ${few(other)} than Terraform made; ${changed}.`,
    ),
    ...when(
      !(found.Handler === declared.handler),
      `The function ${name} starts at ${found.Handler}, not ${declared.handler}; ${changed}.`,
    ),
    ...when(
      !(found.CodeSha256 === deployed.code_sha256),
      `The function ${name} runs other code than Terraform sent, and perhaps than the rest of the registry; put the module's zip back with aws lambda update-function-code, since Terraform sends a zip only when that changes.`,
    ),
    ...stateFindings(found),
    ...when(
      !policy?.Policy?.includes(`:${deployment.api.id}/`),
      `API Gateway may not invoke the function ${name}; give it the permission back with terraform apply.`,
    ),
  ];
}

/** Settings that say the same as the rest of the deployment, where a function has them. */
function valuesOf(deployment: Deployment): Readonly<Record<string, string>> {
  return {
    TABLE_NAME: deployment.table.name,
    PACKAGES_BUCKET: deployment.packages.bucket,
    SIGNING_KEY_ID: deployment.signing_keys.active,
    ISSUER: deployment.issuer,
  };
}
