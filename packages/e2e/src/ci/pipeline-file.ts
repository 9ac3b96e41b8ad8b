import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseAllDocuments, parse as parseYaml } from 'yaml';
import { z } from 'zod';

export const CHECKOUT = join(import.meta.dirname, '../../../..');

const Inputs = z.record(z.string(), z.looseObject({ default: z.string().optional() }).nullable());
export type Given = Readonly<Record<string, string>>;

const Action = z.looseObject({
  inputs: Inputs,
  runs: z.looseObject({
    using: z.literal('composite'),
    steps: z.array(
      z.strictObject({
        name: z.string(),
        shell: z.literal('bash'),
        env: z.record(z.string(), z.string()),
        run: z.string(),
      }),
    ),
  }),
});

/** What a runner is told to do: commands for bash, and the variables that they see. */
export interface Script {
  readonly run: string;
  readonly env: Readonly<Record<string, string>>;
}

/** The one step of action.yml, with its expressions filled in as GitHub fills them in. */
export async function actionScript(given: Given): Promise<Script> {
  const { inputs, runs } = Action.parse(parseYaml(await read('action.yml')));
  const [step, ...more] = runs.steps;
  if (step === undefined || more.length > 0) throw new Error('the action has more than one step');
  const fill = filling(inputs, given, /\$\{\{ inputs\.([\w-]+) \}\}/g);
  return { run: step.run, env: mapValues(step.env, fill) };
}

const Component = z.object({ spec: z.object({ inputs: Inputs }) });
const Job = z.looseObject({
  id_tokens: z.object({ REGISTRY_ID_TOKEN: z.object({ aud: z.string() }) }),
  variables: z.record(z.string(), z.string()),
  script: z.array(z.string()),
});

/** The one job of templates/publish.yml, and whom its ID token is for. */
export async function componentScript(given: Given): Promise<Script & { audience: string }> {
  const [header, content] = parseAllDocuments(await read('templates/publish.yml'));
  const { inputs } = Component.parse(header?.toJS()).spec;
  const fill = filling(inputs, given, /\$\[\[ inputs\.([\w-]+) \]\]/g);
  const jobs = z.record(z.string(), Job).parse(parseYaml(fill(String(content))));
  const [job, ...more] = Object.values(jobs);
  if (job === undefined || more.length > 0) throw new Error('the component has more than one job');
  return {
    run: job.script.join('\n'),
    env: job.variables,
    audience: job.id_tokens.REGISTRY_ID_TOKEN.aud,
  };
}

function filling(inputs: z.infer<typeof Inputs>, given: Given, expression: RegExp) {
  return (text: string) =>
    text.replaceAll(expression, (_, name: string) => {
      const value = given[name] ?? inputs[name]?.default;
      if (value === undefined) throw new Error(`there is no value for the input ${name}`);
      return value;
    });
}

function mapValues(record: Readonly<Record<string, string>>, map: (text: string) => string) {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, map(value)]));
}

function read(path: string): Promise<string> {
  return readFile(join(CHECKOUT, path), 'utf8');
}
