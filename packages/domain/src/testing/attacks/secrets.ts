/** What must be seen nowhere, and where it might be. */
export function createSecrets() {
  const secrets = new Set<string>();
  const texts: string[] = [];
  return {
    /** Tokens count whole and by the part that makes them one. */
    secret(text: string): string {
      const last = text.split('.').at(-1) ?? '';
      for (const part of [text, last]) if (part.length > 20) secrets.add(part);
      return text;
    },
    seen: (text: string) => void texts.push(text),
    leaks: (logs: string): string[] =>
      [...texts, ...logs.split('\n')].filter((text) =>
        [...secrets].some((secret) => text.includes(secret)),
      ),
  };
}
