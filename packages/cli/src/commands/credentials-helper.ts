import { Command } from 'commander';
import { normalHost } from '../cli-config/host.ts';
import type { Tool } from '../cli-config/places.ts';
import { CliError } from '../errors.ts';
import { type CommandDeps, globalOptions } from './command-deps.ts';
import {
  HOST,
  hostOption,
  type TokenOptions,
  wantedToken,
  withTokenOptions,
} from './token-options.ts';

interface ToolOption {
  readonly tofu?: boolean;
}

interface InstallOptions extends TokenOptions, ToolOption {
  readonly host?: string;
  readonly passOn?: string;
}

const TOFU = "tofu's own file, ~/.tofurc";
const toolOf = ({ tofu }: ToolOption): Tool => (tofu === true ? 'tofu' : 'terraform');

const makeInstallCommand = ({ presenter, system }: CommandDeps) =>
  withTokenOptions(new Command('install'))
    .description('let terraform and tofu get tokens by themselves')
    .option('--host <host>', HOST)
    .option('--pass-on <name>', 'the helper to ask about all other hosts')
    .option('--tofu', TOFU)
    .action(async (options: InstallOptions, command: Command) => {
      const { scope, expiresIn, identity } = wantedToken(options);
      const [{ loadSettings }, { requireTrustedRegistry }, { install }, { formatScope }] =
        await Promise.all([
          import('../config/load-settings.ts'),
          import('../config/usable-registry.ts'),
          import('../credentials-helper/install.ts'),
          import('@registry/domain'),
        ]);
      const registry = requireTrustedRegistry(await loadSettings(system, globalOptions(command)));
      const host = hostOption(options.host, registry);
      const entry = {
        registry: registry.href,
        host,
        ...(scope === undefined ? {} : { scope: formatScope(scope) }),
        ...(identity === undefined ? {} : { identity }),
        ...(expiresIn === undefined ? {} : { expiresIn }),
      };
      const passOn = passOnOption(options.passOn);
      const tool = toolOf(options);
      const installed = await install({ tool, entry, ...passOn }, system);
      presenter.report({
        data: { tool, host, ...installed },
        text: (style) =>
          installed.changed
            ? `${style.good('installed')} the credentials helper for ${host} (block in ${installed.file})`
            : `the credentials helper for ${host} was installed already (block in ${installed.file})`,
      });
    });

const makeUninstallCommand = ({ presenter, system }: CommandDeps) =>
  new Command('uninstall')
    .description('take the credentials helper and its tokens away')
    .option('--host <host>', 'for this host alone')
    .option('--tofu', TOFU)
    .action(async (options: ToolOption & { readonly host?: string }) => {
      const { uninstall } = await import('../credentials-helper/uninstall.ts');
      const host = options.host === undefined ? undefined : normalHost(options.host);
      const gone = await uninstall(toolOf(options), host ?? options.host, system);
      presenter.report({
        data: gone,
        text: (style) =>
          gone.hosts.length === 0 && gone.program === null
            ? 'the credentials helper was not installed'
            : `${style.good('removed')} the credentials helper for ${gone.hosts.join(', ') || 'no host'}`,
      });
    });

const makeStatusCommand = ({ presenter, system }: CommandDeps) =>
  new Command('status')
    .description(
      'show whether the credentials helper is installed, for which hosts, and its tokens',
    )
    .option('--tofu', TOFU)
    .action(async (options: ToolOption) => {
      const [{ helperStatus }, { renderHelperStatus }] = await Promise.all([
        import('../credentials-helper/status.ts'),
        import('../presenters/render-helper-status.ts'),
      ]);
      const status = await helperStatus(toolOf(options), system);
      presenter.report({ data: status, text: (style) => renderHelperStatus(status, style) });
    });

export const makeCredentialsHelperCommand = (deps: CommandDeps) =>
  new Command('credentials-helper')
    .description('let terraform and tofu get tokens by themselves')
    .addCommand(makeInstallCommand(deps))
    .addCommand(makeUninstallCommand(deps))
    .addCommand(makeStatusCommand(deps));

function passOnOption(name: string | undefined): { readonly passOn?: string } {
  if (name === undefined) return {};
  if (/^[a-z0-9][a-z0-9_-]*$/.test(name) && name !== 'registry') return { passOn: name };
  throw new CliError(
    'usage',
    'The name in --pass-on must be that of another credentials helper, such as "vault" of terraform-credentials-vault.',
  );
}
