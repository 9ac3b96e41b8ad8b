import { isResponseType } from '../../response-types.ts';
import type { Document } from '../document.ts';

const PARAMETER = /^gatewayresponse\.header\.[A-Za-z0-9-]+$/;
const VALUE = /^(?:'[^']*'|method\.request\.(?:header|querystring|path)\.[\w-]+|context\.[\w.]+)$/;

/** What the gateway itself answers. */
export function responseFaults(document: Document): string[] {
  const responses = document['x-amazon-apigateway-gateway-responses'] ?? {};
  return Object.entries(responses).flatMap(([type, response]) => {
    const faults: string[] = [];
    if (!isResponseType(type)) faults.push('there is no such type.');
    if (response.statusCode !== undefined && !/^[1-5]\d\d$/.test(String(response.statusCode))) {
      faults.push(`${response.statusCode} is no status code.`);
    }
    for (const [name, value] of Object.entries(response.responseParameters ?? {})) {
      if (!PARAMETER.test(name)) faults.push(`the parameter ${name} is no header.`);
      if (!VALUE.test(value)) faults.push(`the value ${value} is neither quoted nor a mapping.`);
    }
    for (const mediaType of Object.keys(response.responseTemplates ?? {})) {
      if (!/^[\w.+-]+\/[\w.+-]+$/.test(mediaType)) faults.push(`${mediaType} is no media type.`);
    }
    return faults.map((fault) => `The gateway response ${type}: ${fault}`);
  });
}
