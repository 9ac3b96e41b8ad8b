import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { expect, it } from 'vitest';

/** The files of which something is left in the bundle of `entry`. */
async function contentsOf(entry: string): Promise<string[]> {
  const { metafile } = await build({
    entryPoints: [fileURLToPath(new URL(entry, import.meta.url))],
    outdir: 'unused',
    write: false,
    metafile: true,
    // What decides what is left, as in scripts/lib/bundle.ts.
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node22',
    mainFields: ['module', 'main'],
    minifySyntax: true,
    external: ['performance'],
  });
  return Object.values(metafile.outputs).flatMap(({ inputs }) =>
    Object.entries(inputs).flatMap(([file, { bytesInOutput }]) =>
      bytesInOutput > 0 ? [file] : [],
    ),
  );
}

// What opens packages, what stores them, and every command of DynamoDB that writes.
const NOT_FOR_READING = [
  /\/(?:tar-stream|yauzl|fflate|yazl|ignore)\//,
  /hcl2json/,
  /domain\/src\/archive\//,
  /(?:^|\/)src\/publish\//,
  /@aws-sdk\+?\/?client-(?:s3|kms|sts)\b/,
  /aws\/src\/(?:packages|signing-key)\//,
  /\/client-dynamodb\/.*\/(?:Put|Update|Delete|Transact|BatchWrite|BatchExecute|Execute|Create|Restore|Import)\w*Command\.js$/,
];

it('The read function can neither open a package nor write, not even by its code', async () => {
  const files = await contentsOf('../../src/read/lambda.ts');
  for (const pattern of NOT_FOR_READING) {
    expect(files.filter((file) => pattern.test(file))).toEqual([]);
  }
  expect(files.some((file) => file.endsWith('/GetItemCommand.js'))).toBe(true);
});

it('The publish function has all that, so that the patterns are known to match', async () => {
  const files = await contentsOf('../../src/publish/lambda.ts');
  const found = NOT_FOR_READING.map((pattern) => files.some((file) => pattern.test(file)));
  // The parser itself is a file beside the bundle, run in a process of its own.
  expect(found).toEqual(NOT_FOR_READING.map((pattern) => !pattern.source.includes('hcl2json')));
});

// What opens packages or stores them: whoever sends one must not reach what decides who may do what.
const NOT_FOR_ADMINISTRATION = NOT_FOR_READING.filter(
  (pattern) => !pattern.source.includes('client-dynamodb'),
);

it('The access function can neither open a package nor store one', async () => {
  const files = await contentsOf('../../src/access/lambda.ts');
  for (const pattern of NOT_FOR_ADMINISTRATION) {
    expect(files.filter((file) => pattern.test(file))).toEqual([]);
  }
  expect(files.some((file) => file.endsWith('/TransactWriteItemsCommand.js'))).toBe(true);
});
