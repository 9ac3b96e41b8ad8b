/**
 * Applies the smallest example and keeps it until it is interrupted: `node hold-stack.ts FILE`.
 * Tests with DEPLOYED_STACK=FILE then start at once.
 */
import { writeFile } from 'node:fs/promises';
import { applyStack } from '../../../src/deployed/stack/apply-stack.ts';

const [file = 'stack.json'] = process.argv.slice(2);
const { stack, stop } = await applyStack({ folder: 'examples/minimal', tool: 'terraform' });
await writeFile(file, JSON.stringify(stack), { mode: 0o600 });
console.error(`applied; DEPLOYED_STACK=${file}`);
const held = setInterval(() => {}, 60_000);
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, async () => {
    clearInterval(held);
    await stop();
  });
}
