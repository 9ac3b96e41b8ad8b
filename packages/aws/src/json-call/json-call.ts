import { setTimeout as sleep } from 'node:timers/promises';
import { type Clock, UnavailableError } from '@registry/domain';
import { Sha256 } from '@smithy/core/checksum';
import { HttpRequest } from '@smithy/core/protocols';
import { SignatureV4 } from '@smithy/signature-v4';
import type { ServiceSettings } from '../clients/client-options.ts';
import { serviceHost } from '../service-host.ts';
import { RefusedCallError } from './refused-call-error.ts';

export interface JsonCallSettings extends ServiceSettings {
  readonly clock: Clock;
  /** How long one attempt may take. Without it a call takes 3.2 seconds at most, pauses included. */
  readonly timeoutMs?: number;
}

/** A service that speaks the AWS JSON protocol, as its model names it. */
export interface JsonService {
  /** Of the host name and the signature. */
  readonly name: string;
  /** In front of the operation in `x-amz-target`. */
  readonly target: string;
  readonly version: '1.0' | '1.1';
}

/** Calls `operation` and gives what was answered, parsed. */
export type JsonCall = (operation: string, input: object) => Promise<unknown>;

// The authorizer is given 5 seconds in all.
const ATTEMPTS = 3;
const TIMEOUT_MS = 1000;
const PAUSE_MS = 100;

/**
 * Asks one service of AWS with fetch and a signature (Signature Version 4). In place of an SDK
 * client where a function makes one kind of call only: it is a tenth of one's size.
 *
 * @throws UnavailableError where the service is in trouble or cannot be reached, after three
 *   attempts; RefusedCallError with what it answered otherwise
 */
export function createJsonCall(settings: JsonCallSettings, service: JsonService): JsonCall {
  const { endpoint = `https://${serviceHost(service.name, settings.region)}` } = settings;
  const { protocol, host } = new URL(endpoint);
  const signer = new SignatureV4({
    service: service.name,
    region: settings.region,
    credentials: settings.credentials,
    sha256: Sha256,
  });

  const attempt = async (operation: string, body: string): Promise<unknown> => {
    const request = new HttpRequest({
      method: 'POST',
      protocol,
      path: '/',
      headers: {
        host,
        'content-type': `application/x-amz-json-${service.version}`,
        'x-amz-target': `${service.target}.${operation}`,
      },
      body,
    });
    const { headers } = await signer.sign(request, { signingDate: settings.clock() });
    const response = await fetch(`${protocol}//${host}/`, {
      method: 'POST',
      headers,
      body,
      redirect: 'error',
      signal: AbortSignal.timeout(settings.timeoutMs ?? TIMEOUT_MS),
    });
    const answer: unknown = await response.json();
    if (response.status === 200) return answer;
    throw new RefusedCallError(service.name, operation, response.status, answer);
  };

  return async (operation, input) => {
    const body = JSON.stringify(input);
    for (let tried = 1; ; tried += 1) {
      try {
        return await attempt(operation, body);
      } catch (error) {
        if (error instanceof RefusedCallError && !error.isTrouble) throw error;
        if (tried === ATTEMPTS) {
          throw new UnavailableError('A service of AWS does not answer now; try again.', {
            cause: error,
          });
        }
        await sleep(Math.random() * PAUSE_MS);
      }
    }
  };
}
