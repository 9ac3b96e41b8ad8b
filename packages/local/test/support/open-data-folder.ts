/** open-data-folder.ts FOLDER: opens it as a second process would, and says how that went. */
import { openDatabase, openDataFolder } from '../../src/index.ts';

try {
  openDatabase((await openDataFolder(process.argv[2] ?? '')).database).close();
  console.log('opened');
} catch (error) {
  console.log(String(error));
}
