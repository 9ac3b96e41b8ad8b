import {
  ConflictError,
  createGrantReader,
  createPutIdentity,
  createPutIssuer,
  InvalidError,
  type IssuerPreset,
  issuerKey,
  type MatchDocument,
  parseIssuer,
  parseMatch,
  parsePrincipal,
  parseResourceName,
  parseScope,
  readIssuerRecord,
} from '@registry/domain';
import { createMemoryRecordStore } from '@registry/domain/testing';
import { describe, expect, it } from 'vitest';
import { request, START } from './access-setup.ts';

const actor = {
  caller: {
    principal: parsePrincipal('identity:admin'),
    scope: parseScope('admin'),
    issuedAt: START,
    expiresAt: START,
    tokenId: 'token-1',
    identities: [],
  },
  request,
};

function administering() {
  const clock = () => START;
  const records = createMemoryRecordStore(clock);
  const deployment = { listed: [], unlisted: [] };
  let ids = 0;
  const deps = {
    records,
    clock,
    newId: () => String(++ids),
    backoff: async () => {},
    deployment,
    grants: createGrantReader({ records, deployment }),
  };
  const [putIssuer, putIdentity] = [createPutIssuer(deps), createPutIdentity(deps)];
  return {
    issuer: async (preset: IssuerPreset | null, issuer = 'https://gitlab.corp.example') =>
      putIssuer(
        parseIssuer(parseResourceName('ci'), {
          issuer,
          audiences: ['https://registry.test'],
          algorithms: ['RS256'],
          jwks: null,
          preset,
        }),
        actor,
        {},
      ),
    identity: async (match: MatchDocument) =>
      putIdentity({ name: parseResourceName('ours'), match: parseMatch(match) }, actor, {}),
    async preset() {
      const record = await records.get(issuerKey(parseResourceName('ci')));
      return record && readIssuerRecord(record).preset;
    },
  };
}

const byId = { issuer: 'ci', claims: { namespace_id: '72' } };
const byName = { issuer: 'ci', claims: { namespace_path: 'my-group' } };

describe('an issuer with a preset', () => {
  it('takes identities that bind an id, and no others', async () => {
    const { issuer, identity } = administering();
    await issuer('gitlab');
    await identity(byId);
    await expect(identity(byName)).rejects.toBeInstanceOf(InvalidError);
  });

  it('is not made of one whose identities bind less', async () => {
    const { issuer, identity, preset } = administering();
    await issuer(null);
    await identity(byName);
    const error = await issuer('gitlab').catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ConflictError);
    expect(String(error)).toContain('"ours"');
    expect(await preset()).toBeUndefined();
    await identity(byId);
    await issuer('gitlab');
    expect(await preset()).toBe('gitlab');
  });

  it('is never one with an identity that binds less, whoever comes first', async () => {
    const { issuer, identity, preset } = administering();
    await issuer(null);
    const [isIssuer, isIdentity] = await Promise.allSettled([issuer('gitlab'), identity(byName)]);
    expect([isIssuer.status, isIdentity.status].sort()).toEqual(['fulfilled', 'rejected']);
    expect(await preset()).toBe(isIssuer.status === 'fulfilled' ? 'gitlab' : undefined);
  });

  it('is one that the preset is about', async () => {
    const { issuer } = administering();
    await expect(issuer('github')).rejects.toBeInstanceOf(InvalidError);
    await issuer('github', 'https://token.actions.githubusercontent.com');
  });

  it('is every one of a known URL, whatever is said of it', async () => {
    const { issuer, identity, preset } = administering();
    await issuer(null);
    await identity(byName);
    // The identity binds nothing that lasts: the issuer cannot become one of which that is known.
    await expect(issuer(null, 'https://gitlab.com')).rejects.toBeInstanceOf(ConflictError);
    await identity(byId);
    await issuer(null, 'https://gitlab.com');
    expect(await preset()).toBe('gitlab');
    await expect(identity(byName)).rejects.toBeInstanceOf(InvalidError);
  });
});
