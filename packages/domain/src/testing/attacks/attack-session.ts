import { randomUUID } from 'node:crypto';
import type { AttackAnswer, AttackedRegistry, AttackRequest } from './attacked-registry.ts';
import { createIssuerWorld, type IssuerWorld } from './issuer-world.ts';
import { PROOF_ATTACKS, type ProofMaker } from './proof-attacks.ts';
import { createSecrets } from './secrets.ts';
import { TOKEN_TYPES } from './token-types.ts';

const GRANT = 'urn:ietf:params:oauth:grant-type:token-exchange';

/** A registry with two issuers, two identities and their grants, and what was seen of it. */
export interface AttackSession extends ProofMaker {
  /** Ends every name that this session uses. */
  readonly id: string;
  /** Where a job of `world` may read and publish. */
  readonly namespace: string;
  readonly world: IssuerWorld;
  /** Of such a job. */
  readonly accessToken: string;
  /** An honest proof, not used before. */
  proof(): Promise<string>;
  /** What may be seen nowhere from now on. */
  secret(token: string): string;
  asAdmin(method: string, path: string, body?: object): Promise<AttackRequest>;
  send(request: AttackRequest): Promise<AttackAnswer>;
  /** The fields, and `grant_type` where they have none. */
  exchange(fields: readonly (readonly [name: string, value: string])[]): Promise<AttackAnswer>;
  trade(token: string, type: string, scope?: string): Promise<AttackAnswer>;
  /** Every line of logs, errors and audit that holds a secret. */
  leaks(): Promise<string[]>;
}

/** Sets up in `registry` what attacks are made on. */
export async function openAttackSession(registry: AttackedRegistry): Promise<AttackSession> {
  const id = randomUUID().slice(0, 8);
  const namespace = `attacked-${id}`;
  const world = await createIssuerWorld(registry.issuer, id);
  const { caller } = registry.sts;
  const { secret, seen, leaks } = createSecrets();
  for (const known of [caller.secretAccessKey, caller.sessionToken]) if (known) secret(known);
  const admin = secret(await registry.admin());

  const send = async (request: AttackRequest) => {
    const answer = await registry.send(request);
    if (answer.status >= 400) seen(answer.text);
    return answer;
  };
  const asAdmin = async (method: string, path: string, body?: object) =>
    jsonRequest(method, path, admin, body);
  const put = async (path: string, body: object) => {
    const { status, text } = await send(await asAdmin('PUT', path, body));
    if (status >= 300) throw new Error(`PUT ${path} was answered with ${status}: ${text}`);
  };
  const exchange: AttackSession['exchange'] = (fields) => {
    const form = new URLSearchParams();
    for (const [name, value] of fields) form.append(name, value);
    if (!form.has('grant_type')) form.set('grant_type', GRANT);
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    return send({ method: 'POST', path: '/oauth/token', headers, body: form.toString() });
  };
  const trade: AttackSession['trade'] = (token, type, scope) =>
    exchange([
      ['subject_token', token],
      ['subject_token_type', type],
      ...(scope === undefined ? [] : [['scope', scope] as const]),
    ]);
  const sign: ProofMaker['sign'] = async ({ headers, ...wish } = {}) => {
    const signed = await registry.sts.sign({
      at: new Date(),
      ...wish,
      headers: headers ?? {
        'x-registry-audience': registry.issuer,
        'x-registry-identity': '',
        'x-registry-nonce': randomUUID(),
      },
    });
    for (const [name, value] of signed.headers) {
      if (name === 'authorization') secret(value.replace(/^.*Signature=/, ''));
    }
    return signed;
  };

  await put(`/v1/issuers/ci-${id}`, world.documents.ours);
  await put(`/v1/issuers/other-${id}`, world.documents.other);
  await put(`/v1/identities/ci-${id}`, {
    match: {
      issuer: `ci-${id}`,
      claims: { repository_owner_id: '1234', ref: ['refs/heads/main'] },
    },
  });
  await put(`/v1/identities/aws-${id}`, {
    match: { aws_account: caller.account, arn: caller.arn },
  });
  const grants = (where: string, to: string) =>
    `/v1/namespaces/${where}/grants?principal=identity:${to}-${id}`;
  await put(grants(namespace, 'ci'), { permissions: ['download', 'upload'] });
  await put(grants(namespace, 'aws'), { permissions: ['download'] });
  await put(grants(`gh-${id}-%7Brepository_owner%7D`, 'ci'), { permissions: ['download'] });
  const job = secret(world.token({}));
  const given = await trade(job, TOKEN_TYPES.ID_TOKEN, `download:${namespace} upload:${namespace}`);
  const accessToken = secret(tokenIn(given));

  const session: AttackSession = {
    registry,
    id,
    namespace,
    world,
    accessToken,
    secret,
    send,
    asAdmin,
    exchange,
    trade,
    sign,
    async proof() {
      const [honest] = PROOF_ATTACKS;
      if (honest === undefined) throw new Error('There is no honest proof.');
      return secret(await honest.make(session));
    },
    async leaks() {
      for (let cursor = ''; ; ) {
        const page = `/v1/audit?limit=100${cursor && `&cursor=${encodeURIComponent(cursor)}`}`;
        const { status, text } = await send(await asAdmin('GET', page));
        if (status !== 200) throw new Error(`The audit was answered with ${status}.`);
        seen(text);
        const { next } = JSON.parse(text);
        if (typeof next !== 'string') break;
        cursor = next;
      }
      return leaks(registry.logs());
    },
  };
  return session;
}

function jsonRequest(method: string, path: string, token: string, body?: object): AttackRequest {
  const headers = { authorization: `Bearer ${token}` };
  if (body === undefined) return { method, path, headers };
  const typed = { ...headers, 'content-type': 'application/json' };
  return { method, path, headers: typed, body: JSON.stringify(body) };
}

/** @throws Error where the registry gave none */
export function tokenIn({ status, text }: AttackAnswer): string {
  if (status !== 200) throw new Error(`No token was given, but ${status}: ${text}`);
  return String(JSON.parse(text).access_token);
}
