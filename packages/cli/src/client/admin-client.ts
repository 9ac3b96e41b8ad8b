import type { Precondition } from '@registry/domain';
import { z } from 'zod';
import { readAnswer } from './answers.ts';
import type { Api, ApiAnswer, ApiRequest } from './api.ts';
import { refusal } from './refusal.ts';
import type { SourcedToken } from './registry-client.ts';

/** Something that is kept by the registry, and what to send back so as to change just that. */
export interface Kept<T> {
  readonly value: T;
  /** Absent where the deployment keeps it, which nothing here can change. */
  readonly etag?: string;
}

/**
 * The part of the API that says who may do what: documents at paths, with ETags, and lists of
 * them in parts. Whatever is not a good answer is thrown as a CliError.
 */
export interface AdminClient {
  get<T>(path: string, schema: z.ZodType<T>): Promise<Kept<T>>;
  /** Undefined where there is none. */
  find<T>(path: string, schema: z.ZodType<T>): Promise<Kept<T> | undefined>;
  /** All parts of the list under `key`, or its first `max` entries. */
  list<T>(path: string, key: string, schema: z.ZodType<T>, max?: number): Promise<readonly T[]>;
  write<T>(
    method: 'PUT' | 'PATCH' | 'POST',
    path: string,
    body: object,
    schema: z.ZodType<T>,
    precondition?: Precondition,
  ): Promise<T>;
  remove(path: string, precondition?: Precondition): Promise<void>;
}

const PART = 1000;

export function createAdminClient(api: Api, token: SourcedToken | undefined): AdminClient {
  const ask = (request: Omit<ApiRequest, 'authenticated'>) =>
    api({ ...request, authenticated: true });
  const good = (answer: ApiAnswer, ...statuses: readonly number[]): ApiAnswer => {
    if (statuses.includes(answer.status)) return answer;
    throw refusal(answer, token?.from);
  };
  const look = (path: string) => ask({ method: 'GET', path, repeatable: true });
  const kept = <T>(answer: ApiAnswer, schema: z.ZodType<T>): Kept<T> => {
    const etag = good(answer, 200).headers.get('etag');
    return { value: readAnswer(schema, answer), ...(etag === null ? {} : { etag }) };
  };
  return {
    get: async (path, schema) => kept(await look(path), schema),
    async find(path, schema) {
      const answer = await look(path);
      return answer.status === 404 ? undefined : kept(answer, schema);
    },
    async list(path, key, schema, max = Number.POSITIVE_INFINITY) {
      const part = z.object({ [key]: z.array(schema), next: z.string().nullable() });
      const found: z.infer<typeof schema>[] = [];
      let cursor: string | null = null;
      do {
        const url = new URL(path, 'https://registry.invalid');
        url.searchParams.set('limit', String(Math.min(PART, max - found.length)));
        if (cursor !== null) url.searchParams.set('cursor', cursor);
        const answer = good(await look(`${url.pathname}${url.search}`), 200);
        const read: Readonly<Record<string, unknown>> = readAnswer(part, answer);
        found.push(...z.array(schema).parse(read[key]));
        cursor = z.string().nullable().parse(read['next']);
      } while (cursor !== null && found.length < max);
      return found;
    },
    async write(method, path, body, schema, precondition = {}) {
      // Whoever has lost the answer cannot know what became of it: what they have seen may be their
      // own doing.
      const answer = await ask({ method, path, body, precondition, repeatable: false });
      return readAnswer(schema, good(answer, 200, 201));
    },
    async remove(path, precondition = {}) {
      good(await ask({ method: 'DELETE', path, precondition, repeatable: false }), 204);
    },
  };
}
