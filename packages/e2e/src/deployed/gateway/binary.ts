/** Is `mediaType` among the binary ones? Of patterns only the one for all types is known. */
export function isBinary(binaryMediaTypes: readonly string[], mediaType: string): boolean {
  const plain = mediaType.split(';')[0]?.trim().toLowerCase();
  return binaryMediaTypes.some((each) => each === '*/*' || each.toLowerCase() === plain);
}
