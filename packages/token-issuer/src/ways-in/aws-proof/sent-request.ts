/** A request for AWS STS as somebody has handed it over; nothing about it is checked yet. */
export interface SentRequest {
  readonly method: string;
  /** Of the URL, where there is one; a raw request has its host in a header only. */
  readonly urlHost: string | undefined;
  /** Path and query, as they are spelled. */
  readonly target: string;
  /** Names as they are spelled, and as often as they were sent. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
}
