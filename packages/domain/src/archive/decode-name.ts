// A mark at the beginning of a name is part of it, as it is to every extractor.
const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });

/**
 * Bytes that are no UTF-8 become U+FFFD, which the rules for names refuse: extractors that keep
 * such bytes would see a name that nobody has checked.
 */
export function decodeBytes(bytes: Uint8Array): string {
  return utf8.decode(bytes);
}

/** The text in a fixed field, which ends at the first NUL. */
export function decodeText(field: Uint8Array): string {
  const end = field.indexOf(0);
  return decodeBytes(end === -1 ? field : field.subarray(0, end));
}
