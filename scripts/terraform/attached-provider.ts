import { spawn } from 'node:child_process';
import { globSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HOSTS, PROVIDER_FOLDER } from './aws-provider.ts';
import { openRoot } from './open-root.ts';

/** Ends what it runs with whoever started it. */
const SUPERVISE = join(import.meta.dirname, '../../packages/aws/src/testing/supervise.sh');

/** A running AWS provider that any number of tools may be attached to. */
export interface AttachedProvider {
  /** The value of `TF_REATTACH_PROVIDERS`. */
  readonly address: string;
  stop(): void;
}

/**
 * Starts the AWS provider once for many commands. A tool otherwise starts it anew for every step,
 * which takes ten times as long as most of what it is then asked. All that are attached share its
 * settings, so this is for commands that ask for its schema only: `validate`, and `test` with a
 * provider that pretends.
 */
export async function startProvider(): Promise<AttachedProvider> {
  const root = await openRoot({ folder: 'modules/signing-key', tool: 'terraform' });
  const [program] = globSync(
    join(root.folder, '.terraform/providers', HOSTS[0], PROVIDER_FOLDER, '*_v*'),
  );
  if (program === undefined) throw new Error('terraform init has installed no AWS provider.');
  const scratch = await mkdtemp(join(tmpdir(), 'registry-provider-'));
  const provider = spawn('sh', [SUPERVISE, scratch, program, '-debug'], {
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const stop = () => {
    provider.stdin.end();
  };
  try {
    let printed = '';
    for await (const text of provider.stdout.setEncoding('utf8')) {
      printed += text;
      const [, address] = /TF_REATTACH_PROVIDERS='(.*)'/.exec(printed) ?? [];
      if (address !== undefined) return { address: forBothTools(address), stop };
    }
    throw new Error(`The AWS provider has ended and said only: ${printed}`);
  } catch (error) {
    stop();
    throw error;
  } finally {
    await root.dispose();
  }
}

/** terraform and tofu each know the provider under the registry of their own. */
function forBothTools(address: string): string {
  const [attached] = Object.values(JSON.parse(address));
  return JSON.stringify(
    Object.fromEntries(HOSTS.map((host) => [`${host}/hashicorp/aws`, attached])),
  );
}
