import { randomUUID } from 'node:crypto';
import { createKmsClient, createKmsSigningKey } from '@registry/aws/signing-key';
import { testSettings } from '@registry/aws/testing';
import { parsePrincipal, parseScope } from '@registry/domain';
import { createTokenIssuer } from '@registry/domain/tokens';
import type { DeployedFunction } from '../functions/deployed-function.ts';
import type { Stack } from './stack.ts';

/**
 * A token of the administrator, signed as they would before there is any grant: with the key that
 * the token issuer was deployed with.
 */
export async function issueAdminToken(
  stack: Stack,
  functions: readonly DeployedFunction[],
): Promise<string> {
  const { keyId, issuer, audience } = tokenSettings(functions);
  const kms = createKmsClient(testSettings(stack.controlPlane));
  const issue = createTokenIssuer({
    settings: { issuer, audience },
    key: createKmsSigningKey({ kms, keyId }),
    clock: () => new Date(),
    newId: randomUUID,
  });
  const { accessToken } = await issue({
    principal: parsePrincipal('identity:administrator'),
    scope: parseScope('admin'),
    lifetimeSeconds: 3600,
  });
  return accessToken;
}

/** What the token issuer was told of the tokens it gives. */
export function tokenSettings(functions: readonly DeployedFunction[]) {
  const settings = functions.find(
    ({ environment }) => 'SIGNING_KEY_ID' in environment,
  )?.environment;
  if (settings === undefined) throw new Error('No function was deployed with a signing key.');
  const { SIGNING_KEY_ID: keyId = '', ISSUER: issuer = '', AUDIENCE: audience = '' } = settings;
  return { keyId, issuer, audience };
}
