/** The present; only entry files own a real one. */
export type Clock = () => Date;

/** Waits before the `attempt`-th retry (from 1), longer each time and never in step. */
export type Backoff = (attempt: number) => Promise<void>;
