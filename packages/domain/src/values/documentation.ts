/** What a package says about itself, read once when it is published. */
export interface ModuleDocumentation {
  readonly root: ModuleFolder;
  /** The folders directly under `modules/`, sorted by path. */
  readonly submodules: readonly ModuleFolder[];
}

export interface ModuleFolder {
  /** Relative to the package's root; empty for the root itself. */
  readonly path: string;
  /** The text of README.md, possibly shortened (`readmeTruncated`); empty where there is none. */
  readonly readme: string;
  readonly readmeTruncated: boolean;
  readonly inputs: readonly ModuleInput[];
  readonly outputs: readonly ModuleOutput[];
  readonly providers: readonly ProviderRequirement[];
  /** Module calls in the folder. */
  readonly dependencies: readonly ModuleDependency[];
  /** Managed resources, for the extended API. */
  readonly resources: readonly { readonly type: string; readonly name: string }[];
}

export interface ModuleInput {
  readonly name: string;
  /** The type expression as written, e.g. `list(string)`; empty where none is given. */
  readonly type: string;
  readonly description: string;
  /** The default as JSON text, or as written where it is no constant; absent when required. */
  readonly default?: string;
  readonly required: boolean;
  readonly sensitive: boolean;
}

export interface ModuleOutput {
  readonly name: string;
  readonly description: string;
  readonly sensitive: boolean;
}

export interface ProviderRequirement {
  readonly name: string;
  /** e.g. `hashicorp/aws`; empty where the module does not say. */
  readonly source: string;
  /** The version constraint as written; empty where there is none. */
  readonly version: string;
}

export interface ModuleDependency {
  readonly name: string;
  readonly source: string;
  readonly version: string;
}
