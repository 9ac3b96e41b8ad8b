import { Command } from 'commander';
import type { Token } from '../client/answers.ts';
import type { Settings } from '../config/settings.ts';
import { type CommandDeps, globalOptions } from './command-deps.ts';
import {
  HOST,
  hostOption,
  type TokenOptions,
  wantedToken,
  withTokenOptions,
} from './token-options.ts';

interface HostOptions extends TokenOptions {
  readonly host?: string;
}

/** Runs `use` with a way to get the token: what is wrong before that costs no exchange. */
async function withToken(
  { system, secrets, presenter }: CommandDeps,
  options: TokenOptions,
  command: Command,
  use: (settings: Settings, get: () => Promise<Token>) => Promise<void>,
): Promise<void> {
  const wanted = wantedToken(options);
  const [{ loadSettings }, { requestToken }] = await Promise.all([
    import('../config/load-settings.ts'),
    import('../tokens/request-token.ts'),
  ]);
  const settings = await loadSettings(system, globalOptions(command));
  await use(settings, () =>
    requestToken(settings, wanted, { system, secrets, say: presenter.note }),
  );
}

const makeTokenGetCommand = (deps: CommandDeps) =>
  withTokenOptions(new Command('get'))
    .description('get a token: for the one in use, as the pipeline, or as the AWS caller')
    .action(async (options: TokenOptions, command: Command) =>
      withToken(deps, options, command, async (_settings, get) => {
        const token = await get();
        // Bare, so that REGISTRY_TOKEN=$(registry-cli token get) works.
        deps.presenter.report({ data: token, text: () => token.access_token });
      }),
    );

const makeTokenEnvCommand = (deps: CommandDeps) =>
  withTokenOptions(new Command('env'))
    .description('print the line that lets terraform and tofu know a token: eval "$(…)"')
    .option('--host <host>', HOST)
    .action(async (options: HostOptions, command: Command) =>
      withToken(deps, options, command, async (settings, get) => {
        const [{ requireRegistry }, { tokenVariable }] = await Promise.all([
          import('../config/usable-registry.ts'),
          import('../tokens/env-line.ts'),
        ]);
        const name = tokenVariable(hostOption(options.host, requireRegistry(settings)));
        const token = await get();
        deps.presenter.report({
          data: { ...token, name },
          text: () => `export ${name}='${token.access_token}'`,
        });
      }),
    );

const makeTokenConfigCommand = (deps: CommandDeps) =>
  withTokenOptions(new Command('config'))
    .description('write a token into the CLI configuration of terraform, or of tofu')
    .option('--host <host>', HOST)
    .option('--tofu', "tofu's own file, ~/.tofurc")
    .action(async (options: HostOptions & { readonly tofu?: boolean }, command: Command) =>
      withToken(deps, options, command, async (settings, get) => {
        const [{ requireRegistry }, { writeCredentials }] = await Promise.all([
          import('../config/usable-registry.ts'),
          import('../tokens/write-credentials.ts'),
        ]);
        const host = hostOption(options.host, requireRegistry(settings));
        const token = await get();
        const tool = options.tofu === true ? 'tofu' : 'terraform';
        const file = await writeCredentials(tool, host, token.access_token, deps);
        const { access_token: _, ...shown } = token;
        deps.presenter.report({
          data: { ...shown, host, file },
          text: (style) => `${style.good('written')} a token for ${host} to ${file}`,
        });
      }),
    );

export const makeTokenCommand = (deps: CommandDeps) =>
  new Command('token')
    .description('get tokens, and hand them to terraform and tofu')
    .addCommand(makeTokenGetCommand(deps))
    .addCommand(makeTokenEnvCommand(deps))
    .addCommand(makeTokenConfigCommand(deps));
