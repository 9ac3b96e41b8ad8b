/** A request as a client sends it, for the four sources to wrap into their events. */
export interface SentRequest {
  readonly method: string;
  /** As sent: undecoded. */
  readonly path: string;
  /** As sent, in order; names may repeat. */
  readonly query: readonly (readonly [name: string, value: string])[];
  /** Names may repeat, and are spelled as the client spells them. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string | Uint8Array<ArrayBuffer> | undefined;
  /** What the gateway's authorizer said, where there is one. */
  readonly authorizer: Readonly<Record<string, string | number>> | undefined;
}

export function queryText({ query }: SentRequest): string {
  return query.map((pair) => pair.join('=')).join('&');
}

/** The last of several, as single-value maps have them. */
export function single(pairs: SentRequest['headers']): Record<string, string> {
  return Object.fromEntries(pairs);
}

/** All of several, as multi-value maps have them. */
export function multiple(pairs: SentRequest['headers']): Record<string, string[]> {
  const map = new Map<string, string[]>();
  for (const [name, value] of pairs) map.set(name, [...(map.get(name) ?? []), value]);
  return Object.fromEntries(map);
}

/** Several values of one header as one, names in lower case, as HTTP API and Function URLs do. */
export function combined(pairs: SentRequest['headers']): Record<string, string> {
  const lower = pairs.map(([name, value]) => [name.toLowerCase(), value] as const);
  return Object.fromEntries(
    Object.entries(multiple(lower)).map(([name, values]) => [name, values.join(',')]),
  );
}

/** Text that is UTF-8 goes as text, all else as base64. */
export function eventBody({ body }: SentRequest) {
  if (typeof body === 'string') return { body, isBase64Encoded: false };
  if (body === undefined) return { isBase64Encoded: false };
  return { body: Buffer.from(body).toString('base64'), isBase64Encoded: true };
}
