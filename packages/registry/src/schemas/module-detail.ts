import { z } from '@hono/zod-openapi';
import type { ModuleFolder, ShownModule } from '@registry/domain';
import { VersionBody, versionBody } from './version.ts';

const Folder = z
  .object({
    path: z.string(),
    name: z.string(),
    readme: z.string(),
    empty: z.boolean(),
    inputs: z.array(
      z.object({
        name: z.string(),
        type: z.string(),
        description: z.string(),
        default: z.string().openapi({ description: 'JSON text; empty when required' }),
        required: z.boolean(),
        sensitive: z.boolean(),
      }),
    ),
    outputs: z.array(
      z.object({ name: z.string(), description: z.string(), sensitive: z.boolean() }),
    ),
    dependencies: z.array(z.object({ name: z.string(), source: z.string(), version: z.string() })),
    provider_dependencies: z.array(
      z.object({
        name: z.string(),
        namespace: z.string(),
        source: z.string(),
        version: z.string(),
      }),
    ),
    resources: z.array(z.object({ name: z.string(), type: z.string() })),
  })
  .openapi('ModuleFolder');

/** A module as the public registry's extended API shows it, and what we know besides. */
export const ModuleDetail = VersionBody.extend({
  owner: z.string(),
  provider: z.string(),
  description: z.string(),
  source: z.string(),
  downloads: z.number(),
  verified: z.boolean(),
  root: Folder,
  submodules: z.array(Folder),
  examples: z.array(Folder),
  providers: z.array(z.string()).openapi({ description: 'The systems of this name' }),
  versions: z.array(z.string()).openapi({ description: 'Every version, newest first' }),
}).openapi('ModuleDetail');

const EMPTY: ModuleFolder = {
  path: '',
  readme: '',
  readmeTruncated: false,
  inputs: [],
  outputs: [],
  providers: [],
  dependencies: [],
  resources: [],
};

export function moduleDetail(shown: ShownModule): z.infer<typeof ModuleDetail> {
  const { record, documentation } = shown;
  const version = versionBody(record);
  const root = documentation?.root ?? EMPTY;
  return {
    ...version,
    source: version.source ?? '',
    owner: version.published_by,
    provider: version.system,
    description: firstParagraph(root.readme),
    downloads: 0,
    verified: false,
    root: folderBody(root, version.name),
    submodules: (documentation?.submodules ?? []).map((folder) =>
      folderBody(folder, folder.path.split('/').at(-1) ?? ''),
    ),
    examples: [],
    providers: [version.system],
    versions: [...shown.versions],
  };
}

function folderBody(folder: ModuleFolder, name: string): z.infer<typeof Folder> {
  return {
    path: folder.path,
    name,
    readme: folder.readme,
    empty: folder.inputs.length + folder.outputs.length + folder.resources.length === 0,
    inputs: folder.inputs.map((input) => ({ ...input, default: input.default ?? '' })),
    outputs: [...folder.outputs],
    dependencies: [...folder.dependencies],
    provider_dependencies: folder.providers.map((provider) => ({
      ...provider,
      namespace: provider.source.split('/').at(-2) ?? '',
    })),
    resources: [...folder.resources],
  };
}

/** The first text of a README that is neither a heading, a badge nor a comment. */
function firstParagraph(readme: string): string {
  const paragraph = readme
    .split(/\n\s*\n/)
    .map((block) => block.trim())
    .find((block) => /^[^#[<!|`=-]/.test(block));
  return (paragraph ?? '').replaceAll(/\s+/g, ' ').slice(0, 300);
}
