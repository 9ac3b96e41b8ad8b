/**
 * One call of the helper, as terraform and tofu make it: ARGS… get|store|forget HOST
 * (https://developer.hashicorp.com/terraform/internals/credentials-helpers). What is not needed for
 * a token that lies on disk is loaded when it is.
 */
import type { System } from '../system.ts';
import { type HelperArguments, HelperError, parseHelperArguments } from './helper-arguments.ts';
import { cachedTokenFile, readCached, readStored, type Surroundings } from './token-files.ts';

export interface Answer {
  readonly code: number;
  readonly stdout?: string;
  readonly stderr?: string;
}

/** `surroundings` is cheap, `open` gives the rest of the system. */
export async function answer(
  argv: readonly string[],
  surroundings: Surroundings,
  open: () => Promise<System>,
): Promise<Answer> {
  try {
    const args = parseHelperArguments(argv.slice(0, -2));
    const [verb = '', name = ''] = argv.slice(-2);
    const host = name.toLowerCase();
    // It becomes part of a file's name.
    if (!/^[a-z0-9.:[\]-]+$/.test(host)) throw new HelperError(USAGE);
    return await act(verb, host, args, surroundings, open);
  } catch (error) {
    const { sentenceOf } = await import('./sentence.ts');
    return { code: 1, stderr: `${sentenceOf(error)}\n` };
  }
}

const USAGE =
  'The credentials helper takes "get HOST", "store HOST" or "forget HOST"; terraform and tofu call it.';

async function act(
  verb: string,
  host: string,
  args: HelperArguments,
  surroundings: Surroundings,
  open: () => Promise<System>,
): Promise<Answer> {
  const entry = args.entries.find((one) => one.host === host);
  if (!['get', 'store', 'forget'].includes(verb)) throw new HelperError(USAGE);
  if (entry === undefined && args.passOn !== undefined) {
    const { passOn } = await import('./pass-on.ts');
    return { code: await passOn(args.passOn, [verb, host], await open()) };
  }
  if (verb !== 'get') {
    const { forget, store } = await import('./store.ts');
    await (verb === 'store' ? store(host, await open()) : forget(host, await open()));
    return { code: 0 };
  }
  const stored = readStored(host, surroundings);
  if (stored !== undefined) return found(stored);
  if (entry === undefined) return { code: 0, stdout: '{}\n' };
  const file = cachedTokenFile(entry, surroundings);
  const cached = readCached(file, surroundings.now());
  if (cached !== undefined) return found(cached);
  const { freshToken } = await import('./fresh-token.ts');
  return found(await freshToken(entry, args, file, await open()));
}

function found(token: string): Answer {
  return { code: 0, stdout: `${JSON.stringify({ token })}\n` };
}
