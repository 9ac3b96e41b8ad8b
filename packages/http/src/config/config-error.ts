/** Settings that cannot be used. `message` names each and what it may be, never what it was. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}
