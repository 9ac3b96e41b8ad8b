import { createTestSigningKey, type TestSigningKey } from '@registry/domain/testing';
import type { Stack } from '../../../src/deployed/stack/stack.ts';
import { withChanged } from './change-state.ts';

/**
 * The stack as it is during a rotation, with two keys side by side, the second of which is ours:
 * the first one never leaves KMS, so nobody can steal it.
 */
export async function withStolenKey(stack: Stack): Promise<{ stack: Stack; key: TestSigningKey }> {
  const key = createTestSigningKey();
  const jwk = await key.publicJwk();
  const rotating = withChanged(stack, 'aws_lambda_function', (values) => {
    const [first] = Array.isArray(values['environment']) ? values['environment'] : [];
    const { JWKS, ...variables } = first?.variables ?? {};
    if (JWKS === undefined) return values;
    const keys = [...JSON.parse(JWKS).keys, jwk];
    return {
      ...values,
      environment: [{ variables: { ...variables, JWKS: JSON.stringify({ keys }) } }],
    };
  });
  return { stack: rotating, key };
}
