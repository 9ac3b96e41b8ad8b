import type { LookupAddress } from 'node:dns';
import { setDefaultCACertificates } from 'node:tls';
import { CONFIGURATION, type StartedIssuer, startIssuer } from '@registry/domain/testing/issuer';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createFetchJson } from '../../src/issuer-keys/fetch-json.ts';
import { guardedLookup, type Resolve, resolve } from '../../src/issuer-keys/guarded-lookup.ts';

let issuer: StartedIssuer;
beforeAll(async () => {
  issuer = await startIssuer();
  setDefaultCACertificates([issuer.cert]);
});
afterAll(() => issuer.stop());
beforeEach(() => {
  issuer.instead.clear();
  issuer.requests.length = 0;
});

const MAX_BYTES = 1000;
const fetching = (resolver: Resolve = resolve) =>
  createFetchJson({ resolve: resolver, maxBytes: MAX_BYTES });
const url = (path = CONFIGURATION) => new URL(path, issuer.url);
const signal = new AbortController().signal;
const OWN = { privateAllowed: true, signal };

/** A resolver that gives each answer once, the last one again and again. */
function resolving(...answers: string[][]): Resolve & { asked: string[] } {
  const asked: string[] = [];
  const resolver: Resolve = (host, done) => {
    const answer = answers[Math.min(asked.length, answers.length - 1)] ?? [];
    asked.push(host);
    const addresses: LookupAddress[] = answer.map((address) => ({
      address,
      family: address.includes(':') ? 6 : 4,
    }));
    done(null, addresses);
  };
  return Object.assign(resolver, { asked });
}

describe('a fetch', () => {
  it('gets JSON', async () => {
    expect(await fetching()(url(), OWN)).toMatchObject({ issuer: issuer.url });
  });

  it('is never sent over plain http', async () => {
    const plain = new URL(issuer.url.replace('https:', 'http:'));
    await expect(fetching()(plain, OWN)).rejects.toThrow(/is not https/);
    expect(issuer.requests).toEqual([]);
  });

  it.each([301, 302, 303, 307, 308])('does not follow a %i', async (status) => {
    issuer.instead.set(CONFIGURATION, (_, response) => {
      response.writeHead(status, { Location: `${issuer.url}/jwks` }).end('{}');
    });
    await expect(fetching()(url(), OWN)).rejects.toThrow(`answered ${status}`);
    expect(issuer.requests).toEqual([CONFIGURATION]);
  });

  it.each([201, 204, 206, 404, 500])('takes no %i', async (status) => {
    issuer.instead.set(CONFIGURATION, (_, response) => {
      response.writeHead(status).end();
    });
    await expect(fetching()(url(), OWN)).rejects.toThrow(`answered ${status}`);
  });

  it('takes an answer of the most bytes, and none of one more', async () => {
    for (const [length, taken] of [
      [1000, true],
      [1001, false],
    ] as const) {
      issuer.instead.set(CONFIGURATION, (_, response) => {
        response.end(`"${'x'.repeat(length - 2)}"`);
      });
      const answer = fetching()(url(), OWN);
      if (taken) expect(await answer).toHaveLength(998);
      else await expect(answer).rejects.toThrow(/longer than 1000 bytes/);
    }
  });

  it('hangs up on an answer that never ends', async () => {
    const hungUp = new Promise((gone) => {
      issuer.instead.set(CONFIGURATION, (_, response) => {
        response.on('close', gone);
        const more = () => {
          if (!response.destroyed) response.write('x'.repeat(500), () => setImmediate(more));
        };
        more();
      });
    });
    await expect(fetching()(url(), OWN)).rejects.toThrow(/longer than/);
    await hungUp;
  });

  it('gives up on an answer that does not come, or comes byte by byte', async () => {
    const drip = (start: boolean) => {
      const hungUp = new Promise((gone) => {
        issuer.instead.set(CONFIGURATION, (_, response) => {
          response.on('close', gone);
          if (start) response.write('{');
        });
      });
      return hungUp;
    };
    for (const start of [false, true]) {
      const hungUp = drip(start);
      const signal = AbortSignal.timeout(100);
      await expect(fetching()(url(), { ...OWN, signal })).rejects.toThrow(/aborted/);
      await hungUp;
    }
  });

  it('takes nothing that is no JSON', async () => {
    issuer.instead.set(CONFIGURATION, (_, response) => {
      response.end('<html>');
    });
    await expect(fetching()(url(), OWN)).rejects.toThrow(SyntaxError);
  });

  it('takes nothing from a server without a certificate that is trusted', async () => {
    const { hostname } = new URL('https://elsewhere.test');
    const other = new URL(`https://${hostname}:${issuer.port}/`);
    const toIssuer = createFetchJson({ resolve: resolving(['127.0.0.1']), maxBytes: MAX_BYTES });
    await expect(toIssuer(other, OWN)).rejects.toThrow();
    expect(issuer.requests).toEqual([]);
  });
});

describe('a private address', () => {
  const named = () => new URL(`https://issuer.test:${issuer.port}${CONFIGURATION}`);
  const STRANGE = { privateAllowed: false, signal };

  it('is refused where the URL says it', async () => {
    await expect(fetching()(url(), STRANGE)).rejects.toMatchObject({ code: 'private_address' });
    expect(issuer.requests).toEqual([]);
  });

  it('is refused where a name leads to it', async () => {
    await expect(
      fetching()(new URL(`https://localhost:${issuer.port}/`), STRANGE),
    ).rejects.toMatchObject({ code: 'private_address' });
    expect(issuer.requests).toEqual([]);
  });

  it.each([
    [['127.0.0.1']],
    [['::1']],
    [['::ffff:127.0.0.1']],
    [['93.184.216.34', '127.0.0.1']],
    [['127.0.0.1', '93.184.216.34']],
    [['169.254.169.254']],
    [['fd00:ec2::254']],
  ])('is refused where a resolver answers %j', async (answer) => {
    const resolver = resolving(answer);
    await expect(fetching(resolver)(named(), STRANGE)).rejects.toMatchObject({
      code: 'private_address',
    });
    expect(issuer.requests).toEqual([]);
  });

  it('gains nothing by an answer that changes: the one that is looked at is the one used', async () => {
    const resolver = resolving(['192.31.195.1', '2600::1'], ['127.0.0.1']);
    const lookup = guardedLookup(resolver);
    const used = (all: boolean) =>
      new Promise((found) => lookup('issuer.test', { all }, (...answer) => found(answer)));
    expect(await used(true)).toEqual([
      null,
      [
        { address: '192.31.195.1', family: 4 },
        { address: '2600::1', family: 6 },
      ],
    ]);
    expect(resolver.asked).toEqual(['issuer.test']);
    expect(await used(true)).toEqual([expect.objectContaining({ code: 'private_address' }), '']);
  });

  it('gives a connection that wants one address the first', async () => {
    const lookup = guardedLookup(resolving(['192.31.195.1', '2600::1']));
    const answer = await new Promise((found) =>
      lookup('issuer.test', {}, (...given) => found(given)),
    );
    expect(answer).toEqual([null, '192.31.195.1', 4]);
  });

  it('is refused also for a name that no longer resolves', async () => {
    await expect(fetching(resolving([]))(named(), STRANGE)).rejects.toThrow(/no address/);
  });
});
