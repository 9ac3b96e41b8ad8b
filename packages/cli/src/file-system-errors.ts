/** Node's file-system errors, as one sentence that names the path. */
const FAULTS: Readonly<Record<string, string>> = {
  EACCES: 'may not be used by you; check its permissions',
  EPERM: 'may not be used by you; check its permissions',
  EROFS: 'lies on a read-only disk; choose another place',
  ENOENT: 'does not exist; check the path',
  ENOTDIR: 'is not a folder; check the path',
  EISDIR: 'is a folder; name a file',
  ENOSPC: 'cannot be written because the disk is full; free some space',
  EMFILE: 'cannot be opened because too many files are open; try again',
};

export function errorCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

export function fileSystemSentence(error: unknown): string | undefined {
  const fault = FAULTS[errorCode(error) ?? ''];
  if (fault === undefined || !(error instanceof Error)) return undefined;
  const path = 'path' in error && typeof error.path === 'string' ? error.path : 'A file';
  return `${path} ${fault}.`;
}
