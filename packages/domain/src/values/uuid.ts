/** As `randomUUID` writes it (RFC 9562 §4): lower case, one spelling. */
export function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);
}
