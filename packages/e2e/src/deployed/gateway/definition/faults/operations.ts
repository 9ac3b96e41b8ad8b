import { type DeclaredOperation, type Document, operationsOf } from '../document.ts';

const LAMBDA_URI =
  /^arn:aws[a-z-]*:apigateway:[a-z0-9-]+:lambda:path\/2015-03-31\/functions\/arn:aws[a-z-]*:lambda:[^/]+\/invocations$/;
const LOCATIONS = ['query', 'header', 'path'];

/** What a method needs before the API can be deployed. */
export function operationFaults(document: Document): string[] {
  const operations = operationsOf(document);
  return [
    ...operations.flatMap((each) => [
      ...integrationFaults(each),
      ...parameterFaults(each),
      ...responseFaults(each),
      ...validatorFaults(document, each),
    ]),
    ...repeatedIds(operations),
  ];
}

function integrationFaults({ path, method, operation }: DeclaredOperation): string[] {
  const where = `${method} ${path}`;
  const integration = operation['x-amazon-apigateway-integration'];
  if (integration === undefined) return [`No integration defined for ${where}.`];
  const faults: string[] = [];
  // Another type may be right on AWS; here nothing would run it.
  if (integration.type?.toLowerCase() !== 'aws_proxy') {
    faults.push(
      `${where}: the integration is ${integration.type}, and only aws_proxy is run here.`,
    );
  }
  // A Lambda function is always invoked by POST, whatever the client's method.
  if (integration.httpMethod !== 'POST') {
    faults.push(`${where}: the integration's httpMethod must be POST.`);
  }
  if (!LAMBDA_URI.test(integration.uri ?? '')) {
    faults.push(`${where}: invalid ARN in the integration's uri.`);
  }
  const { timeoutInMillis = 29_000 } = integration;
  if (timeoutInMillis < 50 || timeoutInMillis > 29_000) {
    faults.push(`${where}: timeoutInMillis must lie between 50 and 29,000.`);
  }
  return faults;
}

function parameterFaults({ path, method, operation }: DeclaredOperation): string[] {
  return (operation.parameters ?? []).flatMap(({ name, in: location }) => {
    const where = `${method} ${path}: the parameter ${name}`;
    if (!LOCATIONS.includes(location)) return [`${where} is in ${location}, which is not known.`];
    if (location !== 'path' || path.includes(`{${name}}`) || path.includes(`{${name}+}`)) return [];
    return [`${where} is not in the path.`];
  });
}

function responseFaults({ path, method, operation }: DeclaredOperation): string[] {
  const statuses = Object.keys(operation.responses ?? {});
  if (statuses.length === 0) return [`${method} ${path} declares no response.`];
  return statuses
    .filter((status) => status !== 'default' && !/^[1-5]\d\d$/.test(status))
    .map((status) => `${method} ${path}: ${status} is no status code.`);
}

function validatorFaults(document: Document, each: DeclaredOperation): string[] {
  const name = each.operation['x-amazon-apigateway-request-validator'];
  const known = document['x-amazon-apigateway-request-validators'] ?? {};
  if (name === undefined || Object.hasOwn(known, name)) return [];
  return [`${each.method} ${each.path}: there is no request validator "${name}".`];
}

function repeatedIds(operations: readonly DeclaredOperation[]): string[] {
  const ids = operations.flatMap(({ operation }) => operation.operationId ?? []);
  return [...new Set(ids.filter((id, index) => ids.indexOf(id) !== index))].map(
    (id) => `The operationId ${id} is repeated.`,
  );
}
