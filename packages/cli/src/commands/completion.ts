import { Argument, Command } from 'commander';
import type { CommandDeps } from './command-deps.ts';

const SHELLS = ['bash', 'zsh', 'fish'] as const;
type Shell = (typeof SHELLS)[number];

export const makeCompletionCommand = ({ presenter }: CommandDeps) =>
  new Command('completion')
    .description('print a completion script for a shell')
    .addArgument(new Argument('<shell>').choices(SHELLS))
    .addHelpText(
      'after',
      `
bash:  source <(registry-cli completion bash)      in ~/.bashrc
zsh:   source <(registry-cli completion zsh)       in ~/.zshrc, after compinit
fish:  registry-cli completion fish > ~/.config/fish/completions/registry-cli.fish`,
    )
    .action(async (shell: Shell, _options: unknown, command: Command) => {
      const [{ commandTree }, { bashCompletion }, { zshCompletion }, { fishCompletion }] =
        await Promise.all([
          import('../completion/command-tree.ts'),
          import('../completion/bash.ts'),
          import('../completion/zsh.ts'),
          import('../completion/fish.ts'),
        ]);
      const program = rootOf(command);
      const generate = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion }[shell];
      const script = generate(program.name(), commandTree(program));
      presenter.report({ data: { shell, script }, text: () => script });
    });

function rootOf(command: Command): Command {
  return command.parent === null ? command : rootOf(command.parent);
}
