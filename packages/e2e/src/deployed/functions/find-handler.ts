import { existsSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

export type Handler = (event: unknown, context: object) => unknown;

/** Why there is no handler, by the name that Lambda's Node.js runtime gives it. */
export class HandlerError extends Error {
  override readonly name: string;

  constructor(name: string, message: string) {
    super(message);
    this.name = name;
  }
}

const EXTENSIONS = ['', '.js', '.mjs', '.cjs'];

/**
 * Finds a handler such as `folder/index.nested.handler` under `root`, as Lambda's runtime does
 * (aws-lambda-nodejs-runtime-interface-client, UserFunction).
 */
export async function findHandler(root: string, handler: string): Promise<Handler> {
  const [, name = '', path = ''] = /^([^.]*)\.(.*)$/.exec(basename(handler)) ?? [];
  if (handler.includes('..') || name === '' || path === '') {
    throw new HandlerError('Runtime.MalformedHandlerName', `"${handler}" is no handler.`);
  }
  const folder = handler.slice(0, handler.length - basename(handler).length);
  const file = EXTENSIONS.map((extension) => resolve(root, join(folder, name)) + extension).find(
    existsSync,
  );
  if (file === undefined) {
    throw new HandlerError('Runtime.ImportModuleError', `Error: Cannot find module '${name}'`);
  }
  const module: unknown = await import(pathToFileURL(file).href);
  const found = path.split('.').reduce(member, module);
  if (isHandler(found)) return found;
  throw new HandlerError('Runtime.HandlerNotFound', `${handler} is undefined or not exported`);
}

function member(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.entries(value).find(([each]) => each === name)?.[1];
}

function isHandler(value: unknown): value is Handler {
  return typeof value === 'function';
}
