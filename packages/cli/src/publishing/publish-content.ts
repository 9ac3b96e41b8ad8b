import type { ModuleId, Version } from '@registry/domain';
import type { Published } from '../client/answers.ts';
import type { PackageRef, PublishBody, RegistryClient } from '../client/registry-client.ts';
import { uploadFile } from '../client/upload.ts';
import type { Presenter } from '../presenters/presenter.ts';
import type { Secrets } from '../presenters/secrets.ts';
import type { System } from '../system.ts';
import { unlessInterrupted, withTempFolder } from '../temp-folder.ts';
import type { Content } from './content.ts';
import {
  kindOfPath,
  type PackageFile,
  packageFromArchive,
  packageFromFolder,
} from './package-file.ts';
import { refuseTokenFile } from './refuse-token-file.ts';

export interface PublishDeps {
  readonly client: RegistryClient;
  readonly system: System;
  readonly presenter: Presenter;
  readonly secrets: Secrets;
  readonly tokenFile?: string;
}

export interface PublishTarget {
  readonly id: ModuleId;
  readonly version: Version;
}

export interface Outcome {
  readonly created: boolean;
  readonly version: Published;
}

/**
 * Publishes a version. Every step may be done twice, so a run that died anywhere is finished by
 * the same command: packing gives the same bytes, an upload that is there is not asked for again,
 * and the version appears last and at once.
 */
export async function publishContent(
  target: PublishTarget,
  content: Content,
  deps: PublishDeps,
): Promise<Outcome> {
  const publish = (body: PublishBody) => deps.client.publish(target.id, target.version, body);
  switch (content.kind) {
    case 'address':
      return publish({ source: content.source });
    case 'bucket':
      return publish({ bucket: content.bucket, key: content.key, sha256: content.sha256 });
    case 'path':
      return withPackage(content.path, deps, async (packed) => {
        await refuseTokenFile(packed, deps.tokenFile);
        const { format, sha256, size } = packed;
        await upload(target, packed.file, { format, sha256, size }, deps);
        return publish({ format, sha256, size });
      });
  }
}

/** Runs `work` with the package that `path` makes, and removes what was packed for it. */
export async function withPackage<T>(
  path: string,
  { system, presenter }: Pick<PublishDeps, 'system' | 'presenter'>,
  work: (file: PackageFile) => Promise<T>,
): Promise<T> {
  const kind = await kindOfPath(path);
  return withTempFolder(system.tmp, async (temp) => {
    const gauge = await presenter.gauge(kind === 'folder' ? 'packing' : 'reading');
    const packing =
      kind === 'folder' ? packageFromFolder(path, temp, gauge) : packageFromArchive(path, gauge);
    return work(await unlessInterrupted(system.signal, packing.finally(gauge.stop)));
  });
}

async function upload(
  { id, version }: PublishTarget,
  file: string,
  ref: PackageRef,
  { client, system, presenter, secrets }: PublishDeps,
): Promise<void> {
  const target = await client.requestUpload(id, version, ref);
  if (target === null) return;
  secrets.add(target.url);
  const gauge = await presenter.gauge('uploading');
  await uploadFile(file, ref.size, target, {
    system,
    say: presenter.note,
    onProgress: (sent) => gauge.advance(sent, ref.size),
  }).finally(gauge.stop);
}
