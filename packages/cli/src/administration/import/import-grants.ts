/**
 * The grants of mathewmoon/aws-lambda-terraform-registry, read from its table: for IAM roles, for
 * bearers of JWTs, and for static tokens, one item for each namespace.
 */
import { canonicalPrincipal, InvalidError, parseGrantedNamespace } from '@registry/domain';
import type { WantedGrant } from '../grants-file.ts';
import { createIdentityNames, type IdentityNames } from './identity-names.ts';
import { SCANNED_GRANT, type ScannedGrant, scannedItems } from './scanned-items.ts';

export interface ImportedGrants {
  readonly grants: readonly WantedGrant[];
  /** What to run first: they make the issuers and identities that the grants name. */
  readonly commands: readonly string[];
  /** What cannot be carried over, a sentence each. */
  readonly left: readonly string[];
}

export function importGrants(text: string, path: string): ImportedGrants {
  const names = createIdentityNames();
  const grants = new Map<string, WantedGrant>();
  const left: string[] = [];
  for (const item of scannedItems(text, path)) {
    const kind = String(item['sk']).split('~')[0];
    // Modules are published anew, and the public key was only for its own tokens.
    if (kind === 'Module' || kind === 'KMSPubKey') continue;
    try {
      const scanned = SCANNED_GRANT.parse(item);
      const grant = grantOf(kind, scanned, names);
      const key = `${grant.principal} ${grant.namespace}`;
      const permissions = [...(grants.get(key)?.permissions ?? []), ...grant.permissions];
      grants.set(key, { ...grant, permissions: [...new Set(permissions)].sort() });
    } catch (error) {
      const reason = error instanceof InvalidError ? error.message : 'it has another form.';
      left.push(`${String(item['pk'])}, ${withoutSecrets(String(item['sk']))}: ${reason}`);
    }
  }
  return { grants: [...grants.values()], commands: names.commands(), left };
}

function grantOf(kind: string | undefined, scanned: ScannedGrant, names: IdentityNames) {
  const permissions = (['download', 'upload', 'create_grant', 'delete_grant'] as const).filter(
    (permission) => scanned.permissions[permission],
  );
  if (permissions.length === 0) throw new InvalidError('it allows nothing.');
  return {
    principal: principalOf(kind, scanned, names),
    namespace: parseGrantedNamespace(scanned.namespace ?? scanned.pk),
    permissions,
    expires_at: null,
    reason: 'imported',
  };
}

function principalOf(kind: string | undefined, scanned: ScannedGrant, names: IdentityNames) {
  const identifier = scanned.identifier ?? scanned.sk.slice(scanned.sk.indexOf('~') + 1);
  switch (kind) {
    case 'IAMBearerAuth':
      if (identifier.endsWith(':user')) {
        throw new InvalidError(
          'it is for all users of an account at once; grant it to each user, or to an identity with an arn_pattern.',
        );
      }
      return canonicalPrincipal(identifier);
    case 'JWTAuth':
      return names.principalFor(scanned);
    case 'BearerAuth':
      throw new InvalidError(
        'a static token cannot be carried over, since only its digest is known; make one with "registry-cli tokens add".',
      );
    default:
      throw new InvalidError('it is no grant.');
  }
}

// The digest of a static token is nobody's business either.
function withoutSecrets(sk: string): string {
  return sk.startsWith('BearerAuth~') ? 'a static token' : sk;
}
