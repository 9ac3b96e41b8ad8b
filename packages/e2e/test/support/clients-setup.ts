import type { TestProject } from 'vitest/node';
import { chooseClients } from '../../src/clients/choose-clients.ts';
import type { Client } from '../../src/clients/client.ts';

declare module 'vitest' {
  interface ProvidedContext {
    readonly clients: Client[];
  }
}

/** Builds the clients that are not there yet, once for the whole run. */
export async function setup(project: TestProject): Promise<void> {
  project.provide('clients', await chooseClients(process.env));
}
