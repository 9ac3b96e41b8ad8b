/** The file that says who may do what, so that it can live in Git. */
import {
  canonicalPrincipal,
  GRANTABLE,
  InvalidError,
  parseGrantedNamespace,
  parseReason,
  parseTime,
  ROLES,
} from '@registry/domain';
import { LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import { CliError } from '../errors.ts';

/** A grant as it shall be. */
export interface WantedGrant {
  readonly principal: string;
  readonly namespace: string;
  /** Sorted. */
  readonly permissions: readonly string[];
  /** As the registry writes it. */
  readonly expires_at: string | null;
  readonly reason: string;
}

const parsedBy = <T>(parse: (text: string) => T) =>
  z.string().transform((text, context): T => {
    try {
      return parse(text);
    } catch (error) {
      if (!(error instanceof InvalidError)) throw error;
      context.addIssue({ code: 'custom', message: error.message });
      return z.NEVER;
    }
  });

const GRANT = z
  .strictObject({
    principal: parsedBy(canonicalPrincipal),
    namespace: parsedBy(parseGrantedNamespace),
    permissions: z.array(z.enum(GRANTABLE)).min(1).optional(),
    role: z.enum(['reader', 'publisher', 'maintainer', 'owner']).optional(),
    expires_at: parsedBy((text) => parseTime(text).toISOString())
      .nullable()
      .default(null),
    reason: parsedBy<string>(parseReason).default(''),
  })
  .refine(({ permissions, role }) => (permissions === undefined) !== (role === undefined), {
    error: 'Give permissions or a role: one of the two.',
  })
  .transform(
    ({ permissions, role, ...rest }): WantedGrant => ({
      ...rest,
      permissions: [...new Set<string>(permissions ?? (role ? ROLES[role] : []))].sort(),
    }),
  );

const FILE = z.strictObject({ grants: z.array(GRANT) });

/** @throws CliError `usage` that names every fault with its line, before anything is changed */
export function parseGrantsFile(text: string, path: string): readonly WantedGrant[] {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const at = (offset: number) => `${path}:${lines.linePos(offset).line}`;
  if (document.errors.length > 0) {
    throw new CliError(
      'usage',
      document.errors.map(({ pos, message }) => `${at(pos[0])}: ${message}`),
    );
  }
  const place = (keys: readonly PropertyKey[]) => {
    for (let length = keys.length; length >= 0; length -= 1) {
      const node = document.getIn(keys.slice(0, length), true);
      if (isPlaced(node)) return at(node.range[0]);
    }
    return `${path}:1`;
  };
  const parsed = FILE.safeParse(document.toJS());
  if (!parsed.success) {
    throw new CliError(
      'usage',
      parsed.error.issues.map((issue) => `${place(issue.path)}: ${sentenceOf(issue)}`),
    );
  }
  const { grants } = parsed.data;
  const twice = grants.flatMap((grant, index) =>
    grants.findIndex((other) => nameOf(other) === nameOf(grant)) < index
      ? [`${place(['grants', index])}: ${nameOf(grant)} is granted twice; put it into one entry.`]
      : [],
  );
  if (twice.length > 0) throw new CliError('usage', twice);
  return grants;
}

/** What makes a grant one grant. */
export function nameOf(grant: Pick<WantedGrant, 'principal' | 'namespace'>): string {
  return `${grant.principal} on ${grant.namespace}`;
}

function sentenceOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'custom') return issue.message;
  return `${issue.path.at(-1) === undefined ? 'the file' : String(issue.path.at(-1))}: ${issue.message}.`;
}

function isPlaced(node: unknown): node is { readonly range: readonly [number] } {
  return typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range);
}
