import { z } from 'zod';
import { Document } from './document.ts';
import { operationFaults } from './faults/operations.ts';
import { pathFaults } from './faults/paths.ts';
import { policyFaults } from './faults/policy.ts';
import { responseFaults } from './faults/responses.ts';
import { schemaFaults } from './faults/schemas.ts';
import { securityFaults } from './faults/security.ts';

const MAX_BYTES = 6 * 1024 * 1024;

/**
 * Why AWS's import of an OpenAPI document would refuse `body`, or silently leave something of it
 * out; nothing where it would take it as it is meant.
 */
export function importFaults(body: string): string[] {
  const size = Buffer.byteLength(body);
  if (size > MAX_BYTES) return [`The document has ${size} bytes; ${MAX_BYTES} are allowed.`];
  try {
    return faultsOf(Document.parse(JSON.parse(body)));
  } catch (error) {
    if (error instanceof SyntaxError) return ['The document is no JSON.'];
    if (!(error instanceof z.ZodError)) throw error;
    return error.issues.map(({ path, message }) => `${path.join('/')}: ${message}`);
  }
}

function faultsOf(document: Document): string[] {
  const { openapi } = document;
  return [
    ...(/^3\.0\.\d+$/.test(openapi) ? [] : [`OpenAPI ${openapi} is not 3.0.`]),
    ...pathFaults(document),
    ...operationFaults(document),
    ...securityFaults(document),
    ...schemaFaults(document),
    ...responseFaults(document),
    ...policyFaults(document['x-amazon-apigateway-policy']),
  ];
}
