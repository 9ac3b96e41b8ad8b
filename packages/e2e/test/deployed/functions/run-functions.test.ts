import { describe, expect, it } from 'vitest';
import { handler, runSmall, SOURCE, smallFunction } from '../support/small-function.ts';

const run = async (...args: Parameters<typeof smallFunction>) =>
  runSmall(await smallFunction(...args));

describe('the process of a function', () => {
  it('has the deployed environment, what Lambda sets and what stands for AWS, and nothing of ours', async () => {
    const { answer } = await run(handler('return process.env'));
    expect(Object.keys(await answer()).sort()).toEqual([
      ...['AWS_ACCESS_KEY_ID', 'AWS_DEFAULT_REGION', 'AWS_ENDPOINT_URL', 'AWS_EXECUTION_ENV'],
      ...['AWS_LAMBDA_FUNCTION_MEMORY_SIZE', 'AWS_LAMBDA_FUNCTION_NAME'],
      ...['AWS_LAMBDA_FUNCTION_VERSION', 'AWS_LAMBDA_INITIALIZATION_TYPE'],
      ...['AWS_LAMBDA_LOG_GROUP_NAME', 'AWS_LAMBDA_LOG_STREAM_NAME', 'AWS_REGION'],
      ...['AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN', 'GREETING', 'LAMBDA_RUNTIME_DIR'],
      ...['LAMBDA_TASK_ROOT', 'LANG', 'PATH', 'TZ', '_HANDLER', '_X_AMZN_TRACE_ID'],
    ]);
    expect(await answer()).toMatchObject({ GREETING: 'hello', AWS_REGION: 'eu-west-1' });
  });

  it('works at one event at a time, and is used again', async () => {
    const body =
      'const before = globalThis.n ?? 0; globalThis.n = before + 1; await new Promise(r => setTimeout(r, 20)); return [process.pid, before, globalThis.n - before]';
    const { answer } = await run(handler(body));
    const together = await Promise.all([answer(), answer(), answer()]);
    expect(new Set(together.map(([pid]) => pid)).size).toBe(3);
    expect(together.map(([, before, own]) => [before, own])).toEqual(Array(3).fill([0, 1]));
    const [pid, before] = await answer();
    expect(together.map(([each]) => each)).toContain(pid);
    expect(before).toBe(1);
  });

  it('makes no more of itself than a machine can bear, and leaves nobody waiting', async () => {
    const { answer } = await run(handler('return process.pid'));
    const pids = await Promise.all(Array.from({ length: 40 }, () => answer()));
    expect(new Set(pids).size).toBeLessThanOrEqual(6);
  });

  it('stands still between events', async () => {
    const body =
      'if (event.first) { setInterval(() => { globalThis.ticks = (globalThis.ticks ?? 0) + 1 }, 5); return 0 } return globalThis.ticks ?? 0';
    const { answer } = await run(handler(body));
    await answer({ first: true });
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(await answer()).toBeLessThan(20);
  });

  it('is another one once the function was deployed otherwise, and else the same', async () => {
    const code = await smallFunction(handler('return [process.pid, process.env.GREETING]'));
    const { answer, deploy } = await runSmall(code);
    const [pid] = await answer();
    await deploy([{ ...code }]);
    expect(await answer()).toEqual([pid, 'hello']);
    await deploy([{ ...code, environment: { GREETING: 'good day' } }]);
    const [later, greeting] = await answer();
    expect(greeting).toBe('good day');
    expect(later).not.toBe(pid);
    await expect(deploy([{ ...code, memoryMb: 64 }])).rejects.toThrow('64 MB');
    expect(await answer()).toEqual([later, 'good day']);
  });

  it('has its lines in the log, and a context to ask', async () => {
    const { answer, lines } = await run(
      handler(
        'console.log("one"); console.error("two"); return { ...context, left: context.getRemainingTimeInMillis() }',
      ),
    );
    const context = await answer();
    expect(context).toMatchObject({ functionName: 'small', memoryLimitInMB: '256' });
    expect(context.left).toBeGreaterThan(4000);
    expect(lines.sort()).toEqual(['small one', 'small two']);
  });
});

describe('a handler', () => {
  it.each([
    ['index.handler', 'index.mjs'],
    ['index.handler', 'index.js'],
    ['index.handler', 'index.cjs'],
    ['folder/deep/main.handler', 'folder/deep/main.mjs'],
    ['index.nested.handler', 'index.mjs'],
  ])('%s is found in %s', async (name, file) => {
    const isCommon = /\.c?js$/.test(file);
    const exported = name.includes('nested')
      ? 'nested = { handler: async () => 1 }'
      : 'handler = async () => 1';
    const code = isCommon ? `exports.${exported}` : `export const ${exported}`;
    const { answer } = await run({ [file]: code }, { handler: name });
    expect(await answer()).toBe(1);
  });

  it.each([
    ['main.handler', 'Runtime.ImportModuleError'],
    ['index.other', 'Runtime.HandlerNotFound'],
    ['index', 'Runtime.MalformedHandlerName'],
    ['../index.handler', 'Runtime.MalformedHandlerName'],
    ['dist/index.handler', 'Runtime.ImportModuleError'],
  ])('%s is not found', async (name, type) => {
    const { invoke } = await run(handler('return 1'), { handler: name });
    expect(await invoke()).toMatchObject({ kind: 'error', type });
    expect(await invoke()).toMatchObject({ kind: 'error', type });
  });

  it.each([
    ['throw new TypeError("no")', 'TypeError', 'no'],
    ['throw "no"', 'Error', 'no'],
    [
      'Promise.reject(new Error("late")); await new Promise(() => setInterval(() => {}, 1000))',
      'Runtime.UnhandledPromiseRejection',
      'late',
    ],
    ['process.exit(0)', 'Runtime.ExitError', 'Runtime exited'],
  ])('that does %j fails, and the next event is served', async (body, type, message) => {
    const { invoke } = await run(handler(`if (event.well) return 1; ${body}`));
    expect(await invoke()).toEqual({ kind: 'error', type, message });
    expect(await invoke({ well: true })).toEqual({ kind: 'answer', payload: '1' });
  });

  it('that fails while it is loaded fails every event', async () => {
    const { invoke } = await run({ 'index.mjs': 'throw new Error("TABLE_NAME: must be set")' });
    for (const _ of [1, 2]) {
      expect(await invoke()).toMatchObject({ kind: 'error', message: 'TABLE_NAME: must be set' });
    }
  });
});

describe('a limit', () => {
  it('of time ends a function that takes longer', async () => {
    const { invoke } = await run(handler('if (event.well) return 1; for (;;);'), {
      timeoutSeconds: 1,
    });
    const message = 'Task timed out after 1.00 seconds';
    expect(await invoke()).toEqual({ kind: 'error', type: 'Sandbox.Timedout', message });
    expect(await invoke({ well: true })).toMatchObject({ kind: 'answer' });
  });

  it('of memory ends a function that takes more', async () => {
    const body =
      'const all = []; for (;;) { all.push(Buffer.alloc(8e6, 1)); await new Promise(r => setTimeout(r, 10)); }';
    const { invoke } = await run(handler(body), { memoryMb: 128, timeoutSeconds: 30 });
    expect(await invoke()).toMatchObject({ kind: 'error', type: 'Runtime.OutOfMemory' });
  });

  it('of concurrency refuses what is too much', async () => {
    const body = 'await new Promise(r => setTimeout(r, 200)); return 1';
    const { invoke } = await run(handler(body), { reservedConcurrency: 1 });
    const outcomes = await Promise.all([invoke(), invoke()]);
    expect(outcomes).toEqual([
      { kind: 'answer', payload: '1' },
      { kind: 'refused', reason: 'throttled' },
    ]);
    const none = await run(handler('return 1'), { reservedConcurrency: 0 });
    expect(await none.invoke()).toEqual({ kind: 'refused', reason: 'throttled' });
  });

  it('of 6 MB holds for the event and for the answer', async () => {
    const { invoke } = await run(handler('return "x".repeat(event.size)'));
    const padding = 'x'.repeat(6_291_556);
    expect(await invoke({ padding })).toEqual({ kind: 'refused', reason: 'too-large' });
    expect(await invoke({ size: 6_291_554 })).toMatchObject({ kind: 'answer' });
    expect(await invoke({ size: 6_291_555 })).toMatchObject({
      kind: 'error',
      type: 'Function.ResponseSizeTooLarge',
    });
  });
});

describe('a function is refused', () => {
  it.each([
    ['to whom nobody gave permission', []],
    [
      'to another service',
      [{ principal: 's3.amazonaws.com', action: 'lambda:InvokeFunction', sourceArn: undefined }],
    ],
    [
      'to another method',
      [
        {
          principal: 'apigateway.amazonaws.com',
          action: 'lambda:InvokeFunction',
          sourceArn: SOURCE.replace('GET', 'PUT'),
        },
      ],
    ],
    [
      'to another API',
      [
        {
          principal: 'apigateway.amazonaws.com',
          action: 'lambda:InvokeFunction',
          sourceArn: 'arn:aws:execute-api:eu-west-1:123456789012:other/*',
        },
      ],
    ],
  ])('%s', async (_, permissions) => {
    const { invoke } = await run(handler('return 1'), { permissions });
    expect(await invoke()).toEqual({ kind: 'refused', reason: 'permission' });
  });

  it.each([
    ['with a variable that Lambda sets', { environment: { AWS_REGION: 'x' } }, 'AWS_REGION'],
    ['with more than 4 KB of variables', { environment: { LONG: 'x'.repeat(4096) } }, '4,096'],
    ['with a variable that is none', { environment: { '1X': 'x' } }, '1X'],
    ['with another runtime', { runtime: 'nodejs18.x' }, 'nodejs18.x'],
    ['with too little memory', { memoryMb: 64 }, '64 MB'],
    ['with 20 minutes', { timeoutSeconds: 1200 }, '1200 s'],
  ])('%s', async (_, change, fault) => {
    await expect(run(handler('return 1'), change)).rejects.toThrow(fault);
  });

  it('when it was killed, until it may run again', async () => {
    const { invoke, kill, revive } = await run(
      handler('await new Promise(r => setTimeout(r, event.ms ?? 0)); return 1'),
    );
    const running = invoke({ ms: 60_000 });
    await new Promise((resolve) => setTimeout(resolve, 300));
    await kill();
    expect(await running).toMatchObject({ kind: 'error', type: 'Runtime.ExitError' });
    expect(await invoke()).toMatchObject({ kind: 'error' });
    revive();
    expect(await invoke()).toMatchObject({ kind: 'answer' });
  });
});
