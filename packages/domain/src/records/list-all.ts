import type { Page, RecordReader, StoredRecord } from '../ports/record-store.ts';

const PAGE = 1000;

/** Every record of a partition whose records are few: issuers, identities, one person's grants. */
export async function listAll(
  records: RecordReader,
  partition: string,
  page: Pick<Page, 'prefix'> = {},
): Promise<StoredRecord[]> {
  const all: StoredRecord[] = [];
  for (let cursor: string | undefined; ; ) {
    const { records: found, next } = await records.list(partition, {
      ...page,
      limit: PAGE,
      ...(cursor === undefined ? {} : { cursor }),
    });
    all.push(...found);
    if (next === undefined) return all;
    cursor = next;
  }
}
