import type { Functions, Invocation } from '../../../src/deployed/gateway/functions.ts';

export interface Invoked {
  readonly name: string;
  readonly event: Record<string, unknown>;
  readonly sourceArn: string;
}

export const answerOf = (result: unknown): Invocation => ({
  kind: 'answer',
  payload: JSON.stringify(result),
});

/** Functions by name that answer as they are told, and remember what they were asked. */
export function fakeFunctions(
  answers: Record<string, (event: Record<string, unknown>) => Invocation | Promise<Invocation>>,
): Functions & { readonly invoked: Invoked[] } {
  const invoked: Invoked[] = [];
  return {
    invoked,
    async invoke(functionArn, event, sourceArn) {
      const name = functionArn.split(':').at(-1) ?? '';
      const given = { ...event };
      invoked.push({ name, event: given, sourceArn });
      return answers[name]?.(given) ?? { kind: 'refused', reason: 'permission' };
    },
  };
}
