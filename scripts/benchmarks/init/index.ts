import { readFile } from 'node:fs/promises';
import { atMost, type Measurement } from '../measurement.ts';
import type { PartContext } from '../part.ts';
import { type PackedModule, packModule } from '../processes/pack-module.ts';
import { createPublisher } from '../processes/publisher.ts';
import { type Registry, startRegistry } from '../processes/registry.ts';
import { tempFolder } from '../processes/temp-folder.ts';
import { alternate } from '../rounds/alternate.ts';
import { compare } from '../rounds/compare.ts';
import { median } from '../rounds/statistics.ts';
import { startFileServer } from './start-file-server.ts';
import { type ModuleCall, prepareTerraform } from './terraform.ts';

const MODULES = 50;
const VERSION = '1.0.0';

/** `terraform init` of many modules from the registry, beside the same archives as plain files. */
export async function measureInit({ quick, atEnd, say }: PartContext): Promise<Measurement[]> {
  const registry = await startRegistry(atEnd);
  const folder = await tempFolder(atEnd);
  const files = await startFileServer(atEnd, folder);
  const fromRegistry: ModuleCall[] = [];
  const fromFiles: ModuleCall[] = [];
  for (let index = 0; index < MODULES; index += 1) {
    const name = `module-${index}`;
    const packed = await packModule(folder, name);
    fromRegistry.push(await publish(registry, name, packed));
    const query = `archive=tar.gz&checksum=sha256:${packed.sha256}`;
    fromFiles.push({ name, source: `${files.baseUrl}/${name}.tar.gz?${query}` });
  }

  const cliConfig = await readFile(registry.cliConfigFile, 'utf8');
  const initRegistry = await prepareTerraform(atEnd, fromRegistry, cliConfig);
  const initFiles = await prepareTerraform(atEnd, fromFiles, cliConfig);
  const rounds = quick ? 2 : 15;
  say(`${2 * (rounds + 1)} times terraform init of ${MODULES} modules`);
  const seconds = await alternate(rounds, initRegistry, initFiles);
  const [ours, other] = [median(seconds.ours), median(seconds.other)];
  return [
    {
      name: `terraform init of ${MODULES} modules, time beside a static file server`,
      ...compare(seconds),
      unit: 'ratio',
      budget: atMost(1.15, 1.1),
      from: `${ours.toFixed(2)} s and ${other.toFixed(2)} s`,
    },
  ];
}

async function publish(
  registry: Registry,
  name: string,
  packed: PackedModule,
): Promise<ModuleCall> {
  const address = `bench/${name}/aws`;
  await createPublisher(registry, address).publishPackage(VERSION, packed);
  return { name, source: `${new URL(registry.baseUrl).host}/${address}`, version: VERSION };
}
