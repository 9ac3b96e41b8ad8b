import type * as z from 'zod/mini';

type Variables = Readonly<Record<string, z.ZodMiniType>>;
type Settings =
  | { readonly shape: Variables }
  | { readonly def: { readonly options: readonly { readonly shape: Variables }[] } };

/**
 * The environment variables that a function reads, by name: which must be there, and which may.
 * What only one alternative of a union asks for, may.
 */
export function describeSettings(
  ...schemas: readonly Settings[]
): Readonly<Record<string, 'required' | 'optional'>> {
  const needs = schemas.flatMap((schema) => {
    const alternatives =
      'shape' in schema ? [schema.shape] : schema.def.options.map(({ shape }) => shape);
    const names = new Set(alternatives.flatMap((variables) => Object.keys(variables)));
    return [...names].map((name) => {
      const isRequired = alternatives.every((variables) => isNeeded(variables[name]));
      return [name, isRequired ? ('required' as const) : ('optional' as const)] as const;
    });
  });
  return Object.fromEntries(needs);
}

function isNeeded(variable: z.ZodMiniType | undefined): boolean {
  return variable !== undefined && !variable.safeParse(undefined).success;
}
