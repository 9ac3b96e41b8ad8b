import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { files, shown, TERRAFORM_FOLDER } from '../folders.ts';

/**
 * What version 6 of the AWS provider removed, renamed or deprecated in anything that a registry or
 * an example of one may be made of. Version 5.100 is the one that is run; this keeps the modules
 * usable with both.
 * https://registry.terraform.io/providers/hashicorp/aws/latest/docs/guides/version-6-upgrade
 */
const GONE: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'data.aws_region': { name: 'use id, which both have' },
  'data.aws_s3_bucket': { region: 'in 6 it is where the provider looks, not where the bucket is' },
  'data.aws_vpc_endpoint_service': { region: 'deprecated' },
  'data.aws_vpc_peering_connection': { region: 'deprecated' },
  aws_api_gateway_account: { reset_on_delete: 'in 6 a destroy always resets the account' },
  aws_api_gateway_deployment: {
    canary_settings: 'use aws_api_gateway_stage',
    execution_arn: 'use aws_api_gateway_stage',
    invoke_url: 'use aws_api_gateway_stage',
    stage_description: 'use aws_api_gateway_stage',
    stage_name: 'use aws_api_gateway_stage',
  },
  aws_eip: { vpc: 'use domain' },
  aws_flow_log: { log_group_name: 'use log_destination' },
  aws_s3_bucket: { region: 'in 6 it is an argument, and bucket_region tells where the bucket is' },
};

/** One sentence for each use of what version 6 no longer has. */
export function usesGoneInProvider6(): string[] {
  return files('**/*.tf').flatMap((file) =>
    usesIn(readFileSync(join(TERRAFORM_FOLDER, file), 'utf8')).map(
      (use) => `${shown(file)}: ${use}`,
    ),
  );
}

export function usesIn(text: string): string[] {
  return Object.entries(GONE).flatMap(([type, attributes]) =>
    Object.entries(attributes)
      .filter(([name]) => isRead(text, type, name) || isSet(text, type, name))
      .map(([name, advice]) => `${type} has no ${name} in version 6 of the provider; ${advice}.`),
  );
}

/** `data.aws_region.current.name`, also behind an index or a splat. */
function isRead(text: string, type: string, name: string): boolean {
  const reference = `${type.replaceAll('.', '\\.')}\\.\\w+(\\[[^\\]]*\\])?\\.${name}\\b`;
  return new RegExp(`(?<![\\w.])${reference}`).test(text);
}

/** An argument or block of that name. In formatted files a block ends with a brace in column 1. */
function isSet(text: string, type: string, name: string): boolean {
  const [kind, label] = type.startsWith('data.') ? ['data', type.slice(5)] : ['resource', type];
  const blocks = text.matchAll(new RegExp(`^${kind} "${label}" [^]*?^}`, 'gm'));
  return [...blocks].some(([block]) => new RegExp(`^  ${name}\\s*[={]`, 'm').test(block));
}
