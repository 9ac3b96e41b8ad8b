import { z } from 'zod';
import { CliError } from '../../errors.ts';

const SCAN = z.object({ Items: z.array(z.record(z.string(), z.unknown())) });

const PERMISSIONS = z.looseObject({
  download: z.boolean().default(false),
  upload: z.boolean().default(false),
  create_grant: z.boolean().default(false),
  delete_grant: z.boolean().default(false),
});

/** What grants of every kind have there. */
export const SCANNED_GRANT = z.looseObject({
  pk: z.string(),
  sk: z.string(),
  namespace: z.string().optional(),
  identifier: z.string().optional(),
  permissions: PERMISSIONS.default({
    download: false,
    upload: false,
    create_grant: false,
    delete_grant: false,
  }),
  issuer: z.string().optional(),
  subject: z.string().optional(),
  audience: z.union([z.string(), z.array(z.string())]).optional(),
  bound_claims: z
    .array(
      z.looseObject({
        name: z.string(),
        match_type: z.string().default('string'),
        value: z.union([z.string(), z.array(z.string())]),
      }),
    )
    .nullish(),
});
export type ScannedGrant = z.infer<typeof SCANNED_GRANT>;

/** The items of `aws dynamodb scan`, as plain values. */
export function scannedItems(text: string, path: string): readonly Record<string, unknown>[] {
  const parsed = SCAN.safeParse(parseJson(text));
  if (parsed.success) return parsed.data.Items.map((item) => mapOf(item));
  throw new CliError(
    'usage',
    `${path} is not what "aws dynamodb scan --table-name … --output json" prints; it must hold {"Items":[…]}.`,
  );
}

function mapOf(item: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(item).map(([name, value]) => [name, plain(value)]));
}

/** AWS's way to write a value, `{"S": "…"}`: API reference of DynamoDB, AttributeValue. */
function plain(attribute: unknown): unknown {
  if (typeof attribute !== 'object' || attribute === null) return attribute;
  const [[type, value] = ['', undefined]] = Object.entries(attribute);
  switch (type) {
    case 'M':
      return mapOf(value);
    case 'L':
      return Array.isArray(value) ? value.map(plain) : [];
    case 'N':
      return Number(value);
    case 'NULL':
      return null;
    default:
      return value;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
