import type { Proof, ResourceName } from '@registry/domain';
import type { ExchangeWay } from './subject-types.ts';

/** The request that a subject token came with, as audit tells it. */
export interface Asked {
  /** The identity that the client wants to act as. */
  readonly identity: ResourceName | undefined;
  readonly request: { readonly id: string; readonly source?: string };
}

/**
 * Turns a subject token into what it proves. UnauthenticatedError where it does not hold,
 * UnavailableError where that cannot be told now.
 */
export type WayIn = (subjectToken: string, asked: Asked) => Promise<Proof>;

/** Those that are switched on. */
export type WaysIn = { readonly [Way in ExchangeWay]?: WayIn };
