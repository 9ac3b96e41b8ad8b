/** The token endpoint of the fake registry: the same parameters and refusals as the real one. */
import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** Put together, so that a search for it in any output finds only what leaked. */
export const TOKEN = ['eyJ0b2tlbiI6MX0', 'c2VjcmV0LXBheWxvYWQ', 'c2lnbmF0dXJl'].join('.');
/** What a runner of GitHub is asked for ID tokens with. */
export const RUNNER_TOKEN = ['runner', 'request', 'token'].join('-');

const TOKEN_EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange';
const ACCESS_TOKEN = 'urn:ietf:params:oauth:token-type:access_token';
const ID_TOKEN = 'urn:ietf:params:oauth:token-type:id_token';
const AWS_REQUEST = 'urn:ietf:params:aws:token-type:aws4_request';
const PARAMETERS = ['grant_type', 'subject_token', 'subject_token_type', 'scope', 'expires_in'];

/** An ID token for `audience`, as a pipeline has it. */
export function idToken(audience: string | readonly string[]): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claims = { iss: 'https://ci.example.com', sub: 'project:acme', aud: audience };
  return `${part({ alg: 'RS256', typ: 'JWT' })}.${part(claims)}.${'s1gn'.repeat(8)}`;
}

/** What an AWS proof says, without a signature that holds: whom it is for. Good for one use. */
export function awsProof(audience: string, identity: string, nonce: string): string {
  const headers = { audience, identity, nonce };
  const lines = Object.entries(headers).map(([name, value]) => `x-registry-${name}: ${value}`);
  return Buffer.from([GET_CALLER_IDENTITY, ...lines, '', ''].join('\r\n')).toString('base64url');
}

const GET_CALLER_IDENTITY = 'POST /?Action=GetCallerIdentity&Version=2011-06-15 HTTP/1.1';

/** The headers of an AWS proof; nothing of what is none. */
export function headersOfProof(proof: string): Readonly<Record<string, string>> {
  const [first, ...lines] = Buffer.from(proof, 'base64url').toString().split('\r\n');
  const headers = lines.map((line) => /^([^:]+): ?(.*)$/.exec(line)?.slice(1) ?? []);
  return first === GET_CALLER_IDENTITY ? Object.fromEntries(headers) : {};
}

const usedProofs = new Set<string>();

export interface ExchangeAnswer {
  readonly status: number;
  readonly body: object;
  readonly token?: string;
}

export function exchange(
  text: string,
  headers: IncomingHttpHeaders,
  issuer: string,
  serial: number,
): ExchangeAnswer {
  const form = new URLSearchParams(text);
  const unknown = [...form.keys()].filter((key) => ![...PARAMETERS, 'identity'].includes(key));
  const isForm = headers['content-type'] === 'application/x-www-form-urlencoded';
  if (!isForm || unknown.length > 0 || form.get('grant_type') !== TOKEN_EXCHANGE) {
    return refuse('invalid_request', `There is no parameter ${unknown.join()}.`);
  }
  if (headers.authorization !== undefined || !isProved(form, issuer)) {
    return refuse('invalid_grant', 'The token does not hold.');
  }
  if (form.get('scope')?.includes('admin') === true) {
    return refuse('invalid_scope', 'The scope is wider.');
  }
  // Like a JWT, and another one each time.
  const claims = Buffer.from(JSON.stringify({ serial, scope: form.get('scope') }));
  const digest = createHash('sha256').update(text).digest('base64url');
  const token = `eyJhbGciOiJFUzI1NiJ9.${claims.toString('base64url')}.${digest}`;
  return {
    status: 200,
    token,
    body: {
      access_token: token,
      issued_token_type: ACCESS_TOKEN,
      token_type: 'Bearer',
      expires_in: Math.min(Number(form.get('expires_in') ?? 900), 3600),
      scope: form.get('scope') ?? 'download:acme',
    },
  };
}

function isProved(form: URLSearchParams, issuer: string): boolean {
  const proof = form.get('subject_token') ?? '';
  switch (form.get('subject_token_type')) {
    case ACCESS_TOKEN:
      return proof === TOKEN;
    case ID_TOKEN:
      return proof === idToken(issuer);
    case AWS_REQUEST: {
      if (usedProofs.has(proof)) return false;
      usedProofs.add(proof);
      const said = headersOfProof(proof);
      return (
        said['x-registry-audience'] === issuer &&
        said['x-registry-identity'] === (form.get('identity') ?? '')
      );
    }
    default:
      return false;
  }
}

function refuse(error: string, error_description: string): ExchangeAnswer {
  return { status: 400, body: { error, error_description } };
}
