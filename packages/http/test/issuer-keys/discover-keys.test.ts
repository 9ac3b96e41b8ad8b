import { describe, expect, it } from 'vitest';
import { discoverKeys } from '../../src/issuer-keys/discover-keys.ts';

/** What each address answers, and which were asked and whether private ones would have done. */
function network(answers: Record<string, unknown>) {
  const asked: [string, boolean][] = [];
  return {
    asked,
    fetchJson: async (url: URL, { privateAllowed }: { privateAllowed: boolean }) => {
      asked.push([url.href, privateAllowed]);
      if (!(url.href in answers)) throw new Error('There is nothing there.');
      return answers[url.href];
    },
  };
}
const KEYS = { keys: [] };

describe('discovery', () => {
  it.each([
    ['https://a.test', 'https://a.test/.well-known/openid-configuration'],
    ['https://a.test/', 'https://a.test/.well-known/openid-configuration'],
    ['https://a.test/tenant', 'https://a.test/tenant/.well-known/openid-configuration'],
    ['https://a.test:8443/t/', 'https://a.test:8443/t/.well-known/openid-configuration'],
  ])('of %s asks %s', async (issuer, configuration) => {
    const { asked, fetchJson } = network({
      [configuration]: { issuer, jwks_uri: 'https://keys.test/jwks' },
      'https://keys.test/jwks': KEYS,
    });
    expect(await discoverKeys({ fetchJson, privateHosts: [], timeoutMs: 5000 })(issuer)).toBe(KEYS);
    expect(asked).toEqual([
      [configuration, false],
      ['https://keys.test/jwks', false],
    ]);
  });

  it.each(['https://b.test', 'https://a.test/', 'https://A.test', 'http://a.test', '', null])(
    'believes no issuer that calls itself %j',
    async (issuer) => {
      const { asked, fetchJson } = network({
        'https://a.test/.well-known/openid-configuration': {
          issuer,
          jwks_uri: 'https://a.test/jwks',
        },
        'https://a.test/jwks': KEYS,
      });
      await expect(
        discoverKeys({ fetchJson, privateHosts: [], timeoutMs: 5000 })('https://a.test'),
      ).rejects.toThrow();
      expect(asked).toHaveLength(1);
    },
  );

  it.each([undefined, 5, '', '/jwks', '//a.test/jwks', 'not a url'])(
    'takes %j for no address of keys',
    async (jwks_uri) => {
      const { asked, fetchJson } = network({
        'https://a.test/.well-known/openid-configuration': { issuer: 'https://a.test', jwks_uri },
      });
      await expect(
        discoverKeys({ fetchJson, privateHosts: [], timeoutMs: 5000 })('https://a.test'),
      ).rejects.toThrow();
      expect(asked).toHaveLength(1);
    },
  );

  it.each([
    ['the issuer by its name', ['git.corp.test'], [true, true]],
    ['the issuer with its port', ['git.corp.test:8443'], [true, true]],
    ['the issuer with another port', ['git.corp.test:443'], [false, false]],
    ['the host of the keys only', ['keys.corp.test'], [false, true]],
    ['the host of the keys with its port', ['keys.corp.test:443'], [false, true]],
    ['the end of a name', ['corp.test'], [false, false]],
    ['nobody', [], [false, false]],
  ])(
    'lets private addresses be where ISSUER_PRIVATE_HOSTS names %s',
    async (_, privateHosts, allowed) => {
      const configuration = 'https://git.corp.test:8443/.well-known/openid-configuration';
      const { asked, fetchJson } = network({
        [configuration]: {
          issuer: 'https://git.corp.test:8443',
          jwks_uri: 'https://keys.corp.test/jwks',
        },
        'https://keys.corp.test/jwks': KEYS,
      });
      await discoverKeys({ fetchJson, privateHosts, timeoutMs: 5000 })(
        'https://git.corp.test:8443',
      );
      expect(asked.map(([, privateAllowed]) => privateAllowed)).toEqual(allowed);
    },
  );
});

describe('an issuer that does not answer', () => {
  it('is waited for once: what is left of the time is all that there is for the keys', async () => {
    const signals: AbortSignal[] = [];
    const keys = discoverKeys({
      privateHosts: [],
      timeoutMs: 50,
      fetchJson: async (url, { signal }) => {
        signals.push(signal);
        if (url.pathname === '/jwks') {
          await new Promise((_, fail) => {
            signal.addEventListener('abort', () => fail(signal.reason), { once: true });
          });
        }
        return { issuer: 'https://a.test', jwks_uri: 'https://a.test/jwks' };
      },
    });
    await expect(keys('https://a.test')).rejects.toThrow(/timeout/);
    expect(signals).toHaveLength(2);
    expect(new Set(signals).size).toBe(1);
  });

  it('has all of the time again when it is asked again', async () => {
    const signals: AbortSignal[] = [];
    const keys = discoverKeys({
      privateHosts: [],
      timeoutMs: 5000,
      fetchJson: async (_, { signal }) => {
        signals.push(signal);
        throw new Error('down');
      },
    });
    for (const _ of [1, 2]) await expect(keys('https://a.test')).rejects.toThrow('down');
    expect(new Set(signals).size).toBe(2);
  });
});
