import type { Settings } from '../config/settings.ts';
import { readToken } from '../config/token.ts';
import { CliError } from '../errors.ts';
import type { System } from '../system.ts';
import type { Style } from './style.ts';
import { facts } from './table.ts';

const MASK = '********';

export interface DescribedSettings {
  readonly registry: { readonly value: string; readonly from: string } | null;
  readonly token: {
    readonly value: typeof MASK;
    readonly from: string;
    readonly file: string | null;
    /** Why it is not used, or null where it is. */
    readonly problem: string | null;
  } | null;
  readonly project_file: string | null;
  readonly user_file: string;
}

/** The settings, fit to be shown: of the token only that there is one, and whether it is used. */
export async function describeSettings(
  { registry, token, projectFile, userFile }: Settings,
  system: System,
): Promise<DescribedSettings> {
  return {
    registry:
      registry === undefined ? null : { value: registry.url.href, from: registry.origin.name },
    token:
      token === undefined
        ? null
        : {
            value: MASK,
            from: token.origin.name,
            file: token.place.kind === 'file' ? token.place.path : null,
            problem: token.withheld ?? (await problemWith(token, system)),
          },
    project_file: projectFile ?? null,
    user_file: userFile,
  };
}

async function problemWith(
  token: NonNullable<Settings['token']>,
  system: System,
): Promise<string | null> {
  // The standard input is read once, by the command that needs it.
  if (token.place.kind === 'stdin') return null;
  try {
    await readToken(token, system);
    return null;
  } catch (error) {
    if (error instanceof CliError) return error.message;
    throw error;
  }
}

export function renderSettings(settings: DescribedSettings, style: Style): string {
  const { registry, token } = settings;
  const lines = facts(
    [
      registry === null
        ? ['registry', 'not set']
        : ['registry', registry.value, `from ${registry.from}`],
      token === null ? ['token', 'not set'] : ['token', token.value, `from ${tokenPlace(token)}`],
      ['project file', settings.project_file ?? 'none'],
      ['user file', settings.user_file],
    ],
    style,
  );
  const problem = token?.problem ?? null;
  return problem === null
    ? lines
    : `${lines}\n${style.warning('the token is not used:')} ${problem}`;
}

function tokenPlace(token: NonNullable<DescribedSettings['token']>): string {
  return token.file === null || token.file === token.from
    ? token.from
    : `${token.file}, named by ${token.from}`;
}
