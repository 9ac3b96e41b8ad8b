import { inject } from 'vitest';

const PLAIN = ['plain http', false] as const;
const TLS = ['TLS', true] as const;

/** How clients reach the registry of a run: the server either way, what is deployed by TLS only. */
export const TRANSPORTS = inject('stack') === undefined ? [PLAIN, TLS] : [TLS];
