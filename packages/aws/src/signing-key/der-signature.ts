/** Bytes of r and of s on P-256. */
const NUMBER_BYTES = 32;
const SEQUENCE = 0x30;
const INTEGER = 0x02;

/**
 * KMS answers an ECDSA signature as the DER of `SEQUENCE { r INTEGER, s INTEGER }` (RFC 3279
 * §2.2.3); JOSE wants r and s, 32 bytes each (RFC 7518 §3.4). An Error where it is anything else.
 */
export function joseSignature(der: Uint8Array): Uint8Array {
  const [tag, length, ...content] = der;
  if (tag !== SEQUENCE || length !== content.length) throw notDer();
  const [r, rest] = takeInteger(Uint8Array.from(content));
  const [s, end] = takeInteger(rest);
  if (end.length !== 0) throw notDer();
  const signature = new Uint8Array(2 * NUMBER_BYTES);
  signature.set(r, NUMBER_BYTES - r.length);
  signature.set(s, 2 * NUMBER_BYTES - s.length);
  return signature;
}

/** The first INTEGER without leading zeros, and what comes after it. */
function takeInteger(bytes: Uint8Array): [value: Uint8Array, rest: Uint8Array] {
  const [tag, length = 0] = bytes;
  const value = bytes.subarray(2, 2 + length);
  // The high bit is the sign: a number that has it set carries a zero byte in front.
  if (tag !== INTEGER || length === 0 || value.length !== length || isNegative(value)) {
    throw notDer();
  }
  const firstDigit = value.findIndex((byte) => byte !== 0);
  const significant = firstDigit === -1 ? value.subarray(length) : value.subarray(firstDigit);
  if (significant.length > NUMBER_BYTES) throw notDer();
  return [significant, bytes.subarray(2 + length)];
}

function isNegative([first = 0]: Uint8Array): boolean {
  return first >= 0x80;
}

function notDer(): Error {
  return new Error('The signature is not the DER of an ECDSA signature on P-256');
}
