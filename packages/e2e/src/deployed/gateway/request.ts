/** Pairs of a name and a value, in the order and spelling in which they came. */
export type Pairs = readonly (readonly [name: string, value: string])[];

/** Where a client is, as resource policies know it. */
export interface Origin {
  readonly sourceIp: string;
  /** The part of AWS's network that it comes by; absent for the internet. */
  readonly network?: Readonly<Partial<Record<'aws:SourceVpc' | 'aws:SourceVpce', string>>>;
}

/** A request as a client sent it, before anything is made of it. */
export interface ClientRequest extends Origin {
  readonly method: string;
  /** Undecoded, with the stage or the base path in front. */
  readonly path: string;
  /** Undecoded, without the question mark. */
  readonly query: string;
  readonly headers: Pairs;
  readonly body: Buffer<ArrayBuffer>;
}

/** The same once it is known which API and resource it is for. */
export interface ApiRequest extends ClientRequest {
  /** Behind the stage, or behind the base path: what routes and ARNs are about. */
  readonly resourcePath: string;
  /** As the function's `event.path` has it: with the base path, without the stage. */
  readonly eventPath: string;
  readonly requestId: string;
  readonly extendedRequestId: string;
  readonly receivedAt: Date;
}

export interface ClientAnswer {
  readonly status: number;
  readonly headers: Pairs;
  readonly body: Buffer<ArrayBuffer>;
}

/** The last of several headers of a name, as the single-value maps of events have it. */
export function headerOf({ headers }: { readonly headers: Pairs }, name: string) {
  return headers.findLast(([each]) => each.toLowerCase() === name.toLowerCase())?.[1];
}

/** Decoded, as the gateway hands parameters on; what cannot be decoded stays as it is. */
export function queryPairs(query: string): Pairs {
  return query
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const [name = '', ...value] = pair.split('=');
      return [decode(name), decode(value.join('='))];
    });
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}
