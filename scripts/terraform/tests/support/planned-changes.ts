import { z } from 'zod';

const Plan = z.object({
  resource_changes: z.array(
    z.object({
      address: z.string(),
      mode: z.string(),
      change: z.object({ actions: z.array(z.string()) }),
    }),
  ),
});

/** What a plan as JSON would do to which resource, `create`, `update`, `create delete`, … */
export function plannedChanges(plan: unknown): Record<string, string> {
  return Object.fromEntries(
    Plan.parse(plan)
      .resource_changes.filter(({ mode }) => mode === 'managed')
      .map(({ address, change }) => [address, change.actions.join(' ')] as const)
      .filter(([, actions]) => actions !== 'no-op'),
  );
}
