import { z } from 'zod';

const Resource = z.object({
  address: z.string(),
  mode: z.string(),
  type: z.string(),
  values: z.record(z.string(), z.unknown()).default({}),
});

const Module = z.object({
  resources: z.array(Resource).default([]),
  get child_modules() {
    return z.array(Module).default([]);
  },
});

const Plan = z.object({ planned_values: z.object({ root_module: Module }) });

/** What will be there, as far as it is known before the apply. */
export type Planned = z.output<typeof Resource>;

/** The values of what the root itself will make of one type, from a plan as JSON. */
export function plannedResources(plan: unknown, type: string): Record<string, unknown>[] {
  return Plan.parse(plan)
    .planned_values.root_module.resources.filter((resource) => resource.type === type)
    .map(({ values }) => values);
}

/** All that the root and its modules will make, from a plan as JSON. */
export function plannedEverywhere(plan: unknown): readonly Planned[] {
  const all = resourcesOf(Plan.parse(plan).planned_values.root_module);
  // Data sources stand there too, where they are read during the apply.
  return all.filter(({ mode }) => mode === 'managed');
}

function resourcesOf({ resources, child_modules }: z.output<typeof Module>): Planned[] {
  return [...resources, ...child_modules.flatMap(resourcesOf)];
}
