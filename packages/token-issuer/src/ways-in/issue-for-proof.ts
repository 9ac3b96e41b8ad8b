import type { Proof, ResourceName, Scope } from '@registry/domain';
import type { IssuedToken } from '@registry/domain/tokens';
import type { Asked } from './way-in.ts';

/** Gives a token for a proof, if identities and grants say so. */
export type IssueForProof = (wanted: {
  readonly proof: Proof;
  readonly identity?: ResourceName;
  /** Absent: everything granted. */
  readonly scope?: Scope;
  /** Absent: the default lifetime. */
  readonly lifetimeSeconds?: number;
  readonly request: Asked['request'];
}) => Promise<IssuedToken>;
