type Json = { readonly [name: string]: unknown };

/** A labelled block: `variable "name" {…}`. */
export interface Block {
  readonly name: string;
  readonly body: Json;
}

function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The blocks of a kind, in both spellings: lists as HCL has them, plain objects as JSON may. */
export function bodiesOf(value: unknown): Json[] {
  return [value].flat().filter(isJson);
}

export function blocksOf(value: unknown): Block[] {
  return bodiesOf(value).flatMap((labelled) =>
    Object.entries(labelled).flatMap(([name, bodies]) =>
      bodiesOf(bodies).map((body) => ({ name, body })),
    ),
  );
}

/** A string as a person wrote it; expressions come wrapped in `${…}`. */
export function textOf(value: unknown): string {
  if (typeof value !== 'string') return value === undefined ? '' : JSON.stringify(value);
  const expression = /^\$\{(.*)\}$/s.exec(value);
  return expression?.[1] ?? value;
}
