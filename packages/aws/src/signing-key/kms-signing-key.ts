import { GetPublicKeyCommand, type KMSClient, SignCommand } from '@aws-sdk/client-kms';
import { InvalidError, type SigningKey } from '@registry/domain';
import { joseSignature } from './der-signature.ts';
import { translateKmsError } from './kms-errors.ts';
import { publicJwkOf } from './public-jwk.ts';

/** What KMS takes at most as a RAW message (API reference, Sign). */
const MAX_INPUT_BYTES = 4096;

type PublicJwk = Awaited<ReturnType<SigningKey['publicJwk']>>;

/**
 * A KMS key of the spec ECC_NIST_P256, by its id, ARN or alias. An alias is looked up once: while
 * an instance lives, what it signs is what the key it publishes verifies.
 */
export function createKmsSigningKey(settings: {
  readonly kms: KMSClient;
  readonly keyId: string;
}): SigningKey {
  const { kms, keyId } = settings;
  let known: Promise<{ arn: string; jwk: PublicJwk }> | undefined;

  const publicKey = () => {
    known ??= fetchPublicKey(kms, keyId).catch((error: unknown) => {
      known = undefined;
      return translateKmsError(error);
    });
    return known;
  };

  return {
    publicJwk: async () => (await publicKey()).jwk,
    async sign(input) {
      if (input.byteLength > MAX_INPUT_BYTES) {
        throw new InvalidError(
          `The token would have ${input.byteLength} bytes to sign, and KMS signs ${MAX_INPUT_BYTES}; ask for a shorter scope.`,
        );
      }
      const { arn } = await publicKey();
      const command = new SignCommand({
        KeyId: arn,
        Message: input,
        MessageType: 'RAW',
        SigningAlgorithm: 'ECDSA_SHA_256',
      });
      const { Signature: der } = await kms.send(command).catch(translateKmsError);
      if (der === undefined) throw new Error('KMS answered without a signature');
      return joseSignature(der);
    },
  };
}

async function fetchPublicKey(kms: KMSClient, keyId: string) {
  const answer = await kms.send(new GetPublicKeyCommand({ KeyId: keyId }));
  const { KeyId: arn, PublicKey: spki } = answer;
  if (arn === undefined || spki === undefined) throw new Error('KMS answered without a key');
  return { arn, jwk: await publicJwkOf(spki) };
}
