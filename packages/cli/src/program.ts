import { Command } from 'commander';
import packageJson from '../package.json' with { type: 'json' };
import { commanderSentence } from './commander-errors.ts';
import { makeAuditCommand } from './commands/audit.ts';
import type { CommandDeps } from './commands/command-deps.ts';
import { makeCompletionCommand } from './commands/completion.ts';
import { makeConfigCommand } from './commands/config.ts';
import { makeCredentialsHelperCommand } from './commands/credentials-helper.ts';
import { makeDoctorCommand } from './commands/doctor.ts';
import { makeDownloadCommand } from './commands/download.ts';
import { makeGrantsCommand } from './commands/grants.ts';
import { makeIdentitiesCommand } from './commands/identities.ts';
import { makeIssuersCommand } from './commands/issuers.ts';
import { makePublishCommand } from './commands/publish.ts';
import { makeReleaseCommand } from './commands/release.ts';
import { makeShowCommand } from './commands/show.ts';
import { makeTokenCommand } from './commands/token.ts';
import { makeTokensCommand } from './commands/tokens.ts';
import { makeVersionsCommand } from './commands/versions.ts';
import { makeWhoamiCommand } from './commands/whoami.ts';
import { CliError } from './errors.ts';

/** The commands, put together. What they need at work they import when they run, to start fast. */
export function createProgram(deps: CommandDeps): Command {
  const program = new Command('registry-cli')
    .description('Publish and fetch modules of a Terraform and OpenTofu registry.')
    .version(packageJson.version, '--version', 'print the version')
    .option('--registry <url>', 'the registry (or REGISTRY_URL, or a configuration file)')
    .option('--token-file <file>', 'a file with the token, "-" for the standard input')
    .option('--json', 'print exactly one JSON document, on failure too')
    .addCommand(makePublishCommand(deps))
    .addCommand(makeReleaseCommand(deps))
    .addCommand(makeVersionsCommand(deps))
    .addCommand(makeShowCommand(deps))
    .addCommand(makeDownloadCommand(deps))
    .addCommand(makeTokenCommand(deps))
    .addCommand(makeCredentialsHelperCommand(deps))
    .addCommand(makeGrantsCommand(deps))
    .addCommand(makeIdentitiesCommand(deps))
    .addCommand(makeIssuersCommand(deps))
    .addCommand(makeTokensCommand(deps))
    .addCommand(makeAuditCommand(deps))
    .addCommand(makeWhoamiCommand(deps))
    .addCommand(makeDoctorCommand(deps))
    .addCommand(makeConfigCommand(deps))
    .addCommand(makeCompletionCommand(deps))
    .addHelpText(
      'after',
      'The token comes from REGISTRY_TOKEN, --token-file or a configuration file.',
    );
  settle(program, deps);
  return program;
}

/** The same manners for every command: nothing is printed or ended behind the presenter's back. */
function settle(command: Command, deps: CommandDeps): void {
  command
    .exitOverride((error) => {
      if (error.exitCode === 0) throw error;
      throw new CliError('usage', commanderSentence(error, pathOf(command)), { cause: error });
    })
    .allowExcessArguments(false)
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({
      // Only the help of a command that was left incomplete; complaints come as errors.
      writeErr: deps.presenter.usage,
      outputError: () => {},
      writeOut: (text) =>
        deps.presenter.report({ data: { output: text.trim() }, text: () => text.trimEnd() }),
    });
  for (const child of command.commands) settle(child, deps);
}

/** `registry-cli token get`. */
function pathOf(command: Command): string {
  return command.parent === null ? command.name() : `${pathOf(command.parent)} ${command.name()}`;
}
