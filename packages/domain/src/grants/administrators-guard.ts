import { ConflictError } from '../errors.ts';
import type { RecordChange, RecordReader } from '../ports/record-store.ts';
import { ADMINISTRATORS_GUARD } from '../records/keys.ts';
import { fieldsOf } from '../records/record-fields.ts';
import type { Grant } from './grant.ts';
import { isEndlessAdmin } from './granting.ts';

const MAX_ADMINISTRATORS = 100;

/**
 * The change that keeps count of stored administrators without an end, where `old` becomes `next`:
 * one record with all of them, so that of two who take away the last two only one succeeds.
 *
 * @throws ConflictError where it is the last one
 */
export async function guardAdministrators(
  records: RecordReader,
  old: Grant | undefined,
  next: Grant | undefined,
): Promise<RecordChange[]> {
  const principal = (next ?? old)?.principal;
  const isOne = isEndlessAdmin(next);
  if (principal === undefined || isEndlessAdmin(old) === isOne) return [];
  const guard = await records.get(ADMINISTRATORS_GUARD);
  const all = guard ? fieldsOf(guard, guard.document).texts('principals') : [];
  const others = all.filter((one) => one !== principal);
  if (!isOne && others.length === 0) {
    throw new ConflictError(
      'This is the last stored grant of "admin" without an end; make somebody else an administrator first.',
    );
  }
  const principals = isOne ? [...others, principal].sort() : others;
  if (principals.length > MAX_ADMINISTRATORS) {
    throw new ConflictError(
      `There are ${MAX_ADMINISTRATORS} administrators without an end already; grant "admin" with one, or to an identity.`,
    );
  }
  return [
    {
      kind: 'put',
      record: { ...ADMINISTRATORS_GUARD, document: { principals } },
      expected: guard?.revision ?? 'absent',
    },
  ];
}
