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

/** Files of twenty blocks in each module. The fewer, the more the registry's share weighs. */
const SIZES = { typical: 5, tiny: 1 };

/** `terraform init` of many modules from the registry, beside the same archives as plain files. */
export async function measureInit({ quick, atEnd, say }: PartContext): Promise<Measurement[]> {
  const registry = await startRegistry(atEnd);
  const folder = await tempFolder(atEnd);
  const { baseUrl } = await startFileServer(atEnd, folder);
  const cliConfig = await readFile(registry.cliConfigFile, 'utf8');
  const rounds = quick ? 2 : 21;
  const measurements: Measurement[] = [];
  for (const [kind, files] of Object.entries(SIZES)) {
    const packed = await publishModules(registry, folder, kind, files);
    const initRegistry = await prepareTerraform(atEnd, fromRegistry(registry, packed), cliConfig);
    const initFiles = await prepareTerraform(atEnd, fromFiles(baseUrl, packed), cliConfig);
    say(`${2 * (rounds + 1)} times terraform init of ${MODULES} ${kind} modules`);
    const seconds = await alternate(rounds, initRegistry, initFiles);
    const [ours, other] = [median(seconds.ours), median(seconds.other)];
    const bytes = Math.round(median([...packed.values()].map(({ size }) => size)));
    measurements.push({
      name: `terraform init of ${MODULES} ${kind} modules, time beside a static file server`,
      ...compare(seconds),
      unit: 'ratio',
      budget: atMost(1.15, 1.1),
      from: `${ours.toFixed(2)} s and ${other.toFixed(2)} s; ${files} files in ${bytes} bytes each`,
    });
  }
  return measurements;
}

type PackedModules = ReadonlyMap<string, PackedModule>;

async function publishModules(
  registry: Registry,
  folder: string,
  kind: string,
  files: number,
): Promise<PackedModules> {
  const modules = new Map<string, PackedModule>();
  for (let index = 0; index < MODULES; index += 1) {
    const name = `${kind}-${index}`;
    const packed = await packModule(folder, name, files);
    await createPublisher(registry, addressOf(name)).publishPackage(VERSION, packed);
    modules.set(name, packed);
  }
  return modules;
}

const addressOf = (name: string) => `bench/${name}/aws`;

function fromRegistry({ baseUrl }: Registry, modules: PackedModules): ModuleCall[] {
  const { host } = new URL(baseUrl);
  return [...modules.keys()].map((name) => ({
    name,
    source: `${host}/${addressOf(name)}`,
    version: VERSION,
  }));
}

function fromFiles(baseUrl: string, modules: PackedModules): ModuleCall[] {
  return [...modules].map(([name, { sha256 }]) => ({
    name,
    source: `${baseUrl}/${name}.tar.gz?archive=tar.gz&checksum=sha256:${sha256}`,
  }));
}
