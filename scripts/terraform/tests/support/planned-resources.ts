import { z } from 'zod';

const Plan = z.object({
  planned_values: z.object({
    root_module: z.object({
      resources: z.array(
        z.object({
          type: z.string(),
          values: z.record(z.string(), z.unknown()).optional(),
        }),
      ),
    }),
  }),
});

/** The values of what the root itself will make of one type, from a plan as JSON. */
export function plannedResources(plan: unknown, type: string): Record<string, unknown>[] {
  return Plan.parse(plan)
    .planned_values.root_module.resources.filter((resource) => resource.type === type)
    .map(({ values }) => values ?? {});
}
