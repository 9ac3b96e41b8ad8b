import { RegistryApi } from '../../../src/api/registry-api.ts';
import type { Answer } from '../../../src/api/request.ts';
import type { DeployedTarget } from '../../../src/deployed/deployed-target.ts';
import type { AwsCaller } from '../../../src/deployed/gateway/callers.ts';
import { signRequest } from '../../../src/deployed/sign-request.ts';

const PATH = '/?Action=GetCallerIdentity&Version=2011-06-15';

/** A request for STS that `caller` has signed for the registry, as a subject token. */
export async function proofOf(
  target: DeployedTarget,
  caller: AwsCaller,
  change: Readonly<Record<string, string>> = {},
): Promise<string> {
  const signed = await signRequest(caller, {
    method: 'POST',
    url: `${target.stack.aws.endpoint}${PATH}`,
    headers: { 'x-registry-audience': target.issuer, 'x-registry-identity': '', ...change },
    service: 'sts',
    region: 'us-east-1',
  });
  const lines = Object.entries(signed).map(([name, value]) => `${name}: ${value}`);
  const raw = [`POST ${PATH} HTTP/1.1`, ...lines, '', ''].join('\r\n');
  return Buffer.from(raw).toString('base64url');
}

/** What the token endpoint says to a proof. */
export async function tradeProof(target: DeployedTarget, proof: string): Promise<Answer> {
  const form = new URLSearchParams({
    grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
    subject_token: proof,
    subject_token_type: 'urn:ietf:params:aws:token-type:aws4_request',
  });
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const url = `${target.baseUrl}/oauth/token`;
  return new RegistryApi(target).raw('POST', url, headers, form.toString());
}

export async function proveByRequest(target: DeployedTarget, caller: AwsCaller): Promise<Answer> {
  return tradeProof(target, await proofOf(target, caller));
}
