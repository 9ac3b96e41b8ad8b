import type {
  ModuleDependency,
  ModuleFolder,
  ModuleInput,
  ModuleOutput,
  ProviderRequirement,
} from '@registry/domain';
import { type Body, bodiesOf, labelledBlocks } from './blocks.ts';
import { defaultText, expressionText, plainText } from './expression.ts';

/** What one configuration file says, in the form of the documentation. */
export type ConfigurationFacts = Pick<
  ModuleFolder,
  'inputs' | 'outputs' | 'providers' | 'dependencies' | 'resources'
>;

/** How strings are written: HCL's may be `${…}` expressions, and escape what only looks so. */
export type Syntax = 'hcl' | 'json';

/** Reads the facts from parsed HCL or from the JSON variant. Blocks of other shapes say nothing. */
export function factsOf(file: unknown, syntax: Syntax): ConfigurationFacts {
  const bodies = bodiesOf(file);
  const blocks = (kind: string, labels: number) =>
    bodies.flatMap((body) => labelledBlocks(body[kind], labels));
  return {
    inputs: blocks('variable', 1).map(({ labels, body }) => inputOf(labels[0], body, syntax)),
    outputs: blocks('output', 1).map(({ labels, body }) => outputOf(labels[0], body)),
    providers: blocks('terraform', 0)
      .flatMap(({ body }) => bodiesOf(body['required_providers']))
      .flatMap((providers) => Object.entries(providers).flatMap(providerOf)),
    dependencies: blocks('module', 1).map(({ labels, body }) => dependencyOf(labels[0], body)),
    resources: blocks('resource', 2).map(({ labels: [type = '', name = ''] }) => ({ type, name })),
  };
}

function inputOf(name = '', body: Body, syntax: Syntax): ModuleInput {
  return {
    name,
    type: expressionText(body['type']),
    description: plainText(body['description']),
    ...('default' in body && { default: defaultText(body['default'], syntax) }),
    required: !('default' in body),
    sensitive: body['sensitive'] === true,
  };
}

function outputOf(name = '', body: Body): ModuleOutput {
  return {
    name,
    description: plainText(body['description']),
    sensitive: body['sensitive'] === true,
  };
}

function dependencyOf(name = '', body: Body): ModuleDependency {
  return {
    name,
    source: expressionText(body['source']),
    version: expressionText(body['version']),
  };
}

function providerOf([name, wanted]: [string, unknown]): ProviderRequirement[] {
  if (name === '//') return [];
  // Terraform 0.12 wrote the constraint alone.
  if (typeof wanted === 'string') return [{ name, source: '', version: plainText(wanted) }];
  return bodiesOf(wanted)
    .slice(0, 1)
    .map((body) => ({
      name,
      source: plainText(body['source']),
      version: plainText(body['version']),
    }));
}
