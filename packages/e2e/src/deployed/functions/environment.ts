import type { DeployedFunction } from './deployed-function.ts';

/** What is added to the environment of a function, because its AWS is not where AWS is. */
export interface Surroundings {
  readonly region: string;
  readonly endpoint: string;
  readonly credentials: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken?: string;
  };
  /** PEM file that the endpoint's certificate is trusted by. */
  readonly trustedFile?: string;
  /** Where STS is, for what does not ask it by way of an endpoint. */
  readonly stsHost?: string;
}

/** "Defined runtime environment variables": what Lambda sets, and a deployment may not. */
export function lambdaEnvironment(
  fn: DeployedFunction,
  root: string,
  instance: string,
): Record<string, string> {
  return {
    _HANDLER: fn.handler,
    AWS_EXECUTION_ENV: `AWS_Lambda_${fn.runtime}`,
    AWS_LAMBDA_FUNCTION_NAME: fn.name,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(fn.memoryMb),
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: fn.logGroup,
    AWS_LAMBDA_LOG_STREAM_NAME: `[$LATEST]${instance}`,
    LAMBDA_TASK_ROOT: root,
    LAMBDA_RUNTIME_DIR: '/var/runtime',
    LANG: 'en_US.UTF-8',
    PATH: '/usr/local/bin:/usr/bin:/bin',
    TZ: ':UTC',
  };
}

/** The whole environment of a process of `fn`, and nothing of ours. */
export function environmentOf(
  fn: DeployedFunction,
  root: string,
  instance: string,
  { region, endpoint, credentials, trustedFile, stsHost }: Surroundings,
): Record<string, string> {
  return {
    ...fn.environment,
    ...lambdaEnvironment(fn, root, instance),
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    ...(credentials.sessionToken && { AWS_SESSION_TOKEN: credentials.sessionToken }),
    ...(trustedFile && { NODE_EXTRA_CA_CERTS: trustedFile }),
    ...(stsHost && { STS_HOSTS: stsHost }),
  };
}
