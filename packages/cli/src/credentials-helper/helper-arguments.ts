/**
 * What the helper is told in the `args` of its block, and so in front of every call:
 *
 *   --registry=URL [--host=HOST] [--scope=S] [--identity=NAME] [--expires-in=SECONDS]   for each registry
 *   --pass-on=NAME -- ARGS…                                                            at the end, if at all
 */
export interface HelperEntry {
  readonly registry: string;
  /** As module sources begin, and as the clients ask. */
  readonly host: string;
  readonly scope?: string;
  readonly identity?: string;
  readonly expiresIn?: number;
}

export interface HelperArguments {
  readonly entries: readonly HelperEntry[];
  /** The helper that is asked about every other host. */
  readonly passOn?: { readonly name: string; readonly args: readonly string[] };
}

/** A sentence for the person at the terminal; loads nothing, as the fast path may end with one. */
export class HelperError extends Error {
  override readonly name = 'HelperError';
}

export function formatHelperArguments({ entries, passOn }: HelperArguments): string[] {
  const own = entries.flatMap(({ registry, host, scope, identity, expiresIn }) => [
    `--registry=${registry}`,
    ...(host === new URL(registry).host ? [] : [`--host=${host}`]),
    ...(scope === undefined ? [] : [`--scope=${scope}`]),
    ...(identity === undefined ? [] : [`--identity=${identity}`]),
    ...(expiresIn === undefined ? [] : [`--expires-in=${expiresIn}`]),
  ]);
  return passOn === undefined ? own : [...own, `--pass-on=${passOn.name}`, '--', ...passOn.args];
}

export function parseHelperArguments(args: readonly string[]): HelperArguments {
  const dashes = args.indexOf('--');
  const options = dashes === -1 ? args : args.slice(0, dashes);
  const entries: HelperEntry[] = [];
  let passOn: string | undefined;
  for (const option of options) {
    const [, name = '', value = ''] = /^--([a-z-]+)=(.+)$/s.exec(option) ?? [];
    const entry = entries.at(-1);
    if (name === 'registry' && URL.canParse(value)) {
      entries.push({ registry: value, host: new URL(value).host });
    } else if (name === 'pass-on') passOn = value;
    else if (entry !== undefined && name in ENTRY_OPTIONS) {
      entries[entries.length - 1] = { ...entry, ...ENTRY_OPTIONS[name]?.(value) };
    } else throw misunderstood(option);
  }
  const rest = dashes === -1 ? [] : args.slice(dashes + 1);
  return { entries, ...(passOn === undefined ? {} : { passOn: { name: passOn, args: rest } }) };
}

const ENTRY_OPTIONS: Readonly<Record<string, (value: string) => Partial<HelperEntry>>> = {
  host: (host) => ({ host }),
  scope: (scope) => ({ scope }),
  identity: (identity) => ({ identity }),
  'expires-in': (text) => {
    if (!/^[1-9]\d{0,8}$/.test(text)) throw misunderstood(`--expires-in=${text}`);
    return { expiresIn: Number(text) };
  },
};

function misunderstood(option: string): HelperError {
  const name = option.split('=')[0] ?? '';
  return new HelperError(
    `The credentials helper does not understand ${name} in its "args"; run "registry-cli credentials-helper install" again.`,
  );
}
