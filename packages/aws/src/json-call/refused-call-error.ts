/** What a service answered in place of a result: its code, never its message, which may quote. */
export class RefusedCallError extends Error {
  override readonly name = 'RefusedCallError';
  readonly status: number;
  /** `ResourceNotFoundException`, without the namespace in front. */
  readonly code: string;

  constructor(service: string, operation: string, status: number, answer: unknown) {
    const code = codeIn(answer);
    super(`${operation} of ${service} was answered with ${status} ${code}.`);
    this.status = status;
    this.code = code;
  }

  /** Is the service overloaded or broken, so that asking again may help? */
  get isTrouble(): boolean {
    return this.status >= 500 || this.status === 429 || THROTTLED.test(this.code);
  }
}

const THROTTLED = /^(?:Throttl|ProvisionedThroughputExceeded|RequestLimitExceeded|TooManyRequests)/;

/** AWS JSON protocol, "Operation error serialization". */
function codeIn(answer: unknown): string {
  if (typeof answer !== 'object' || answer === null || !('__type' in answer)) return 'unknown';
  return String(answer.__type).replace(/^.*#/, '');
}
