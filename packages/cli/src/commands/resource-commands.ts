import { parseResourceName, type ResourceName } from '@registry/domain';
import { Command } from 'commander';
import type { z } from 'zod';
import type { AdminClient, Kept } from '../client/admin-client.ts';
import { CliError } from '../errors.ts';
import type { Style } from '../presenters/style.ts';
import { asUsage } from '../usage.ts';
import { type CommandDeps, globalOptions } from './command-deps.ts';

/** What identities and issuers have in common: documents under a name. */
export interface Resource<T> {
  /** As in the path of the API: `identities`. */
  readonly plural: string;
  /** `an identity`. */
  readonly one: string;
  readonly schema: z.ZodType<T>;
  readonly renderList: (items: readonly T[], style: Style) => string;
  readonly render: (item: T, style: Style) => string;
}

export function resourcePath({ plural }: Pick<Resource<unknown>, 'plural'>, name: ResourceName) {
  return `/v1/${plural}/${name}`;
}

export function resourceName(text: string): ResourceName {
  return asUsage(() => parseResourceName(text));
}

export function makeListCommand<T>(
  resource: Resource<T>,
  { connect, presenter }: CommandDeps,
): Command {
  const { plural, schema, renderList } = resource;
  return new Command('list')
    .description(`list all ${plural}`)
    .action(async (_options: unknown, command: Command) => {
      const { admin } = await connect(globalOptions(command));
      const items = await admin.list(`/v1/${plural}`, plural, schema);
      presenter.report({
        data: { [plural]: items },
        text: (style) => (items.length === 0 ? `no ${plural}` : renderList(items, style)),
      });
    });
}

export function makeShowCommand<T>(
  resource: Resource<T>,
  { connect, presenter }: CommandDeps,
): Command {
  return new Command('show')
    .description(`show ${resource.one}`)
    .argument('<name>')
    .action(async (name: string, _options: unknown, command: Command) => {
      const path = resourcePath(resource, resourceName(name));
      const { admin } = await connect(globalOptions(command));
      const { value } = await admin.get(path, resource.schema);
      presenter.report({ data: value, text: (style) => resource.render(value, style) });
    });
}

export function makeRemoveCommand<T>(
  resource: Resource<T>,
  { connect, presenter }: CommandDeps,
): Command {
  return new Command('remove')
    .description(`remove ${resource.one} that nothing refers to any more`)
    .argument('<name>')
    .action(async (text: string, _options: unknown, command: Command) => {
      const name = resourceName(text);
      const path = resourcePath(resource, name);
      const { admin } = await connect(globalOptions(command));
      const { etag } = await admin.get(path, resource.schema);
      await admin.remove(path, { ifMatch: etag });
      presenter.report({
        data: { removed: name },
        text: (style) => `${style.good('removed')} ${name}`,
      });
    });
}

/**
 * `add` makes a new one and never touches one that is there; `change` replaces what is there, if
 * it is still what was read, which `body` gets to see.
 */
export async function writeResource<T>(
  resource: Resource<T>,
  intent: 'add' | 'change',
  text: string,
  body: (
    connection: Awaited<ReturnType<CommandDeps['connect']>>,
    before: T | undefined,
  ) => Promise<object> | object,
  { connect, presenter }: CommandDeps,
  command: Command,
): Promise<void> {
  const path = resourcePath(resource, resourceName(text));
  const connection = await connect(globalOptions(command));
  const { admin } = connection;
  const before = await look(intent, path, resource, admin);
  const item = await admin.write(
    'PUT',
    path,
    await body(connection, before?.value),
    resource.schema,
    before === undefined ? { ifNoneMatch: '*' } : { ifMatch: before.etag },
  );
  presenter.report({ data: item, text: (style) => resource.render(item, style) });
}

async function look<T>(
  intent: 'add' | 'change',
  path: string,
  { schema, plural }: Resource<T>,
  admin: AdminClient,
): Promise<Kept<T> | undefined> {
  if (intent === 'change') return admin.get(path, schema);
  if ((await admin.find(path, schema)) === undefined) return undefined;
  throw new CliError(
    'conflict',
    `There is one of this name already; see it with "${plural} show" and change it with "${plural} change".`,
  );
}
