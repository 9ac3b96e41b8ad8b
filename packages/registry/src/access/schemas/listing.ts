import { z } from '@hono/zod-openapi';
import { InvalidError, type ListPage } from '@registry/domain';
import { parsed } from '@registry/http';

const MAX_LIMIT = 1000;
const DEFAULT_LIMIT = 100;

/** Which part of a list is wanted. */
export const LIST_QUERY = {
  cursor: z.string().optional().openapi({ description: '`next` of the part before' }),
  limit: parsed(parseLimit, {
    example: String(DEFAULT_LIMIT),
    description: `at most so many, up to ${MAX_LIMIT}`,
  }).optional(),
};

export const ListQuery = z.strictObject(LIST_QUERY);

export function pageOf({ cursor, limit = DEFAULT_LIMIT }: z.output<typeof ListQuery>): ListPage {
  return { limit, ...(cursor === undefined ? {} : { cursor }) };
}

/** With it there may be more, even behind an empty part. */
export const Next = z.string().nullable();

function parseLimit(text: string): number {
  const limit = Number(text);
  if (/^[1-9]\d{0,3}$/.test(text) && limit <= MAX_LIMIT) return limit;
  throw new InvalidError(`The limit is a whole number from 1 to ${MAX_LIMIT}.`);
}
