/** The benchmark; see docs/benchmarks.md. The table goes to stdout, what goes on to stderr. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseCommandLine, UsageError } from './command-line.ts';
import { PARTS } from './parts.ts';
import { ROOT } from './processes/builds.ts';
import { thisMachine } from './report/machine.ts';
import { textTable } from './report/text-table.ts';
import { updatePage } from './report/update-page.ts';
import { runParts } from './run-parts.ts';

// Whatever is running is ended when this process exits, and only then.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));

try {
  const { parts, quick, write, jsonFile } = parseCommandLine(process.argv.slice(2));
  const machine = thisMachine();
  const { measurements, failed } = await runParts(
    parts.map((name) => [name, PARTS[name]]),
    quick,
  );
  console.log(textTable(measurements));
  if (jsonFile !== undefined) {
    const report = { taken_at: new Date().toISOString(), quick, machine, measurements, failed };
    await writeFile(jsonFile, `${JSON.stringify(report, null, 2)}\n`);
  }
  if (write && failed.length === 0) {
    await updatePage(join(ROOT, 'docs/benchmarks.md'), machine, measurements);
  }
  // A budget that is missed is a result; a number that could not be taken is a failure.
  process.exitCode = failed.length === 0 ? 0 : 1;
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
