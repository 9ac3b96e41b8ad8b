import type { MiddlewareStack } from '@smithy/types';

/** What a client is asked to do from now on: for conditions that an engine does not enforce. */
export function recordInputs<Input extends object, Output extends object>(client: {
  readonly middlewareStack: MiddlewareStack<Input, Output>;
}): readonly object[] {
  const inputs: object[] = [];
  client.middlewareStack.add(
    (next) => (args) => {
      inputs.push(args.input);
      return next(args);
    },
    { step: 'initialize', name: 'recordInputs', override: true },
  );
  return inputs;
}
