import type { AuditDeps } from '../../audit/record-audit.ts';
import type { DeploymentGrants } from '../../grants/deployment-grants.ts';
import type { GrantReader } from '../../grants/grant-reader.ts';
import type { CommitDeps } from '../../records/commit-retrying.ts';

/** What everything needs that changes who may do what. */
export interface AccessDeps extends AuditDeps, CommitDeps {
  readonly grants: GrantReader;
  readonly deployment: DeploymentGrants;
}
