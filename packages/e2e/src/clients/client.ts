/** A terraform or tofu that modules are installed with. */
export interface Client {
  /** For people, e.g. `tofu 1.12.6`. */
  readonly name: string;
  readonly product: 'terraform' | 'tofu';
  readonly program: string;
  /** How much of the suites it goes through. */
  readonly extent: 'full' | 'essentials';
}
