import { Command } from 'commander';
import { type CommandDeps, globalOptions } from './command-deps.ts';

export const makeConfigCommand = ({ presenter, system }: CommandDeps) =>
  new Command('config')
    .description('show the settings in force and where each comes from')
    .action(async (_options: unknown, command: Command) => {
      const [{ loadSettings }, { describeSettings, renderSettings }] = await Promise.all([
        import('../config/load-settings.ts'),
        import('../presenters/render-settings.ts'),
      ]);
      const described = await describeSettings(
        await loadSettings(system, globalOptions(command)),
        system,
      );
      presenter.report({ data: described, text: (style) => renderSettings(described, style) });
    });
