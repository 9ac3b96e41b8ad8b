import { ENGINES, installEngine, OTHER_CLIENTS } from '../../../../scripts/engines/index.ts';
import type { Client } from './client.ts';

/** What a default run proves in full: what most people have, and the newest of the other. */
const DEFAULT_CLIENTS = ['terraform', 'tofu'];

/**
 * The clients of a run. By default the PATH's terraform and the newest tofu go through everything
 * and the older and newer ones through the essentials; `ALL_CLIENTS=1` takes all through
 * everything, `CLIENTS=tofu,terraform-1.5` only those.
 */
export async function chooseClients(
  environment: Readonly<Record<string, string | undefined>>,
): Promise<Client[]> {
  const named = environment['CLIENTS']?.split(',').filter((name) => name !== '') ?? [];
  const all = [...DEFAULT_CLIENTS, ...OTHER_CLIENTS];
  const isFull = (name: string) =>
    named.length > 0 || environment['ALL_CLIENTS'] === '1' || DEFAULT_CLIENTS.includes(name);
  const clients: Client[] = [];
  for (const name of named.length > 0 ? named : all) {
    const version = ENGINES.find((engine) => engine.name === name)?.version;
    clients.push({
      name: version === undefined ? name : `${name.split('-')[0]} ${version}`,
      product: name.startsWith('tofu') ? 'tofu' : 'terraform',
      program: await installEngine(name),
      extent: isFull(name) ? 'full' : 'essentials',
    });
  }
  return clients;
}
