import type { Block, ResourceType } from './schema.ts';
import { type Body, settingsOf } from './uses.ts';

/** The bindings of one type for CDKTF, which are generated from the provider's schema. */
export interface Bindings {
  /** `index.js`: what is written into the configuration, and what can be read. */
  readonly code: string;
  /** `index.d.ts`: what must be given. */
  readonly types: string;
}

/** What the type has, as far down as the bodies of ours go. */
export function readBindings(bindings: Bindings, bodies: readonly Body[]): ResourceType {
  const [, config = ''] =
    /interface (\w+Config) extends cdktf\.TerraformMeta/.exec(bindings.types) ?? [];
  const top = / {4}synthesizeHclAttributes\(\) \{[\s\S]*?\n {4}\}/.exec(bindings.code)?.[0] ?? '';
  const [, main = ''] =
    /\nclass \w+ extends cdktf\.Terraform(?:Resource|DataSource) ([\s\S]*)/.exec(bindings.code) ??
    [];
  const block = readBlock(bindings, top, config, bodies);
  const read = [...main.matchAll(/Attribute\('(\w+)'\)/g)].map(([, name = '']) => name);
  // Blocks and lists of objects are read by helpers of their own: new XList(this, "name", …).
  const inner = [...main.matchAll(/new \w+\(this, "(\w+)"/g)].map(([, name = '']) => name);
  return { ...block, attributes: sorted([...read, ...inner]) };
}

const ENTRY =
  / (\w+): \{\s+value: (.*),\s+isBlock: (true|false),\s+type: "\w+",\s+storageClassType: "[^"]*",?\s+\}/g;

function readBlock(bindings: Bindings, body: string, config: string, ours: readonly Body[]): Block {
  const entries = [...body.matchAll(ENTRY)].map(([, name = '', value = '', isBlock]) => ({
    name,
    // `this._restApiId` or `struct.restApiId` is called so in the interface.
    key: /(?:this\._|struct\.)(\w+)/.exec(value)?.[1] ?? '',
    inner: /(\w+)ToHclTerraform/.exec(value.replaceAll(/cdktf\.\w+/g, ''))?.[1],
    isBlock: isBlock === 'true',
  }));
  if (entries.length === 0) throw new Error(`The bindings hold nothing of ${config}.`);
  const given =
    new RegExp(`interface ${config}[ {][\\s\\S]*?\\n\\}`).exec(bindings.types)?.[0] ?? '';
  const isRequired = (key: string) => new RegExp(`readonly ${key}:`).test(given);
  const used = ours.map(settingsOf);
  const innerOf = ({ name, inner }: { name: string; inner: string | undefined }): Block | null => {
    const bodies = used.flatMap((settings) => settings.get(name) ?? []);
    if (inner === undefined || bodies.length === 0) return null;
    const pattern = new RegExp(`function ${inner}ToHclTerraform\\(struct\\) \\{[\\s\\S]*?\\n\\}`);
    const text = pattern.exec(bindings.code)?.[0] ?? '';
    return readBlock(bindings, text, `${inner.charAt(0).toUpperCase()}${inner.slice(1)}`, bodies);
  };
  return {
    arguments: sorted(entries.filter((entry) => !entry.isBlock).map(({ name }) => name)),
    required: sorted(entries.filter(({ key }) => isRequired(key)).map(({ name }) => name)),
    blocks: Object.fromEntries(
      entries.filter((entry) => entry.isBlock).map((entry) => [entry.name, innerOf(entry)]),
    ),
  };
}

function sorted(names: readonly string[]): string[] {
  return [...new Set(names)].sort();
}
