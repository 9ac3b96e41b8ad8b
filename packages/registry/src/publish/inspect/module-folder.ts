import type { ModuleFolder } from '@registry/domain';
import { type Block, blocksOf, bodiesOf, textOf } from './blocks.ts';

const MAX_README_BYTES = 200 * 1024;

/** What parsed configuration files say about the folder they lie in. */
export function describeFolder(
  path: string,
  readme: string,
  files: readonly { readonly [kind: string]: unknown }[],
): ModuleFolder {
  const all = (kind: string) => files.flatMap((file) => blocksOf(file[kind]));
  const { text, truncated } = shorten(readme);
  return {
    path,
    readme: text,
    readmeTruncated: truncated,
    inputs: byName(all('variable')).map(({ name, body }) => ({
      name,
      type: textOf(body['type']),
      description: textOf(body['description']),
      ...('default' in body && { default: JSON.stringify(body['default']) }),
      required: !('default' in body),
      sensitive: body['sensitive'] === true,
    })),
    outputs: byName(all('output')).map(({ name, body }) => ({
      name,
      description: textOf(body['description']),
      sensitive: body['sensitive'] === true,
    })),
    providers: files.flatMap(providersOf),
    dependencies: byName(all('module')).map(({ name, body }) => ({
      name,
      source: textOf(body['source']),
      version: textOf(body['version']),
    })),
    resources: files.flatMap((file) =>
      bodiesOf(file['resource']).flatMap((types) =>
        Object.entries(types).flatMap(([type, named]) =>
          blocksOf(named).map(({ name }) => ({ type, name })),
        ),
      ),
    ),
  };
}

function providersOf(file: { readonly [kind: string]: unknown }) {
  return bodiesOf(file['terraform'])
    .flatMap((settings) => bodiesOf(settings['required_providers']))
    .flatMap((providers) =>
      Object.entries(providers).map(([name, wanted]) => {
        // Terraform 0.12 wrote the constraint alone.
        if (typeof wanted === 'string') return { name, source: '', version: wanted };
        const [body] = bodiesOf(wanted);
        return { name, source: textOf(body?.['source']), version: textOf(body?.['version']) };
      }),
    );
}

// An override file repeats a block; the last one counts.
function byName(blocks: readonly Block[]): Block[] {
  return [...new Map(blocks.map((block) => [block.name, block])).values()];
}

function shorten(readme: string): { text: string; truncated: boolean } {
  const bytes = Buffer.from(readme);
  if (bytes.byteLength <= MAX_README_BYTES) return { text: readme, truncated: false };
  // "stream" leaves out a character that the cut has split.
  const text = new TextDecoder().decode(bytes.subarray(0, MAX_README_BYTES), { stream: true });
  return { text, truncated: true };
}
