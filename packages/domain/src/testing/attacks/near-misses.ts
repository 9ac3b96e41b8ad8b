/**
 * A token with one character of its signature changed: the first, one in the middle, and the last
 * that is all signature (ES256 and RS256 leave bits of their very last one unused). Whoever hears,
 * or can measure, which of them is nearer finds a secret character by character.
 */
export function nearMisses(token: string): string[] {
  const signature = token.split('.').at(-1) ?? '';
  const start = token.length - signature.length;
  return [0, Math.floor(signature.length / 2), signature.length - 2].map((at) => {
    const index = start + at;
    return `${token.slice(0, index)}${token[index] === 'A' ? 'B' : 'A'}${token.slice(index + 1)}`;
  });
}
