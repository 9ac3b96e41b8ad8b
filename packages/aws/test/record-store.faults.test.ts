import { InvalidError, UnavailableError } from '@registry/domain';
import { describe, expect, it, type TestContext } from 'vitest';
import { createDynamoDbClient, createRecordStore } from '../src/records/index.ts';
import {
  answer,
  awsError,
  cutOff,
  type Fault,
  hang,
  hangUp,
  loseAnswer,
  passOn,
  startFaultServer,
  testSettings,
} from '../src/testing/index.ts';
import { freshTable } from './fresh-table.ts';

/** The clients give up after so long; a 503 has to be there before. */
const CLIENT_PATIENCE_MS = 10_000;

const clock = () => new Date('2026-01-02T03:04:05.678Z');
const key = { partition: 'P', id: 'a' };
const put = { kind: 'put', record: { ...key, document: {} }, expected: 'absent' } as const;

function storeAt(endpoint: string, tableName = 'records') {
  return createRecordStore({
    client: createDynamoDbClient(testSettings(endpoint)),
    tableName,
    clock,
  });
}

async function storeBehind(
  test: Pick<TestContext, 'onTestFinished'>,
  faults: [Fault, ...Fault[]],
  tableName?: string,
) {
  const server = await startFaultServer(...faults);
  test.onTestFinished(() => server.dispose());
  return storeAt(server.endpoint, tableName);
}

const CALLS = {
  get: (store: ReturnType<typeof storeAt>) => store.get(key),
  list: (store: ReturnType<typeof storeAt>) => store.list('P', { limit: 1 }),
  listUnder: (store: ReturnType<typeof storeAt>) => store.listUnder('P', { limit: 1 }),
  commit: (store: ReturnType<typeof storeAt>) => store.commit([put]),
};

describe.concurrent.for(Object.entries(CALLS))('%s, when the table', ([_, call]) => {
  it.for<[string, Fault]>([
    ['is throttled', awsError(400, 'ProvisionedThroughputExceededException')],
    ['fails inside', awsError(500, 'InternalServerError')],
    ['is overloaded', answer(503, 'busy')],
    ['never answers', hang],
    ['hangs up', hangUp],
    ['stops in the middle of its answer', cutOff],
  ])('%s, is unavailable', { timeout: CLIENT_PATIENCE_MS }, async ([_, fault], test) => {
    const calling = call(await storeBehind(test, [fault]));
    await expect(calling).rejects.toThrow(UnavailableError);
    await expect(calling).rejects.toHaveProperty('cause');
  });

  it.for<[string, Fault]>([
    ['does not exist', awsError(400, 'ResourceNotFoundException')],
    ['may not be used', awsError(400, 'AccessDeniedException')],
    ['answers nonsense', answer(200, '<html>')],
  ])('%s, fails with what was answered', async ([_, fault], test) => {
    const calling = call(await storeBehind(test, [fault]));
    await expect(calling).rejects.toThrow();
    await expect(calling).rejects.not.toThrow(UnavailableError);
  });

  it('has a short spell of trouble, does not show it', async (test) => {
    const { endpoint, tableName } = await freshTable();
    const spell: [Fault, ...Fault[]] = [awsError(500, 'InternalServerError'), hangUp];
    const store = await storeBehind(test, [...spell, passOn(endpoint)], tableName);
    await expect(call(store)).resolves.not.toThrow();
  });
});

describe('commit, when the transaction is cancelled', () => {
  const cancelled = (...codes: string[]): [Fault] => [
    awsError(400, 'TransactionCanceledException', {
      CancellationReasons: codes.map((Code) => ({ Code, Message: 'as a test wants it' })),
    }),
  ];

  it.for([
    ['None', 'ConditionalCheckFailed'],
    ['TransactionConflict', 'None'],
    ['ThrottlingError', 'ConditionalCheckFailed'],
  ])(
    'by a condition or by somebody who writes at the same time (%s, %s), is "changed"',
    async (codes, test) => {
      const store = await storeBehind(test, cancelled(...codes));
      expect(await store.commit([put])).toBe('changed');
    },
  );

  it.for(['ThrottlingError', 'ProvisionedThroughputExceeded'])(
    'because of %s, is unavailable',
    async (code, test) => {
      const store = await storeBehind(test, cancelled('None', code));
      await expect(store.commit([put])).rejects.toThrow(UnavailableError);
    },
  );

  it('for a reason it does not know, fails with it', async (test) => {
    const store = await storeBehind(test, cancelled('SomethingNew'));
    await expect(store.commit([put])).rejects.toThrow(/TransactionCanceled/);
  });
});

describe('commit, when the answer to a committed transaction is lost', () => {
  it('finds that it was committed, once', async (test) => {
    const { endpoint, tableName } = await freshTable();
    const lossy = await storeBehind(test, [loseAnswer(endpoint), passOn(endpoint)], tableName);
    expect(await lossy.commit([put])).toBe('committed');
    expect((await storeAt(endpoint, tableName).get(key))?.revision).toBe(1);
  });
});

describe('a name that no record has', () => {
  it('is refused before the table is asked', async () => {
    const store = storeAt('http://127.0.0.1:1');
    await expect(store.get({ ...key, id: '' })).rejects.toThrow(InvalidError);
    await expect(store.list('', { limit: 1 })).rejects.toThrow(InvalidError);
  });
});
