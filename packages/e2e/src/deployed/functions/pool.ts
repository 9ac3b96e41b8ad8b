import { randomUUID } from 'node:crypto';
import type { Invocation } from '../gateway/functions.ts';
import type { DeployedFunction } from './deployed-function.ts';
import { environmentOf, type Surroundings } from './environment.ts';
import { type Instance, startInstance } from './instance.ts';

/** "Lambda quotas": invocation payload, request and response each, synchronous. */
const MAX_PAYLOAD_BYTES = 6_291_556;
/** Where the deployment sets no limit, the machine does: more events wait their turn. */
const MAX_INSTANCES = 6;

/** All instances of one function. */
export interface Pool {
  invoke(event: object): Promise<Invocation>;
  /** Ends every process at once, whatever it is doing. */
  kill(): Promise<void>;
}

export function createPool(
  fn: DeployedFunction,
  root: string,
  surroundings: Surroundings,
  log: (line: string) => void,
): Pool {
  const instances = new Set<Instance>();
  const idle: Instance[] = [];
  const waiting: (() => void)[] = [];
  const limited = fn.reservedConcurrency >= 0;

  const start = () => {
    const instance = randomUUID().replaceAll('-', '');
    const started = startInstance(fn, environmentOf(fn, root, instance, surroundings), log);
    instances.add(started);
    return started;
  };
  const take = async (): Promise<Instance | undefined> => {
    for (;;) {
      for (const instance of instances) if (!instance.isAlive()) instances.delete(instance);
      const free = idle.pop();
      if (free?.isAlive()) return free;
      if (free !== undefined) continue;
      if (instances.size < (limited ? fn.reservedConcurrency : MAX_INSTANCES)) return start();
      if (limited) return undefined;
      await new Promise<void>((resolve) => waiting.push(resolve));
    }
  };
  const give = (instance: Instance) => {
    if (instance.isAlive()) idle.push(instance);
    waiting.shift()?.();
  };

  return {
    async invoke(event) {
      const payload = JSON.stringify(event);
      if (Buffer.byteLength(payload) > MAX_PAYLOAD_BYTES)
        return { kind: 'refused', reason: 'too-large' };
      const instance = await take();
      if (instance === undefined) return { kind: 'refused', reason: 'throttled' };
      const requestId = randomUUID();
      const outcome = await instance.invoke({
        requestId,
        payload,
        functionArn: fn.arn,
        deadlineMs: Date.now() + fn.timeoutSeconds * 1000,
        traceId: `Root=1-${requestId}`,
      });
      give(instance);
      return withinSize(outcome);
    },
    async kill() {
      idle.length = 0;
      await Promise.all([...instances].map((instance) => instance.kill()));
    },
  };
}

function withinSize(outcome: Invocation): Invocation {
  if (outcome.kind !== 'answer') return outcome;
  const size = Buffer.byteLength(outcome.payload);
  if (size <= MAX_PAYLOAD_BYTES) return outcome;
  const message = `Response payload size exceeded maximum allowed payload size (${MAX_PAYLOAD_BYTES} bytes).`;
  return { kind: 'error', type: 'Function.ResponseSizeTooLarge', message };
}
