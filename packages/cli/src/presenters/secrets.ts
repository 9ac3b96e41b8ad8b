/**
 * What must never be said: the token in use and every signed URL that came by. A message may hold
 * words of others (a server, a library), so it is checked on its way out.
 */
export interface Secrets {
  add(secret: string): void;
  /** `text` with every secret replaced. */
  hide(text: string): string;
}

export function createSecrets(): Secrets {
  const known = new Set<string>();
  return {
    add: (secret) => {
      if (secret !== '') known.add(secret);
    },
    hide: (text) => {
      let hidden = text;
      for (const secret of known) hidden = hidden.replaceAll(secret, '(hidden)');
      return hidden;
    },
  };
}
