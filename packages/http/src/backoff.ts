import { setTimeout as sleep } from 'node:timers/promises';
import type { Backoff } from '@registry/domain';

const FIRST_MS = 10;
const MAX_MS = 500;

/** Up to 20 ms at first, then twice as long each time, up to half a second. */
export const randomBackoff: Backoff = (attempt) =>
  sleep(Math.random() * Math.min(MAX_MS, FIRST_MS * 2 ** attempt));
