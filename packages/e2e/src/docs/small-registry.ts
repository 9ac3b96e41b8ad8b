import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { CHECKOUT } from '../ci/pipeline-file.ts';
import { type Account, openAccount } from './account.ts';

// On a bucket that was there before: the provider need not wait until a new one has settled.
const ROOT = `module "registry" {
  source         = "${join(CHECKOUT, 'terraform')}"
  administrators = ["arn:aws:iam::123456789012:role/platform-engineer"]
  packages       = { bucket = "company-artifacts" }
}

output "doctor" {
  value = module.registry.doctor
}
`;

const Deployed = z.object({
  signing_keys: z.object({ active: z.string(), all: z.record(z.string(), z.string()) }),
  table: z.object({ name: z.string() }),
});

const Jwks = z.object({ keys: z.array(z.unknown()) });

/** An account in which a registry was applied from `~/registry`, as the guides leave it. */
export interface RegistryAccount extends Account {
  /** What Terraform says was deployed. */
  deployed(): Promise<z.infer<typeof Deployed>>;
  /** What a command of the AWS CLI prints as text. */
  aws(command: string): Promise<string>;
  /** A variable of the environment of one of the functions. */
  variableOf(fn: string, name: string): Promise<string>;
  /** How many public keys the authorizer goes by. */
  knownKeys(): Promise<number>;
  /** `Enabled`, `Disabled` or `PendingDeletion`. */
  keyState(arn: string): Promise<string>;
}

export async function openRegistryAccount(): Promise<RegistryAccount> {
  const account = await openAccount();
  const { home, type } = account.terminal;
  await writeFile(join(home, 'registry/main.tf'), ROOT);
  await type('aws s3 mb s3://company-artifacts\nterraform -chdir=$HOME/registry init\n');
  await type('terraform -chdir=$HOME/registry apply\n');
  const aws = async (command: string) => (await type(`aws ${command} --output text\n`)).trim();
  const variableOf = (fn: string, name: string) => {
    const asked = `--function-name terraform-registry-${fn} --query Environment.Variables.${name}`;
    return aws(`lambda get-function-configuration ${asked}`);
  };
  return {
    ...account,
    aws,
    variableOf,
    deployed: async () => {
      const text = await type('terraform -chdir=$HOME/registry output -json doctor\n');
      return Deployed.parse(JSON.parse(text));
    },
    knownKeys: async () =>
      Jwks.parse(JSON.parse(await variableOf('authorizer', 'JWKS'))).keys.length,
    keyState: (arn) => aws(`kms describe-key --key-id ${arn} --query KeyMetadata.KeyState`),
  };
}
