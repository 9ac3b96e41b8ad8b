import { resolve } from 'node:path';
import { z } from 'zod';
import type { DeployedFunction } from '../functions/deployed-function.ts';
import type { State } from './state.ts';

const Lambda = z.object({
  function_name: z.string(),
  arn: z.string(),
  filename: z.string(),
  handler: z.string(),
  runtime: z.string(),
  memory_size: z.number(),
  timeout: z.number(),
  role: z.string(),
  reserved_concurrent_executions: z.number(),
  source_code_hash: z.string(),
  environment: z.array(z.object({ variables: z.record(z.string(), z.string()) })),
  logging_config: z.array(z.object({ log_group: z.string() })).optional(),
});

const LambdaPermission = z.object({
  action: z.string(),
  function_name: z.string(),
  principal: z.string(),
  source_arn: z.string().nullable(),
});

/** The functions of `state`, whose zips are named from the root module's `folder`. */
export function functionsIn(state: State, folder: string): DeployedFunction[] {
  const permissions = state.all('aws_lambda_permission', LambdaPermission);
  return state.all('aws_lambda_function', Lambda).map((it) => ({
    name: it.function_name,
    arn: it.arn,
    zip: resolve(folder, it.filename),
    codeSha256: it.source_code_hash,
    handler: it.handler,
    runtime: it.runtime,
    memoryMb: it.memory_size,
    timeoutSeconds: it.timeout,
    environment: it.environment[0]?.variables ?? {},
    reservedConcurrency: it.reserved_concurrent_executions,
    logGroup: it.logging_config?.[0]?.log_group ?? `/aws/lambda/${it.function_name}`,
    roleArn: it.role,
    permissions: permissions
      .filter(({ function_name }) => function_name === it.arn || function_name === it.function_name)
      .map(({ action, principal, source_arn }) => ({
        action,
        principal,
        sourceArn: source_arn ?? undefined,
      })),
  }));
}
