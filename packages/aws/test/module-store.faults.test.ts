import { encodeIndex, InvalidError, parseVersion, UnavailableError } from '@registry/domain';
import { freshModuleId, sampleVersion } from '@registry/domain/testing';
import { describe, expect, it, type TestContext } from 'vitest';
import { createDynamoDbClient, createModuleStore } from '../src/modules/index.ts';
import {
  answer,
  awsError,
  cutOff,
  drip,
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

const id = freshModuleId();
const version = parseVersion('1.0.0');
const change = {
  ...sampleVersion(id, '1.0.0'),
  expected: 'absent',
  index: encodeIndex(id, [version], 1),
} as const;

type Cleanup = Pick<TestContext, 'onTestFinished'>;

async function storeBehind(test: Cleanup, faults: [Fault, ...Fault[]], tableName?: string) {
  const server = await startFaultServer(...faults);
  test.onTestFinished(() => server.dispose());
  return storeAt(server.endpoint, tableName);
}

function storeAt(endpoint: string, tableName = 'modules') {
  return createModuleStore({ client: createDynamoDbClient(testSettings(endpoint)), tableName });
}

const CALLS = {
  getIndex: (store: ReturnType<typeof storeAt>) => store.getIndex(id),
  getVersion: (store: ReturnType<typeof storeAt>) => store.getVersion(id, version),
  getDocumentation: (store: ReturnType<typeof storeAt>) => store.getDocumentation(id, version),
  commit: (store: ReturnType<typeof storeAt>) => store.commit(change),
};

describe.concurrent.for(Object.entries(CALLS))('%s, when the table', ([_, call]) => {
  it.for<[string, Fault]>([
    ['is throttled', awsError(400, 'ProvisionedThroughputExceededException')],
    ['is throttled by the account', awsError(400, 'RequestLimitExceeded')],
    ['throttles the request', awsError(400, 'ThrottlingException')],
    ['fails inside', awsError(500, 'InternalServerError')],
    ['is overloaded', answer(503, 'busy')],
    ['never answers', hang],
    ['answers too slowly', drip],
    ['hangs up', hangUp],
    ['stops in the middle of its answer', cutOff],
  ])('%s, is unavailable', { timeout: CLIENT_PATIENCE_MS }, async ([_, fault], test) => {
    const calling = call(await storeBehind(test, [fault]));
    await expect(calling).rejects.toThrow(UnavailableError);
    await expect(calling).rejects.toHaveProperty('cause');
  });

  it('is not there, is unavailable', async () => {
    const server = await startFaultServer(hang);
    await server.dispose();
    await expect(call(storeAt(server.endpoint))).rejects.toThrow(UnavailableError);
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
      CancellationReasons: codes.map((Code) => ({ Code, Message: 'Item size is too large' })),
    }),
  ];

  it.for([
    ['None', 'TransactionConflict', 'None'],
    ['TransactionConflict', 'None', 'None'],
    ['TransactionConflict', 'ConditionalCheckFailed', 'None'],
  ])('by somebody who writes at the same time (%s, %s), asks to try again', async (codes, test) => {
    const store = await storeBehind(test, cancelled(...codes));
    expect(await store.commit(change)).toBe('index_changed');
  });

  it.for(['ThrottlingError', 'ProvisionedThroughputExceeded'])(
    'because of %s, is unavailable',
    async (code, test) => {
      const store = await storeBehind(test, cancelled('None', code, 'None'));
      await expect(store.commit(change)).rejects.toThrow(UnavailableError);
    },
  );

  it('because the index is too large, says that there are too many versions', async (test) => {
    const store = await storeBehind(test, cancelled('None', 'ValidationError', 'None'));
    await expect(store.commit(change)).rejects.toThrow(InvalidError);
  });

  it('for a reason it does not know, fails with it', async (test) => {
    const store = await storeBehind(test, cancelled('None', 'SomethingNew', 'None'));
    await expect(store.commit(change)).rejects.toThrow(/TransactionCanceled/);
  });
});

describe('commit, when the answer to a committed transaction is lost', () => {
  it('finds that it was committed, once', async (test) => {
    const { endpoint, tableName, store } = await freshTable();
    const lossy = await storeBehind(test, [loseAnswer(endpoint), passOn(endpoint)], tableName);
    expect(await lossy.commit(change)).toBe('committed');
    expect((await store.getIndex(id))?.revision).toBe(1);
  });
});
