import { DescribeKeyCommand, type KMSClient } from '@aws-sdk/client-kms';
import { GetFunctionConfigurationCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import { createKmsSigningKey } from '../signing-key/index.ts';
import type { Deployment } from './deployment.ts';
import { few, unless, when } from './look.ts';

/** Whether the key `name` lives, and, if it is the one that signs, whether what it signs is believed. */
export async function signingKeyFindings(
  clients: { readonly kms: KMSClient; readonly lambda: LambdaClient },
  name: string,
  deployment: Deployment,
): Promise<readonly string[]> {
  const { active, all } = deployment.signing_keys;
  const arn = all[name] ?? active;
  const { KeyMetadata: key } = await clients.kms.send(new DescribeKeyCommand({ KeyId: arn }));
  const the = `The key ${name} (${key?.KeyId})`;
  if (key?.KeyState === 'PendingDeletion') {
    const day = key.DeletionDate?.toISOString().slice(0, 10);
    return [
      `${the} will be deleted on ${day}, and what it signed opens nothing from then on; keep it with aws kms cancel-key-deletion and enable-key, or replace it as the module modules/signing-key describes.`,
    ];
  }
  // One that does not sign may have been switched off on purpose.
  if (arn !== active) return [];
  if (key?.KeyState !== 'Enabled') {
    return [
      `${the} signs the tokens and is ${key?.KeyState}, so that nobody gets one; enable it with terraform apply, or let another sign.`,
    ];
  }
  const strangers = await functionsThatDoNotKnow(arn, clients, deployment);
  return when(
    strangers.length > 0,
    `${the} signs the tokens, and ${few(strangers)} does not know its public key, so that they are refused; set JWKS with terraform apply.`,
  );
}

async function functionsThatDoNotKnow(
  arn: string,
  { kms, lambda }: { readonly kms: KMSClient; readonly lambda: LambdaClient },
  { functions }: Deployment,
): Promise<readonly string[]> {
  const { kid } = await createKmsSigningKey({ kms, keyId: arn }).publicJwk();
  const asked = Object.values(functions).map(async ({ name }) => {
    // One that is gone is a finding of its own.
    const found = await unless(
      'ResourceNotFoundException',
      lambda.send(new GetFunctionConfigurationCommand({ FunctionName: name })),
    );
    const keys = found?.Environment?.Variables?.['JWKS'];
    return keys === undefined || keys.includes(`"${kid}"`) ? [] : [name];
  });
  return (await Promise.all(asked)).flat();
}
