/**
 * Packs the Terraform module with the zips of its functions into one package:
 *
 *   node scripts/release/pack-module.ts dist/terraform-aws-registry.tar.gz
 *
 * The same names and bytes give the same package, wherever and whenever. Prints file, bytes, sha256.
 */
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { packFolder } from '../../packages/domain/src/archive/index.ts';

const MODULE = join(import.meta.dirname, '../../terraform');
const { default: functions } = await import(join(MODULE, 'generated/functions.json'), {
  with: { type: 'json' },
});

const missing = Object.keys(functions)
  .map((name) => join(MODULE, 'lambdas', `${name}.zip`))
  .filter((zip) => !existsSync(zip));
const [target] = process.argv.slice(2);
if (target === undefined || missing.length > 0) {
  console.error(
    target === undefined
      ? 'Say where the package goes: node scripts/release/pack-module.ts FILE.tar.gz'
      : `A module without its functions is of no use to anybody; build ${missing.join(', ')} with scripts/package-lambdas.`,
  );
  process.exit(2);
}
await mkdir(dirname(target), { recursive: true });
const { size, sha256 } = await packFolder(MODULE, target);
console.log(`${target}  ${size}  ${sha256}`);
