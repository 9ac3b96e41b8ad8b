import type { Clock } from '@registry/domain';
import { ATTRIBUTES, type Item } from '../table.ts';

/** A record that has ended is absent, though its item may be there for days. */
export const ALIVE = '(attribute_not_exists(#endsAt) OR #endsAt > :now)';
export const ALIVE_NAMES = { '#endsAt': ATTRIBUTES.endsAt };

export function aliveValues(clock: Clock): Item {
  return { ':now': { N: String(clock().getTime()) } };
}
