/** One request to a registry; `path` is everything behind its base URL. */
export interface AttackRequest {
  readonly method: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface AttackAnswer {
  readonly status: number;
  readonly text: string;
}

/** A request for STS as it was signed; names of headers in lower case. */
export interface SignedProof {
  readonly method: string;
  readonly target: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
}

/** What of a request for STS is signed otherwise than an honest client does. */
export interface ProofWish {
  readonly at: Date;
  readonly headers: Readonly<Record<string, string>>;
  readonly host?: string;
  readonly method?: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly region?: string;
  readonly service?: string;
  /** Signs as somebody who knows everything of the caller but this. */
  readonly secretAccessKey?: string;
}

/** An STS that the registry asks, and somebody whom it knows. */
export interface AttackedSts {
  /** `host[:port]`, as the registry knows it. */
  readonly host: string;
  readonly caller: {
    readonly account: string;
    readonly arn: string;
    readonly secretAccessKey: string;
    readonly sessionToken?: string;
  };
  sign(wish: ProofWish): Promise<SignedProof>;
}

/** A registry that runs, wherever it does, as whoever attacks it and its administrator see it. */
export interface AttackedRegistry {
  /** `iss` and `aud` of its tokens. */
  readonly issuer: string;
  readonly sts: AttackedSts;
  send(request: AttackRequest): Promise<AttackAnswer>;
  /** The administrator's token. */
  admin(): Promise<string>;
  /** All that it has logged so far. */
  logs(): string;
}
