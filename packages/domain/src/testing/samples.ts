import { createHash, randomUUID } from 'node:crypto';
import {
  type DocumentedVersion,
  type ModuleDocumentation,
  type ModuleId,
  parseModuleId,
  parsePrincipal,
  parseSha256,
  parseVersion,
  type Sha256,
} from '../index.ts';

export const SAMPLE_DOCUMENTATION: ModuleDocumentation = {
  root: {
    path: '',
    readme: '# A VPC',
    readmeTruncated: false,
    inputs: [
      {
        name: 'cidr',
        type: 'string',
        description: 'The address range',
        default: '"10.0.0.0/16"',
        required: false,
        sensitive: false,
      },
    ],
    outputs: [{ name: 'id', description: 'The id of the VPC', sensitive: false }],
    providers: [{ name: 'aws', source: 'hashicorp/aws', version: '>= 5.0' }],
    dependencies: [],
    resources: [{ type: 'aws_vpc', name: 'this' }],
  },
  submodules: [],
};

/** A module nobody else in the run uses, so that suites can share one engine. */
export function freshModuleId(): ModuleId {
  return parseModuleId(`ns-${randomUUID()}`, 'vpc', 'aws');
}

export function sha256Of(bytes: Uint8Array | string): Sha256 {
  return parseSha256(createHash('sha256').update(bytes).digest('hex'));
}

/** A listed version whose content is `content` by digest. */
export function sampleVersion(
  id: ModuleId,
  version: string,
  content: Uint8Array | string = version,
): DocumentedVersion {
  return {
    record: {
      id,
      version: parseVersion(version),
      source: {
        kind: 'stored',
        sha256: sha256Of(content),
        size: content.length,
        format: 'tar.gz',
      },
      publishedBy: parsePrincipal('identity:publisher'),
      publishedAt: new Date('2026-01-02T03:04:05.678Z'),
      state: 'listed',
    },
    documentation: SAMPLE_DOCUMENTATION,
  };
}
