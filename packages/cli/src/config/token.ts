import { readFile, realpath } from 'node:fs/promises';
import { dirname, relative, sep } from 'node:path';
import { CliError } from '../errors.ts';
import { fileSystemSentence } from '../file-system-errors.ts';
import type { System } from '../system.ts';
import type { Settings } from './settings.ts';

const MAX_BYTES = 64 * 1024;
// RFC 6750 §2.1. Also keeps anything out of the header that is no token: a token file that is
// really a private key must not be sent to anybody.
const TOKEN = /^[A-Za-z0-9._~+/-]+=*$/;

/** The token itself, from where the settings say it is. */
export async function readToken(
  token: NonNullable<Settings['token']>,
  system: System,
): Promise<string> {
  const { place, origin } = token;
  if (place.kind === 'value') return checked(place.value, origin.name);
  if (place.kind === 'stdin') return checked(await readAll(system.stdin), 'the standard input');
  if (origin.kind === 'project') await insideProject(place.path, origin.name);
  return checked(await readTokenFile(place.path), place.path);
}

function checked(text: string, from: string): string {
  const token = text.trim();
  if (TOKEN.test(token)) return token;
  throw new CliError(
    'denied',
    token === ''
      ? `There is no token in ${from}; put one there, on one line.`
      : `What is in ${from} is not a token; it must be one line of letters, digits and "-._~+/=".`,
  );
}

async function readTokenFile(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const sentence = fileSystemSentence(error) ?? `${path} cannot be read.`;
    throw new CliError('usage', `The token file ${sentence}`, { cause: error });
  }
}

async function readAll(stream: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream) {
    size += chunk.length;
    if (size > MAX_BYTES) break;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

async function insideProject(path: string, projectFile: string): Promise<void> {
  const [file, folder] = await Promise.all([
    realpath(path).catch(() => path),
    realpath(dirname(projectFile)),
  ]);
  const inner = relative(folder, file);
  if (inner !== '..' && !inner.startsWith(`..${sep}`) && inner !== '') return;
  throw new CliError(
    'usage',
    `The token_file in ${projectFile} lies outside the project; a project file may only name files beside or below it, so use --token-file or REGISTRY_TOKEN.`,
  );
}
