import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from '@cdktn/hcl2json';
import { z } from 'zod';
import { files, shown, TERRAFORM_FOLDER } from '../folders.ts';

/** What is written in a block: values of arguments, and lists of what each block holds. */
export type Body = Readonly<Record<string, unknown>>;

/** What a file of ours wants of the provider. */
export interface Uses {
  /** For people: `terraform/main.tf`. */
  readonly file: string;
  /** Type, `data.aws_…` for data sources, and what is set. */
  readonly blocks: readonly { readonly type: string; readonly body: Body }[];
  readonly reads: readonly { readonly type: string; readonly attribute: string }[];
}

const Blocks = z.record(
  z.string(),
  z.record(z.string(), z.array(z.record(z.string(), z.unknown()))),
);
const File = z.object({ resource: Blocks.default({}), data: Blocks.default({}) });

/** All that modules and examples use. */
export function allUses(): Promise<Uses[]> {
  return Promise.all(
    files('**/*.tf').map((file) =>
      usesIn(shown(file), readFileSync(join(TERRAFORM_FOLDER, file), 'utf8')),
    ),
  );
}

export async function usesIn(file: string, text: string): Promise<Uses> {
  const { resource, data } = File.parse(await parse(file, text));
  return {
    file,
    blocks: [...bodiesOf(resource, ''), ...bodiesOf(data, 'data.')],
    reads: [...text.matchAll(READ)].map(([, type = '', attribute = '']) => ({ type, attribute })),
  };
}

/** `data.aws_region.current.id`, also behind an index or a splat. */
const READ = /(?<![\w.])((?:data\.)?aws_\w+)\.\w+(?:\[[^\]]*\])?\.(\w+)/g;

function bodiesOf(blocks: z.output<typeof Blocks>, prefix: string) {
  return Object.entries(blocks)
    .filter(([type]) => type.startsWith('aws_'))
    .flatMap(([type, named]) =>
      Object.values(named)
        .flat()
        .map((body) => ({ type: `${prefix}${type}`, body })),
    );
}

/** Terraform's own, in every resource. */
const META = ['count', 'depends_on', 'for_each', 'lifecycle', 'provider'];

/** What is set in a block, and below each name what the blocks of this name hold. */
export function settingsOf(body: Body): ReadonlyMap<string, readonly Body[]> {
  const { dynamic = {}, ...plain } = body;
  const settings = new Map<string, readonly Body[]>();
  for (const [name, value] of Object.entries(plain)) {
    if (!META.includes(name)) settings.set(name, Bodies.safeParse(value).data ?? []);
  }
  for (const [name, blocks] of Object.entries(Dynamic.parse(dynamic))) {
    const contents = blocks.flatMap(({ content }) => content);
    settings.set(name, [...(settings.get(name) ?? []), ...contents]);
  }
  return settings;
}

const Bodies = z.array(z.record(z.string(), z.unknown()));
const Dynamic = z.record(z.string(), z.array(z.object({ content: Bodies })));
