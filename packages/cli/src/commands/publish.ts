import { Command } from 'commander';
import { chooseContent, type PublishOptions } from '../publishing/content.ts';
import { MODULE, moduleArgument, versionArgument } from './arguments.ts';
import { type CommandDeps, globalOptions } from './command-deps.ts';

export const makePublishCommand = ({ connect, presenter, secrets, system }: CommandDeps) =>
  new Command('publish')
    .description('publish a version of a module; it can never change afterwards')
    .argument('<module>', MODULE)
    .argument('<version>', 'a semantic version; a leading "v" is dropped')
    .argument('[path]', 'a folder, a .zip or a .tar.gz (default: ".")')
    .option('--source <address>', 'publish an address that clients fetch themselves')
    .option('--bucket <bucket>', 'publish an object of your own bucket, with --key and --sha256')
    .option('--key <key>', 'the key of that object')
    .option('--sha256 <digest>', 'the digest of that object')
    .option('--dry-run', 'show what would be published; contact nobody')
    .action(
      async (
        address: string,
        versionText: string,
        path: string | undefined,
        options: PublishOptions,
        command: Command,
      ) => {
        const target = { id: moduleArgument(address), version: versionArgument(versionText) };
        const content = chooseContent(path, system.cwd, options);
        if (options.dryRun === true) {
          const { rehearse } = await import('../publishing/rehearse.ts');
          presenter.report(await rehearse(target, content, { system, presenter }));
          return;
        }
        const { registry, ...connection } = await connect(globalOptions(command));
        const [{ publishContent }, { publishedReport }] = await Promise.all([
          import('../publishing/publish-content.ts'),
          import('../presenters/render-published.ts'),
        ]);
        const outcome = await publishContent(target, content, {
          ...connection,
          system,
          presenter,
          secrets,
        });
        presenter.report(publishedReport(target.id, outcome, registry.host));
      },
    );
