import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { createIssuerKey } from '@registry/domain/testing/issuer';
import { RegistryCli } from '../clients/registry-cli.ts';
import type { Target } from '../target/target.ts';
import type { Administrator } from './administrator.ts';
import type { KnownToAws } from './attacked-target.ts';

/** A registry that may be called by another address than it calls itself. */
type ProvenTarget = Target & { readonly issuer: string };

/** Somebody with an identity of their own, and the client that trades it for a token. */
export interface WayIn {
  /** What `PUT /v1/identities/{name}` takes. */
  readonly match: object;
  /** A token; null where they were refused. */
  ask(): Promise<string | null>;
  /** The same by who is not quite them. */
  askAsAnother(): Promise<string | null>;
}

/** What the registry says to who is nobody, or to whom nothing is granted. */
const REFUSED = /Nothing is granted|AWS STS has refused/;

/** `registry-cli token get` where there is nothing but `environment`. */
async function tokenGet(
  target: ProvenTarget,
  environment: Readonly<Record<string, string>>,
): Promise<string | null> {
  const issuer = { REGISTRY_ISSUER: target.issuer };
  const cli = await RegistryCli.create(target, null, { ...issuer, ...environment });
  try {
    const { code, stdout, stderr } = await cli.run('token', 'get');
    if (code === 3 && REFUSED.test(stderr)) return null;
    if (code !== 0) throw new Error(stderr);
    return target.evidence.token(stdout.trim());
  } finally {
    await cli.remove();
  }
}

/** A machine with AWS credentials, which the CLI signs a request for STS with. */
export function awsProof(target: ProvenTarget, { host, caller }: KnownToAws): WayIn {
  const get = (secretAccessKey: string) =>
    tokenGet(target, {
      AWS_ACCESS_KEY_ID: caller.accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      AWS_SESSION_TOKEN: caller.sessionToken ?? '',
      AWS_ENDPOINT_URL_STS: `https://${host}`,
    });
  return {
    match: { aws_account: caller.account, arn: caller.arn },
    ask: () => get(caller.secretAccessKey),
    askAsAnother: () => get('not-the-secret-access-key'),
  };
}

/** The same machine without the CLI: curl signs for the gateway, as in scripts that are there. */
export function awsGateway(target: Target, { caller }: KnownToAws, region: string): WayIn {
  const get = async (secretAccessKey: string) => {
    const { code, stdout } = await curl(target, [
      ...['--aws-sigv4', `aws:amz:${region}:execute-api`],
      ...['--user', `${caller.accessKeyId}:${secretAccessKey}`],
      ...['--header', `x-amz-security-token: ${caller.sessionToken}`],
      `${target.baseUrl}/token?expiration_seconds=600`,
    ]);
    if (code === 0) return target.evidence.token(stdout);
    target.evidence.errorBody(stdout);
    return null;
  };
  return {
    match: { aws_account: caller.account, arn: caller.arn },
    ask: () => get(caller.secretAccessKey),
    askAsAnother: () => get('not-the-secret-access-key'),
  };
}

/** 0 and the answer; 22 where it is an error, which is then the answer (`--fail-with-body`). */
async function curl(target: Target, args: readonly string[]) {
  const cli = await RegistryCli.create(target, null);
  const trusted = cli.path('trusted-by-curl.pem');
  await writeFile(trusted, target.certificate ?? '');
  const options = ['--silent', '--show-error', '--fail-with-body', '--cacert', trusted, ...args];
  try {
    return await new Promise<{ code: number; stdout: string }>((resolve, reject) => {
      execFile('curl', options, (error, stdout, stderr) => {
        const code = error === null ? 0 : error.code;
        if (code === 0 || code === 22) resolve({ code, stdout });
        else reject(new Error(stderr));
      });
    });
  } finally {
    await cli.remove();
  }
}

/** A job of GitLab, whose token the CLI finds in its environment. */
export async function gitlabJob(
  target: ProvenTarget,
  administrator: Administrator,
): Promise<WayIn> {
  const key = await createIssuerKey('key-1');
  const name = `gitlab-${randomUUID().slice(0, 8)}`;
  const issuer = `https://${name}.test`;
  await administrator.send('PUT', `/v1/issuers/${name}`, {
    issuer,
    audiences: [target.issuer],
    algorithms: ['RS256'],
    jwks: { keys: [key.publicJwk] },
    preset: 'gitlab',
  });
  const get = async (namespace_id: string) => {
    const iat = Math.floor(Date.now() / 1000);
    const times = { iat, nbf: iat, exp: iat + 300 };
    const sub = 'project_path:acme/vpc:ref_type:branch:ref:main';
    const token = await key.sign({ iss: issuer, aud: target.issuer, sub, namespace_id, ...times });
    const REGISTRY_ID_TOKEN = target.evidence.token(token);
    return tokenGet(target, { GITLAB_CI: 'true', REGISTRY_ID_TOKEN });
  };
  return {
    match: { issuer: name, claims: { namespace_id: '72' } },
    ask: () => get('72'),
    askAsAnother: () => get('73'),
  };
}
