/** What a function's process and whoever runs it say to each other. */
export interface Event {
  readonly requestId: string;
  readonly payload: string;
  readonly deadlineMs: number;
  readonly functionArn: string;
  readonly traceId: string;
}

export type Said =
  | { readonly kind: 'ready' }
  | { readonly kind: 'answer'; readonly payload: string }
  | { readonly kind: 'error'; readonly type: string; readonly message: string }
  /** An error after which the process ends. */
  | { readonly kind: 'fatal'; readonly type: string; readonly message: string };
