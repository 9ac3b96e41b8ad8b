import { isDeepStrictEqual } from 'node:util';
import { clientHeaders } from '../load/client-headers.ts';
import { startLoadGenerator } from '../load/load-generator.ts';
import { atLeast, type Measurement } from '../measurement.ts';
import type { PartContext } from '../part.ts';
import { packModule } from '../processes/pack-module.ts';
import { createPublisher } from '../processes/publisher.ts';
import { type Registry, startRegistry } from '../processes/registry.ts';
import { tempFolder } from '../processes/temp-folder.ts';
import { alternate } from '../rounds/alternate.ts';
import { compare } from '../rounds/compare.ts';
import { median } from '../rounds/statistics.ts';
import { type Answer, fetchAnswer } from './answer.ts';
import { type Sample, sample } from './sample.ts';
import { startBareServer } from './start-bare-server.ts';

const MODULE = 'bench/vpc/aws';
const PATHS = {
  '/versions': `/v1/modules/${MODULE}/versions`,
  '/download': `/v1/modules/${MODULE}/1.42.0/download`,
} as const;
const VERSIONS = 100;
const CONNECTIONS = [1, 16, 64];

/** How many requests a second the server answers, of those that a bare Node server does. */
export async function measureServer({ quick, atEnd, say }: PartContext): Promise<Measurement[]> {
  const registry = await startRegistry(atEnd);
  await publishVersions(registry, await tempFolder(atEnd));
  const headers = clientHeaders(registry.token);
  const answers: Record<string, Answer> = {};
  for (const path of Object.values(PATHS)) {
    answers[path] = await fetchAnswer(registry.baseUrl + path, headers);
  }
  const bare = await startBareServer(atEnd, answers);
  await assertSame(answers, bare.baseUrl, headers);

  const load = startLoadGenerator(atEnd);
  const seconds = quick ? 0.5 : 1;
  const measurements: Measurement[] = [];
  for (const [route, path] of Object.entries(PATHS)) {
    for (const connections of CONNECTIONS) {
      say(`${route} with ${connections} connections`);
      const side =
        ({ pid, baseUrl }: { pid: number; baseUrl: string }) =>
        () =>
          sample(load, pid, { url: baseUrl + path, connections, seconds, headers });
      const rounds = await alternate(quick ? 2 : 15, side(registry), side(bare));
      measurements.push(...measurementsOf(`${route}, ${connections} connections`, rounds));
    }
  }
  return measurements;
}

async function publishVersions(registry: Registry, folder: string): Promise<void> {
  const packed = await packModule(folder, 'vpc');
  const publisher = createPublisher(registry, MODULE);
  for (let minor = 0; minor < VERSIONS; minor += 1) {
    await publisher.publishPackage(`1.${minor}.0`, packed);
  }
}

/** A comparison of two servers that answer differently would be none. */
async function assertSame(
  answers: Readonly<Record<string, Answer>>,
  baseUrl: string,
  headers: Record<string, string>,
): Promise<void> {
  for (const [path, answer] of Object.entries(answers)) {
    const same = isDeepStrictEqual(await fetchAnswer(baseUrl + path, headers), answer);
    if (answer.status !== 200 || !same) throw new Error(`${path}: the servers answer differently`);
  }
}

function measurementsOf(
  name: string,
  rounds: { readonly ours: readonly Sample[]; readonly other: readonly Sample[] },
): Measurement[] {
  const pick = (fact: keyof Sample) => ({
    ours: rounds.ours.map((round) => round[fact]),
    other: rounds.other.map((round) => round[fact]),
  });
  const rates = pick('requestsPerSecond');
  const cpu = pick('cpuPerRequest');
  const whole = (values: readonly number[]) => Math.round(median(values));
  return [
    {
      name: `${name}: requests a second beside a bare server`,
      ...compare(rates),
      unit: 'ratio',
      budget: atLeast(0.5, 0.65),
      from: `${whole(rates.ours)} of ${whole(rates.other)} requests/s`,
    },
    {
      name: `${name}: CPU of a bare server beside ours, a request`,
      ...compare({ ours: cpu.other, other: cpu.ours }),
      unit: 'ratio',
      from: `${whole(cpu.other)} and ${whole(cpu.ours)} µs`,
    },
  ];
}
