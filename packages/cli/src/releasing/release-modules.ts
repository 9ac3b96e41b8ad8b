import { asCliError, CliError } from '../errors.ts';
import { type PublishDeps, publishContent } from '../publishing/publish-content.ts';
import { nameOf, type Release } from './choose-releases.ts';

export interface Released {
  readonly release: Release;
  readonly status: 'created' | 'unchanged';
}

/**
 * Publishes each release. What is published already with the same content is unchanged; what
 * changed without a new version is a conflict. One module that fails keeps none of the others
 * back: they are published, and the failures come together at the end.
 *
 * @throws CliError with a sentence for each failure, and the code of the first
 */
export async function releaseModules(
  releases: readonly Release[],
  deps: PublishDeps,
): Promise<readonly Released[]> {
  const released: Released[] = [];
  const failures: { readonly release: Release; readonly error: CliError }[] = [];
  for (const release of releases) {
    const { module, version } = release;
    try {
      const content = { kind: 'path', path: module.folder } as const;
      const { created } = await publishContent({ id: module.id, version }, content, deps);
      released.push({ release, status: created ? 'created' : 'unchanged' });
    } catch (cause) {
      const error = asCliError(cause, deps.system.signal);
      // These are of one module alone; whatever else is wrong is wrong for all of them.
      if (error.code !== 'conflict' && error.code !== 'refused') throw cause;
      failures.push({ release, error });
    }
  }
  const [first] = failures;
  if (first === undefined) return released;
  for (const { release, status } of released) {
    if (status === 'created') deps.presenter.note(`published ${nameOf(release)}`);
  }
  throw new CliError(
    first.error.code,
    failures.flatMap(({ release, error }) =>
      error.errors.map((sentence) => `${nameOf(release)}: ${sentence}`),
    ),
  );
}
