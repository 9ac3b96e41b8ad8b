import { writeSync } from 'node:fs';
import { homedir } from 'node:os';
import { hideExperimentalWarnings } from '../quiet-warnings.ts';
import { answer } from './answer.ts';

/** Longer than an exchange with a slow registry, shorter than anybody's patience. */
const DEADLINE_MS = 45_000;

hideExperimentalWarnings(process);
const { code, stdout, stderr } = await answer(
  process.argv.slice(2),
  { env: process.env, home: homedir(), now: () => new Date() },
  async () => {
    const { createProcessSystem } = await import('../process-system.ts');
    return createProcessSystem(process, AbortSignal.timeout(DEADLINE_MS));
  },
);
// Straight to the files: opening Node's streams takes longer than everything else together.
if (stdout !== undefined) writeSync(1, stdout);
if (stderr !== undefined) writeSync(2, stderr);
process.exitCode = code;
