/**
 * A number field of a tar header: octal digits with spaces or NULs around them, empty for 0, or
 * GNU's base 256 for large ones. Undefined for anything else, where readers disagree.
 */
export function decodeNumber(field: Uint8Array): number | undefined {
  if (field[0] === 0x80) return decodeBase256(field.subarray(1));
  const text = Buffer.from(field).toString('latin1');
  const octal = /^ *([0-7]*)[ \0]*$/.exec(text)?.[1];
  if (octal === undefined) return undefined;
  return octal === '' ? 0 : Number.parseInt(octal, 8);
}

function decodeBase256(bytes: Uint8Array): number | undefined {
  let value = 0;
  for (const byte of bytes) value = value * 256 + byte;
  return Number.isSafeInteger(value) ? value : undefined;
}

/** `digits` octal digits and a NUL, as POSIX writes them. */
export function encodeNumber(value: number, digits: number): string {
  const octal = value.toString(8).padStart(digits, '0');
  if (octal.length > digits) throw new RangeError(`${value} does not fit into a tar header`);
  return `${octal}\0`;
}
