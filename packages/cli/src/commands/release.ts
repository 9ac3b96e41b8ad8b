import { Command } from 'commander';
import { type CommandDeps, globalOptions } from './command-deps.ts';

interface ReleaseOptions {
  readonly tag?: string;
  readonly dryRun?: boolean;
}

export const makeReleaseCommand = ({ connect, presenter, secrets, system }: CommandDeps) =>
  new Command('release')
    .description("publish what changed of the modules that the project's .registry.yaml lists")
    .option('--tag <tag>', 'publish the one module that this Git tag means')
    .option('--dry-run', 'show what would be published; contact nobody')
    .action(async (options: ReleaseOptions, command: Command) => {
      const [{ readProjectModules }, { nameOf, releaseOfTag, releasesOfFiles }] = await Promise.all(
        [import('../releasing/project-modules.ts'), import('../releasing/choose-releases.ts')],
      );
      const modules = await readProjectModules(system);
      const releases =
        options.tag === undefined
          ? await releasesOfFiles(modules)
          : [releaseOfTag(modules, options.tag)];
      if (options.dryRun === true) {
        presenter.report({
          data: { dry_run: true, releases: releases.map(nameOf) },
          text: () => releases.map((release) => `would publish ${nameOf(release)}`).join('\n'),
        });
        return;
      }
      const connection = await connect(globalOptions(command));
      const [{ releaseModules }, { releasedReport }] = await Promise.all([
        import('../releasing/release-modules.ts'),
        import('../presenters/render-released.ts'),
      ]);
      const deps = { ...connection, system, presenter, secrets };
      presenter.report(releasedReport(await releaseModules(releases, deps)));
    });
