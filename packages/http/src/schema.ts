import { z } from '@hono/zod-openapi';
import { InvalidError } from '@registry/domain';

/**
 * A schema whose check is a parser of the domain, so that the rule and its sentence stay there.
 * `openapi` is what the API document says of the text.
 */
export function parsed<T>(
  parse: (text: string) => T,
  openapi: { readonly example: string; readonly description?: string },
) {
  return z
    .string()
    .openapi(openapi)
    .transform((text, context): T => {
      try {
        return parse(text);
      } catch (error) {
        if (!(error instanceof InvalidError)) throw error;
        for (const message of error.faults) context.addIssue({ code: 'custom', message });
        return z.NEVER;
      }
    });
}

/** The body of every error, on every route but the OAuth ones. */
export const ErrorBody = z
  .object({ errors: z.array(z.string()).openapi({ example: ['What is wrong and what to do.'] }) })
  .openapi('Errors');

/** The declaration of an error answer of a route. */
export function errorAnswer(description: string) {
  return { description, content: { 'application/json': { schema: ErrorBody } } };
}
