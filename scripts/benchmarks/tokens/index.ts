import { atMost, type Measurement } from '../measurement.ts';
import type { PartContext } from '../part.ts';
import { alternate, type Rounds } from '../rounds/alternate.ts';
import { compare } from '../rounds/compare.ts';
import { milliseconds } from '../rounds/milliseconds.ts';
import { median } from '../rounds/statistics.ts';
import { createBenchAuthorizer } from './authorizer.ts';
import { installHelper } from './helper.ts';

const CALLS = 200;

/** What it costs to judge a token, and to find one that is there. */
export async function measureTokens({ quick, atEnd, say }: PartContext): Promise<Measurement[]> {
  const rounds = quick ? 5 : 50;
  const { newToken, authorize, verifyOnly } = await createBenchAuthorizer();
  const newTokens = () => Promise.all(Array.from({ length: CALLS }, newToken));

  say('judging tokens that were not seen before');
  const unseen = await alternate(
    rounds,
    async () => cpuOf(await newTokens(), authorize),
    async () => cpuOf(await newTokens(), verifyOnly),
  );
  say('judging a token that was seen before');
  const same = Array.from({ length: CALLS }, () => '').fill(await newToken());
  const seen = await alternate(
    rounds,
    () => cpuOf(same, authorize),
    () => cpuOf(same, verifyOnly),
  );
  say('starting the credentials helper');
  const { helper, empty } = await installHelper(atEnd);
  const started = await alternate(quick ? 3 : 25, milliseconds(helper), milliseconds(empty));
  return [
    line('authorizer, a token seen before: CPU beside a bare verification', seen, 1.5, 'µs'),
    line('authorizer, a token not seen before: CPU beside a bare verification', unseen, 1.5, 'µs'),
    line('credentials helper with a token at hand, beside an empty script', started, 2, 'ms'),
  ];
}

/** Microseconds of this process's CPU, a call. */
async function cpuOf(tokens: readonly string[], judge: (token: string) => Promise<unknown>) {
  const before = process.cpuUsage();
  for (const token of tokens) await judge(token);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / tokens.length;
}

function line(name: string, rounds: Rounds<number>, limit: number, unit: string): Measurement {
  const from = `${Math.round(median(rounds.ours))} and ${Math.round(median(rounds.other))} ${unit}`;
  return { name, ...compare(rounds), unit: 'ratio', budget: atMost(limit), from };
}
