/** A file that Terraform or OpenTofu reads as configuration. */
export interface ConfigurationFile {
  /** The folder, relative to the package's root; empty for the root. */
  readonly folder: string;
  readonly name: string;
  readonly text: string;
}

const CONFIGURATION = /\.(?:tf|tofu)(?:\.json)?$/;
/** What editors leave behind (terraform, internal/configs: IsIgnoredFile). */
const IGNORED = /^\.|~$|^#.*#$/;
const OVERRIDE = /^(?:.*_)?override\.(?:tf|tofu)(?:\.json)?$/;

export function isConfiguration(name: string): boolean {
  return CONFIGURATION.test(name) && !IGNORED.test(name);
}

/** Override files change blocks of the others; what they leave out is not to be documented. */
export function isOverride(name: string): boolean {
  return OVERRIDE.test(name);
}

export function isJson(name: string): boolean {
  return name.endsWith('.json');
}

/**
 * The name that hides this one from documentation: where x.tf and x.tofu both exist, OpenTofu
 * reads the second in place of the first, and Terraform's is the one that is shown.
 */
export function preferredName(name: string): string {
  return name.replace(/\.tofu(\.json)?$/, '.tf$1');
}
