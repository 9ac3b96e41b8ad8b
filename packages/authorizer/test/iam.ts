import type { Policy } from '@registry/domain';

export const STAGE = 'arn:aws:execute-api:eu-central-1:123456789012:abcdef1234/prod';

/** Does API Gateway let the request through? An explicit Deny wins (IAM, policy evaluation). */
export function allows(policy: Policy, method: string, path: string, stage = STAGE): boolean {
  const arn = `${stage}/${method}${path}`;
  const effects = policy.Statement.filter(({ Resource }) =>
    Resource.some((pattern) => matches(pattern, arn)),
  ).map(({ Effect }) => Effect);
  return effects.includes('Allow') && !effects.includes('Deny');
}

/** `*` is any number of any characters, `?` is one, slashes included; the rest is itself. */
function matches(pattern: string, text: string): boolean {
  const expression = pattern
    .replaceAll(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${expression}$`, 's').test(text);
}
