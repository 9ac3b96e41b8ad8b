import { clientHeaders } from '../load/client-headers.ts';
import { startLoadGenerator } from '../load/load-generator.ts';
import { atMost, type Measurement } from '../measurement.ts';
import type { PartContext } from '../part.ts';
import { packModule } from '../processes/pack-module.ts';
import { residentBytes } from '../processes/process-facts.ts';
import { createPublisher } from '../processes/publisher.ts';
import { type Registry, startRegistry } from '../processes/registry.ts';
import { tempFolder } from '../processes/temp-folder.ts';

const MODULES = 50;
const VERSIONS_EACH = 100;
const PACKAGES = 5;
const CONNECTIONS = 64;

/** The most memory the server ever had: publishing, the HCL parser and many clients included. */
export async function measureMemory({ quick, atEnd, say }: PartContext): Promise<Measurement[]> {
  const registry = await startRegistry(atEnd);
  const fresh = await residentBytes(registry.pid);
  say(`publishing ${MODULES * VERSIONS_EACH} versions`);
  await publishEverything(registry, await tempFolder(atEnd));
  const published = await residentBytes(registry.pid);

  say(`${CONNECTIONS} connections`);
  const load = startLoadGenerator(atEnd);
  const headers = clientHeaders(registry.token);
  for (let module = 0; module < MODULES; module += quick ? 10 : 1) {
    for (const path of ['versions', '1.7.0/download']) {
      const url = `${registry.baseUrl}/v1/modules/${addressOf(module)}/${path}`;
      await load({ url, headers, connections: CONNECTIONS, seconds: 0.4 });
    }
  }
  const loaded = await residentBytes(registry.pid);
  const megabytes = (bytes: number) => Math.round(bytes / 1e6);
  return [
    {
      name: `memory at its peak: ${MODULES * VERSIONS_EACH} versions, ${CONNECTIONS} connections`,
      value: loaded.peak / 1e6,
      unit: 'MB',
      budget: atMost(150),
      from: `${megabytes(fresh.now)} MB fresh, ${megabytes(published.peak)} at most while publishing, ${megabytes(loaded.now)} in the end`,
    },
  ];
}

const addressOf = (module: number) => `bench/module-${module}/aws`;

/** Versions that lie elsewhere cost no package each; the few real ones load the HCL parser. */
async function publishEverything(registry: Registry, folder: string): Promise<void> {
  for (let module = 0; module < MODULES; module += 1) {
    const publisher = createPublisher(registry, addressOf(module));
    for (let minor = 0; minor < VERSIONS_EACH; minor += 1) {
      const version = `1.${minor}.0`;
      await publisher.publishAddress(version, `git::https://example.com/x.git?ref=v${version}`);
    }
  }
  for (let index = 0; index < PACKAGES; index += 1) {
    const packed = await packModule(folder, `package-${index}`);
    await createPublisher(registry, addressOf(index)).publishPackage('2.0.0', packed);
  }
}
