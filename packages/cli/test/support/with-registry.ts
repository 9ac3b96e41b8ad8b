import { onTestFinished } from 'vitest';
import { FakeRegistry, TOKEN } from './fake-registry.ts';
import { Machine } from './run-cli.ts';

/** A machine and a registry of its own, and the environment that joins them. */
export async function withRegistry() {
  const registry = await FakeRegistry.start();
  onTestFinished(() => registry.stop());
  const machine = await Machine.create();
  const env = { REGISTRY_URL: registry.url, REGISTRY_TOKEN: TOKEN };
  return { registry, machine, env };
}
