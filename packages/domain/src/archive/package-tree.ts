import { InvalidError, TooLargeError } from '../errors.ts';
import { quoteName } from './quote-name.ts';

interface TreeNode {
  readonly path: string;
  readonly kind: 'file' | 'folder';
}

/**
 * Every file and folder of a package, folders that are only implied by the names in them
 * included. Keeps them apart as macOS and Windows do, so that a package unpacks to the same
 * files everywhere.
 */
export class PackageTree {
  readonly #nodes = new Map<string, TreeNode>();
  readonly #maxNodes: number;

  constructor(maxNodes: number) {
    this.#maxNodes = maxNodes;
  }

  /**
   * Adds `path`, as parseEntryPath gave it, and the folders above it. A folder may be added again
   * (tar writers repeat them). Throws an InvalidError where the path clashes with an earlier one,
   * a TooLargeError when there are more than the limit.
   */
  add(path: string, kind: 'file' | 'folder'): void {
    for (let slash = path.indexOf('/'); slash !== -1; slash = path.indexOf('/', slash + 1)) {
      this.#put({ path: path.slice(0, slash), kind: 'folder' });
    }
    if (path !== '') this.#put({ path, kind });
  }

  #put(node: TreeNode): void {
    const key = foldPath(node.path);
    const earlier = this.#nodes.get(key);
    if (earlier === undefined) {
      if (this.#nodes.size >= this.#maxNodes) {
        throw new TooLargeError(
          `The package has more than ${this.#maxNodes} files and folders, which is the limit.`,
        );
      }
      this.#nodes.set(key, node);
      return;
    }
    const fault = clashOf(earlier, node);
    if (fault !== undefined) throw new InvalidError(fault);
  }
}

function clashOf(earlier: TreeNode, node: TreeNode): string | undefined {
  const name = quoteName(node.path);
  if (earlier.path !== node.path) {
    return `The entries ${quoteName(earlier.path)} and ${name} are one file on macOS and Windows; rename one of them.`;
  }
  if (earlier.kind !== node.kind) return `The entry ${name} is both a file and a folder.`;
  return node.kind === 'file' ? `The entry ${name} is in the package twice.` : undefined;
}

/** Two paths with the same result are the same file where case and normal form do not matter. */
function foldPath(path: string): string {
  return path.normalize('NFC').toLowerCase();
}
