/**
 * Applies an example and keeps it until it is interrupted: `node hold-stack.ts FILE [EXAMPLE
 * [ADDITIONS]]`. Tests with DEPLOYED_STACK=FILE then start at once.
 */
import { writeFile } from 'node:fs/promises';
import { applyStack } from '../../../src/deployed/stack/apply-stack.ts';

const [file = 'stack.json', folder = 'examples/minimal', additions] = process.argv.slice(2);
const { stack, stop } = await applyStack({
  folder,
  tool: 'terraform',
  ...(additions !== undefined && { additions }),
});
await writeFile(file, JSON.stringify(stack), { mode: 0o600 });
console.error(`applied; DEPLOYED_STACK=${file}`);
const held = setInterval(() => {}, 60_000);
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, async () => {
    clearInterval(held);
    await stop();
  });
}
