import { z } from 'zod';

/** What a block of a resource may and must hold. */
export interface Block {
  /** What is set with `=`. */
  readonly arguments: readonly string[];
  /** Of arguments and blocks. */
  readonly required: readonly string[];
  /** What is written with braces; `null` where nothing of ours writes it, so nobody has looked. */
  readonly blocks: Readonly<Record<string, Block | null>>;
}

/** A resource, or a data source under `data.aws_…`, as far as anything of ours uses it. */
export interface ResourceType extends Block {
  /** What can be read of it. */
  readonly attributes: readonly string[];
}

/** What version 6 of the AWS provider has. */
export interface Schema {
  /** `6.25.0` */
  readonly provider: string;
  readonly types: Readonly<Record<string, ResourceType>>;
}

const block = {
  arguments: z.array(z.string()),
  required: z.array(z.string()),
  get blocks(): z.ZodType<Readonly<Record<string, Block | null>>> {
    return z.record(z.string(), z.nullable(z.object(block)));
  },
};

export const Schema: z.ZodType<Schema> = z.object({
  provider: z.string(),
  types: z.record(z.string(), z.object({ ...block, attributes: z.array(z.string()) })),
});
