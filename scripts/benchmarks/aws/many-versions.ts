import { compareVersions, parseVersion, type Version } from '../../../packages/domain/src/index.ts';

/** As a module of some years has them: patches, minors, majors, a release candidate here and there. */
export function manyVersions(count: number): Version[] {
  const versions = Array.from({ length: count }, (_, index) => {
    const prerelease = index % 7 === 3 ? `-rc.${index % 5}` : '';
    return parseVersion(`${index % 40}.${index % 97}.${index}${prerelease}`);
  });
  return versions.sort(compareVersions).reverse();
}
