import { CliError } from '../errors.ts';

const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ENOTFOUND: 'the name is not known',
  EAI_AGAIN: 'the name cannot be looked up now',
  ECONNRESET: 'the connection was cut off',
  EPIPE: 'the connection was cut off',
  UND_ERR_SOCKET: 'the connection was cut off',
  ETIMEDOUT: 'it did not answer in time',
  UND_ERR_CONNECT_TIMEOUT: 'it did not answer in time',
  UND_ERR_HEADERS_TIMEOUT: 'it did not answer in time',
  UND_ERR_BODY_TIMEOUT: 'it did not answer in time',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is self-signed; NODE_EXTRA_CA_CERTS can name it',
  SELF_SIGNED_CERT_IN_CHAIN:
    'its certificate comes from an unknown authority; NODE_EXTRA_CA_CERTS can name it',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    'its certificate comes from an unknown authority; NODE_EXTRA_CA_CERTS can name it',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another name',
};

/** What no second attempt a moment later can change. */
const LASTING = /^(?:ENOTFOUND|ERR_SSL_.*|ERR_TLS_.*|EPROTO|.*CERT.*|UNABLE_TO_.*)$/;

/** There was no whole answer. Of the address, only what comes before the path is ever said. */
export class NetworkError extends CliError {
  /** A few words. */
  readonly reason: string;
  readonly lasting: boolean;

  constructor(url: string, cause: unknown) {
    const code = codeOf(cause);
    const reason = reasonFor(code);
    super(
      'unavailable',
      `${new URL(url).origin} cannot be reached (${reason}); check the address and the network, then run the same command again.`,
      { cause },
    );
    this.reason = reason;
    this.lasting = LASTING.test(code);
  }
}

function reasonFor(code: string): string {
  if (code === 'EPROTO' || code.startsWith('ERR_SSL_')) return 'it does not speak https there';
  return REASONS[code] ?? 'the connection failed';
}

/** The first code in the chain of causes that says something about the network. */
function codeOf(error: unknown): string {
  for (let cause = error, depth = 0; cause instanceof Error && depth < 5; depth += 1) {
    if (cause.name === 'TimeoutError') return 'ETIMEDOUT';
    const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : '';
    if (code in REASONS || LASTING.test(code)) return code;
    // Several addresses were tried: they share the fate of the first.
    cause = cause instanceof AggregateError ? cause.errors[0] : cause.cause;
  }
  return '';
}
