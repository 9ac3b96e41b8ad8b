/** What lies between this machine and a registry's first answer. */
import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { connect } from 'node:tls';
import type { System } from '../system.ts';
import { type CheckResult, fine, skipped, wrong } from './checkup.ts';

const TIMEOUT_MS = 10_000;
/** Made anew by whoever renews it in time: ACM does so 60 days before the end, others 30. */
const LEAST_DAYS = 21;
const DAY_MS = 86_400_000;

/** Does the name lead anywhere? */
export async function checkName({ hostname }: URL, { env }: System): Promise<CheckResult> {
  if (isProxied(env)) return skipped('name', 'a proxy looks it up');
  const name = hostname.replace(/^\[|\]$/g, '');
  if (isIP(name) !== 0) return fine('name');
  try {
    await lookup(name);
    return fine('name');
  } catch {
    return wrong(
      'name',
      `The name ${name} is not known here; check the address, and the record of the domain (the module's output dns_alias says where it must point).`,
    );
  }
}

/** Is the certificate believed, and for how long? */
export async function checkCertificate(url: URL, system: System): Promise<CheckResult> {
  const name = 'certificate';
  if (isProxied(system.env)) return skipped(name, 'a proxy stands in between');
  if (url.protocol === 'http:') return skipped(name, 'the address is http');
  const seen = await certificateOf(url, system.signal);
  if (seen === undefined) {
    return wrong(
      name,
      `${url.host} does not speak TLS to this machine; check the address, the network and the security policy of the domain.`,
    );
  }
  const days = Math.floor((seen.end.getTime() - system.now().getTime()) / DAY_MS);
  const day = seen.end.toISOString().slice(0, 10);
  if (days < 0) {
    return wrong(name, `The certificate of ${url.host} has expired on ${day}; renew it.`);
  }
  if (seen.fault !== undefined) {
    return wrong(
      name,
      `The certificate of ${url.host} is not believed here (${seen.fault}); deploy one for this name, or name its authority in NODE_EXTRA_CA_CERTS.`,
    );
  }
  if (days >= LEAST_DAYS) return fine(name);
  return wrong(
    name,
    `The certificate of ${url.host} ends on ${day}; renew it, and see why that did not happen by itself.`,
  );
}

interface Certificate {
  readonly end: Date;
  /** A code of OpenSSL; absent where it is believed. */
  readonly fault?: string;
}

function certificateOf(url: URL, signal: AbortSignal): Promise<Certificate | undefined> {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  return new Promise((resolve) => {
    const socket = connect({
      host,
      port: Number(url.port || 443),
      ...(isIP(host) === 0 ? { servername: host } : {}),
      // Looked at and nothing sent: one that is not believed is to be spoken about.
      rejectUnauthorized: false,
      timeout: TIMEOUT_MS,
    });
    const end = (found?: Certificate) => {
      socket.destroy();
      resolve(found);
    };
    socket.once('secureConnect', () => {
      const fault: unknown = socket.authorizationError;
      end({
        end: new Date(socket.getPeerCertificate().valid_to),
        ...(socket.authorized ? {} : { fault: String(fault) }),
      });
    });
    socket.once('timeout', () => end());
    socket.once('error', () => end());
    signal.addEventListener('abort', () => end(), { once: true });
  });
}

/** As Node's fetch is told to use one. */
function isProxied(env: System['env']): boolean {
  return env['NODE_USE_ENV_PROXY'] === '1' && Boolean(env['HTTPS_PROXY'] ?? env['https_proxy']);
}
