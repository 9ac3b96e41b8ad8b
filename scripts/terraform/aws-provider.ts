import { existsSync, globSync } from 'node:fs';
import { mkdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { cacheFolder } from '../engines/index.ts';

/** What the modules are run with; their README names the range they are made for. */
export const AWS_PROVIDER_VERSION = '5.100.0';

const PLATFORM = `${process.platform}_${process.arch === 'x64' ? 'amd64' : process.arch}`;

/** terraform and tofu look for the same provider under the registry of each. */
export const HOSTS = ['registry.terraform.io', 'registry.opentofu.org'] as const;

/** Where its program is, in mirrors as in what a tool has installed, below the registry's host. */
export const PROVIDER_FOLDER = join('hashicorp/aws', AWS_PROVIDER_VERSION, PLATFORM);

/** Where machines keep providers that they brought along, in the layout of filesystem mirrors. */
const PLACES = [
  join(homedir(), '.terraform.d/plugins'),
  join(homedir(), '.local/share/terraform/plugins'),
  '/usr/local/share/terraform/plugins',
  '/usr/share/terraform/plugins',
  '/opt/*',
];

/**
 * The CLI configuration with which terraform and tofu find the AWS provider: a mirror made of what
 * the machine has, or the empty text, with which they download it as usual.
 */
export async function providerInstallation(): Promise<string> {
  const found = providerOnThisMachine();
  if (found === undefined) return '';
  const mirror = await mirrorOf(found);
  const names = HOSTS.map((host) => `"${host}/hashicorp/aws"`).join(', ');
  return `provider_installation {
  filesystem_mirror {
    path    = "${mirror}"
    include = [${names}]
  }
  direct {
    exclude = [${names}]
  }
}
`;
}

function providerOnThisMachine(): string | undefined {
  const provider = join(HOSTS[0], PROVIDER_FOLDER);
  return globSync(PLACES.map((place) => join(place, provider)))[0];
}

/** Real folders and a link at the last level only: tofu does not follow one before it. */
async function mirrorOf(provider: string): Promise<string> {
  const mirror = join(cacheFolder(), `aws-provider-${AWS_PROVIDER_VERSION}-${PLATFORM}`);
  if (existsSync(mirror)) return mirror;
  const building = `${mirror}.building.${process.pid}`;
  for (const host of HOSTS) {
    const link = join(building, host, PROVIDER_FOLDER);
    await mkdir(dirname(link), { recursive: true });
    await symlink(provider, link);
  }
  // Another process may have been quicker, with the same result.
  await rename(building, mirror).catch(() => rm(building, { recursive: true, force: true }));
  return mirror;
}

/** Keeps a root to the version above, where a download would bring the newest. */
export async function pinProvider(folder: string): Promise<void> {
  const pin = `terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "${AWS_PROVIDER_VERSION}"
    }
  }
}
`;
  await writeFile(join(folder, 'provider_version_override.tf'), pin);
}
