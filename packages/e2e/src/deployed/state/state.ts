import { z } from 'zod';

const Resource = z.looseObject({
  address: z.string(),
  mode: z.string(),
  type: z.string(),
  values: z.record(z.string(), z.unknown()),
});

interface Module {
  readonly resources?: readonly z.infer<typeof Resource>[] | undefined;
  readonly child_modules?: readonly Module[] | undefined;
}

const Module: z.ZodType<Module> = z.lazy(() =>
  z.looseObject({
    resources: z.array(Resource).optional(),
    child_modules: z.array(Module).optional(),
  }),
);

const Shown = z.looseObject({
  values: z.looseObject({
    root_module: Module,
    outputs: z.record(z.string(), z.looseObject({ value: z.unknown() })).optional(),
  }),
});

/** What Terraform has made, as `terraform show -json` tells it. */
export interface State {
  /** The managed resources of `type`, each checked to be a `schema`. */
  all<T>(type: string, schema: z.ZodType<T>): T[];
  output<T>(name: string, schema: z.ZodType<T>): T;
}

/** ZodError where `shown` is no state. */
export function readState(shown: unknown): State {
  const { values } = Shown.parse(shown);
  const managed = resourcesOf(values.root_module).filter(({ mode }) => mode === 'managed');
  return {
    all: (type, schema) =>
      managed.filter((each) => each.type === type).map((each) => schema.parse(each.values)),
    output: (name, schema) => schema.parse(values.outputs?.[name]?.value),
  };
}

function resourcesOf({ resources = [], child_modules = [] }: Module): z.infer<typeof Resource>[] {
  return [...resources, ...child_modules.flatMap(resourcesOf)];
}

/** The one of several that there must be. */
export function only<T>(all: readonly T[], what: string): T {
  const [first] = all;
  if (first === undefined || all.length > 1) throw new Error(`There are ${all.length} ${what}.`);
  return first;
}
