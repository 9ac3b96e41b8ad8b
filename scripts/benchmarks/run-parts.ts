import type { Measurement } from './measurement.ts';
import type { Part } from './part.ts';
import { withCleanup } from './processes/at-end.ts';

export interface Results {
  readonly measurements: readonly Measurement[];
  /** Names of the parts that could not be measured; why was said on the way. */
  readonly failed: readonly string[];
}

/** One part after the other; what one of them lacks does not keep the others from running. */
export async function runParts(
  parts: readonly (readonly [name: string, part: Part])[],
  quick: boolean,
): Promise<Results> {
  const measurements: Measurement[] = [];
  const failed: string[] = [];
  for (const [name, part] of parts) {
    const say = (what: string) => console.error(`${name}: ${what} …`);
    try {
      measurements.push(...(await withCleanup((atEnd) => part({ quick, atEnd, say }))));
    } catch (error) {
      console.error(
        `${name} could not be measured: ${error instanceof Error ? error.message : error}`,
      );
      failed.push(name);
    }
  }
  return { measurements, failed };
}
