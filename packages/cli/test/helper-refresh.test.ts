import { describe, expect, it } from 'vitest';
import { answer } from '../src/credentials-helper/answer.ts';
import { TOKEN } from './support/fake-registry.ts';
import { withRegistry } from './support/with-registry.ts';

const START = Date.parse('2026-01-01T00:00:00Z');

async function withClock() {
  const { registry, machine } = await withRegistry();
  const get = async (seconds: number, args: readonly string[] = []) => {
    const now = new Date(START + seconds * 1000);
    const system = machine.system({ env: { REGISTRY_TOKEN: TOKEN }, now });
    const argv = [`--registry=${registry.url}`, ...args, 'get', registry.host];
    const { stdout = '' } = await answer(argv, system, async () => system);
    return registry.issued.indexOf(JSON.parse(stdout).token);
  };
  return { registry, get };
}

describe('a kept token', () => {
  it('is used until two minutes before its end, to the second', async () => {
    const { registry, get } = await withClock();
    expect(await get(0)).toBe(0);
    expect(await get(900 - 121)).toBe(0);
    expect(await get(900 - 120)).toBe(1);
    expect(await get(900 - 120 + 779)).toBe(1);
    expect(registry.issued).toHaveLength(2);
  });

  it('is used for half its time where that is short', async () => {
    const { get } = await withClock();
    const short = ['--expires-in=60'];
    expect(await get(0, short)).toBe(0);
    expect(await get(29, short)).toBe(0);
    expect(await get(30, short)).toBe(1);
  });

  it('is asked for with what the helper was installed with', async () => {
    const { registry, get } = await withClock();
    await get(0, ['--scope=download:acme upload:acme', '--identity=ci', '--expires-in=600']);
    const form = new URLSearchParams(registry.seen.at(-1)?.body.toString());
    expect(Object.fromEntries(form)).toMatchObject({
      scope: 'download:acme upload:acme',
      identity: 'ci',
      expires_in: '600',
    });
  });
});
