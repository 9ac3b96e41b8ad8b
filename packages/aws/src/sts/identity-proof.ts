import type { Clock } from '@registry/domain';
import { Sha256 } from '@smithy/core/checksum';
import { HttpRequest } from '@smithy/core/protocols';
import { SignatureV4 } from '@smithy/signature-v4';
import type { AwsCredentialIdentity, AwsCredentialIdentityProvider } from '@smithy/types';
import { stsHost } from './sts-host.ts';

export interface IdentityProofRequest {
  readonly credentials: AwsCredentialIdentity | AwsCredentialIdentityProvider;
  /** Whose STS is to be asked. */
  readonly region: string;
  /** The issuer URL of the registry that the proof is for; no other can use it. */
  readonly audience: string;
  /** The name of the identity to act as; empty for none. */
  readonly identity: string;
  /** Different each time: two proofs of one second would otherwise be one, and good for one use. */
  readonly nonce: string;
  readonly clock: Clock;
  /** `host[:port]` in place of the region's own. */
  readonly host?: string;
}

/**
 * Proves to a registry who holds AWS credentials, without giving them away: a request for
 * `sts:GetCallerIdentity`, signed (SigV4) and not sent, which the registry has STS judge. Valid
 * for 15 minutes. Returns the base64url of the raw HTTP/1.1 request, the subject token of the type
 * `urn:ietf:params:aws:token-type:aws4_request`. Throws what the credentials' provider throws.
 */
export async function createIdentityProof(proof: IdentityProofRequest): Promise<string> {
  const { credentials, region, audience, identity, nonce, clock } = proof;
  const signer = new SignatureV4({
    service: 'sts',
    region,
    credentials,
    sha256: Sha256,
    applyChecksum: false,
  });
  const host = proof.host ?? stsHost(region);
  const query = { Action: 'GetCallerIdentity', Version: '2011-06-15' };
  const headers = {
    accept: 'application/json',
    host,
    'x-registry-audience': audience,
    'x-registry-identity': identity,
    'x-registry-nonce': nonce,
  };
  const request = new HttpRequest({ method: 'POST', hostname: host, path: '/', query, headers });
  const signed = await signer.sign(request, { signingDate: clock() });
  const lines = Object.entries(signed.headers).map(([name, value]) => `${name}: ${value}`);
  const requestLine = `POST /?${new URLSearchParams(query)} HTTP/1.1`;
  return Buffer.from([requestLine, ...lines, '', ''].join('\r\n')).toString('base64url');
}
