import type { MiddlewareStack } from '@smithy/types';

/**
 * Counts the HTTP requests of a client, retries included: the innermost step before the transport.
 */
export function countCalls<Input extends object, Output extends object>(client: {
  readonly middlewareStack: MiddlewareStack<Input, Output>;
}): { readonly calls: number } {
  const count = { calls: 0 };
  client.middlewareStack.add(
    (next) => (args) => {
      count.calls += 1;
      return next(args);
    },
    { step: 'deserialize', priority: 'low', name: 'countCalls' },
  );
  return count;
}
