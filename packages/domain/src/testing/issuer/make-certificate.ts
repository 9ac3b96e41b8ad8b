import { execFile } from 'node:child_process';
import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

export interface Certificate {
  /** Of its own, to be removed with all that is in it. */
  readonly folder: string;
  /** PEM, for `NODE_EXTRA_CA_CERTS`: the certificate vouches for itself. */
  readonly certFile: string;
  readonly cert: string;
  readonly key: string;
}

/** A certificate for this machine and `issuer.test`, good for two days. */
export async function makeCertificate(): Promise<Certificate> {
  const folder = await mkdtemp(join(tmpdir(), 'registry-issuer-'));
  const certFile = join(folder, 'cert.pem');
  const keyFile = join(folder, 'key.pem');
  const names = 'subjectAltName=IP:127.0.0.1,IP:::1,DNS:localhost,DNS:issuer.test';
  await promisify(execFile)('openssl', [
    ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'],
    ...['-days', '2', '-subj', '/CN=issuer.test', '-addext', names],
    ...['-keyout', keyFile, '-out', certFile],
  ]);
  const [cert, key] = await Promise.all([certFile, keyFile].map((file) => readFile(file, 'utf8')));
  return { folder, certFile, cert: cert ?? '', key: key ?? '' };
}
