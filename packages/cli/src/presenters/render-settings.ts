import type { Settings } from '../config/settings.ts';
import { readToken } from '../config/token.ts';
import { CliError } from '../errors.ts';
import type { System } from '../system.ts';
import { chooseWayIn, type WayIn } from '../tokens/way-in.ts';
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
  /** How a token is got: `aws` where nothing else is there, and only looking can tell. */
  readonly sign_in: WayIn;
  /** Who the registry is allowed to say it is, where that is set. */
  readonly issuer: { readonly value: string; readonly from: string } | null;
  readonly project_file: string | null;
  readonly user_file: string;
}

/** The settings, fit to be shown: of the token only that there is one, and whether it is used. */
export async function describeSettings(
  settings: Settings,
  system: System,
): Promise<DescribedSettings> {
  const { registry, token, issuer, projectFile, userFile } = settings;
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
    sign_in: chooseWayIn(settings, system.env),
    issuer: issuer === undefined ? null : { value: issuer.value, from: issuer.origin.name },
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
  const { registry, token, issuer } = settings;
  const lines = facts(
    [
      registry === null
        ? ['registry', 'not set']
        : ['registry', registry.value, `from ${registry.from}`],
      token === null ? ['token', 'not set'] : ['token', token.value, `from ${tokenPlace(token)}`],
      ['sign in', ...signIn(settings.sign_in)],
      ...(issuer === null ? [] : [['issuer', issuer.value, `from ${issuer.from}`] as const]),
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

function signIn({ kind, from }: WayIn): [value: string, remark?: string] {
  switch (kind) {
    case 'token':
      return ['with the token'];
    case 'github':
      return ['as the job of GitHub Actions', `from ${from}`];
    case 'gitlab':
      return ['as the job of GitLab', `from ${from}`];
    case 'aws':
      return ['as the AWS caller', 'where there are AWS credentials'];
  }
}

function tokenPlace(token: NonNullable<DescribedSettings['token']>): string {
  return token.file === null || token.file === token.from
    ? token.from
    : `${token.file}, named by ${token.from}`;
}
