import { describe, expect, it, vi } from 'vitest';
import {
  createConfigurationParser,
  type ParserSettings,
} from '../../src/publish/inspect/configuration-parser.ts';

const TALKING = new URL('./support/talking-worker.ts', import.meta.url);

function createAsk(settings: Partial<ParserSettings> = {}) {
  const parse = createConfigurationParser({ hclWorker: TALKING, ...settings });
  return async (text: string) => {
    const report = await parse({ text, syntax: 'hcl' });
    return 'faults' in report ? report.faults : [];
  };
}

vi.setConfig({ testTimeout: 60_000 });

describe('the parser process', () => {
  it('serves many questions, in their order', async () => {
    const ask = createAsk();
    const pids = await Promise.all([ask('a'), ask('b'), ask('c')]);
    expect(new Set(pids.flat()).size).toBe(1);
    expect(pids[0]).not.toEqual([String(process.pid)]);
  });

  it('ends when nobody asks for a while, and another takes its place', async () => {
    const ask = createAsk({ idleMs: 20 });
    const [first] = await ask('a');
    await vi.waitFor(() => expect(() => process.kill(Number(first), 0)).toThrow(/ESRCH/), 10_000);
    expect(await ask('a')).not.toEqual([first]);
  });

  it('is not asked again once it is spent', async () => {
    const ask = createAsk();
    expect(await ask('spent')).not.toEqual(await ask('a'));
  });

  it('is given up when it does not answer, and another takes its place', async () => {
    const ask = createAsk({ maxParseMs: 2000 });
    const [first] = await ask('a');
    expect(await ask('silence')).toEqual(['it takes more than 2 seconds to parse.']);
    await vi.waitFor(() => expect(() => process.kill(Number(first), 0)).toThrow(/ESRCH/), 10_000);
    expect(await ask('a')).not.toEqual([first]);
  });

  it('that dies is the registry’s trouble, not the publisher’s, and another takes its place', async () => {
    const ask = createAsk();
    await expect(ask('please die')).rejects.toMatchObject({ code: 'unavailable' });
    expect(await ask('a')).toHaveLength(1);
  });

  it('that cannot start is the registry’s trouble too', async () => {
    const ask = createAsk({ hclWorker: new URL('./missing.ts', import.meta.url) });
    await expect(ask('a')).rejects.toMatchObject({ code: 'unavailable' });
  });

  it('knows nothing of the registry’s environment but what it is given', async () => {
    expect(await createAsk()('environment')).not.toContain('PATH');
    const told = createAsk({ workerEnvironment: { LD_LIBRARY_PATH: '/nowhere' } });
    expect(await told('environment')).toContain('LD_LIBRARY_PATH');
  });
});
